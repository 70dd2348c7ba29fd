import Foundation
import ShellCore
import Synchronization
import VideoAPI

@testable import TweenApp

/// Services that answer as a test has laid down. A call that no answer was laid down for is noted as a fault.
final class ScriptedServices: ServiceDirectory, VideoService {
    /// What a poll meets.
    enum Poll: Sendable {
        case answer(Result<TaskSnapshot, ServiceError>)
        /// ^C or ^Z before the next poll.
        case signal(LoopSignal)
    }

    private struct State {
        var submits: [Result<TaskSnapshot, ServiceError>] = []
        var polls: [Poll] = []
        /// What the obliging server will say of each task.
        var lives: [TaskID: [TaskSnapshot]] = [:]
        var downloads: [Result<String, DownloadTrouble>] = []
        var posts: [Submission] = []
        var asked: [TaskID] = []
        var faults: [String] = []
        var lastID = 0
    }

    private let state = Mutex(State())
    private let keys: KeyRing
    /// Whether the embedded server answers by itself: accepted, queued, running, succeeded.
    private let isObliging: Bool
    /// Is called with each POST, before it is answered.
    private let onPost: @Sendable (Submission) -> Void
    /// Is called with each poll.
    private let onPoll: @Sendable () -> Void
    /// What each POST takes; one that is broken off meanwhile has no answer.
    private let takingTime: @Sendable () async -> Void
    /// What comes of each video before it is saved.
    private let saving: @Sendable (_ progress: @Sendable (SaveProgress) -> Void) async -> Void

    init(
        keys: KeyRing,
        isObliging: Bool,
        onPost: @escaping @Sendable (Submission) -> Void = { _ in },
        onPoll: @escaping @Sendable () -> Void = {},
        takingTime: @escaping @Sendable () async -> Void = {},
        saving: @escaping @Sendable (_ progress: @Sendable (SaveProgress) -> Void) async -> Void = { _ in }
    ) {
        self.keys = keys
        self.isObliging = isObliging
        self.onPost = onPost
        self.onPoll = onPoll
        self.takingTime = takingTime
        self.saving = saving
    }

    var posts: [Submission] { state.withLock { $0.posts } }
    var asked: [TaskID] { state.withLock { $0.asked } }
    var faults: [String] { state.withLock { $0.faults } }

    func answerSubmit(_ answer: Result<TaskSnapshot, ServiceError>) { state.withLock { $0.submits.append(answer) } }
    func answerPoll(_ poll: Poll) { state.withLock { $0.polls.append(poll) } }
    func answerDownload(_ answer: Result<String, DownloadTrouble>) { state.withLock { $0.downloads.append(answer) } }

    /// Takes a ^C or ^Z from the front of the polls.
    func takeSignal() -> LoopSignal? {
        state.withLock { state in
            guard case .signal(let signal)? = state.polls.first else { return nil }
            state.polls.removeFirst()
            return signal
        }
    }

    // MARK: The service

    func submit(_ submission: Submission) async throws(ServiceError) -> TaskSnapshot {
        onPost(submission)
        state.withLock { $0.posts.append(submission) }
        await takingTime()
        if Task.isCancelled { throw ServiceError(.unconfirmed, sending: .unconfirmed, message: "given up") }
        let answer = state.withLock { state -> Result<TaskSnapshot, ServiceError> in
            if !state.submits.isEmpty { return state.submits.removeFirst() }
            guard isObliging else {
                state.faults.append("a submit that no answer was laid down for")
                return .failure(ServiceError(.network, sending: .notSent, message: "nobody answers"))
            }
            state.lastID += 1
            let id = TaskID(rawValue: "task_\(state.lastID)")
            state.lives[id] = ["queued", "running 35", "running 80", "succeeded"].compactMap { TaskSnapshot.saying($0) }
            return .success(TaskSnapshot(id: id, status: .pending, rawStatus: "pending"))
        }
        return try answer.get()
    }

    func snapshot(of id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        onPoll()
        let answer = state.withLock { state -> Result<TaskSnapshot, ServiceError> in
            state.asked.append(id)
            if let next = state.lives[id]?.first {
                state.lives[id]?.removeFirst()
                return .success(next)
            }
            guard case .answer(let answer)? = state.polls.first else {
                state.faults.append("a poll of \(id.rawValue) that no answer was laid down for")
                return .success(TaskSnapshot(id: id, status: .cancelled, rawStatus: "cancelled"))
            }
            state.polls.removeFirst()
            return answer
        }
        var snapshot = try answer.get()
        snapshot.id = id
        return snapshot
    }

    func cancel(_ id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        state.withLock { $0.lives[id] = nil }
        return TaskSnapshot(id: id, status: .cancelled, rawStatus: "cancelled")
    }

    // MARK: The directory

    func service(for profile: Profile) async throws(ServiceError) -> ServiceRoute {
        guard let address = profile.address else {
            return ServiceRoute(service: self, origin: "http://127.0.0.1:8787/v1", keyFingerprint: nil, isDemo: true)
        }
        guard let key = keys.key(for: address.origin) else {
            throw ServiceError(.auth, sending: .rejected, message: "there is no key for \(address.origin)")
        }
        return ServiceRoute(service: self, origin: "\(address)", keyFingerprint: key.fingerprint, isDemo: false)
    }

    func service(of record: TaskRecord) async throws(ServiceError) -> ServiceRoute {
        if !record.isDemo {
            guard let address = try? ServiceAddress(typed: record.origin), let fingerprint = record.keyFingerprint,
                keys.key(for: address.origin, fingerprint: fingerprint) != nil
            else { throw ServiceError(.auth, sending: .notSent, message: "the key that \(record.number) was sent with is not at hand") }
        }
        return ServiceRoute(service: self, origin: record.origin, keyFingerprint: record.keyFingerprint, isDemo: record.isDemo)
    }

    func keySource(for profile: Profile) -> KeySource? {
        guard let address = profile.address else { return KeySource.none }
        return keys.source(for: address.origin)
    }

    func store(_ key: APIKey?, for profile: Profile) throws(FileTrouble) {
        guard let address = profile.address else { return }
        try keys.store(key, for: address.origin)
    }

    func download(
        _ record: TaskRecord,
        to folder: String,
        name: VideoName,
        progress: @escaping @Sendable (SaveProgress) -> Void
    ) async -> Result<String, DownloadTrouble> {
        await saving(progress)
        if let answer = state.withLock({ $0.downloads.isEmpty ? nil : $0.downloads.removeFirst() }) { return answer }
        let base =
            switch name {
            case .numbered(let number): folder + "/tween-" + String(10_000 + number.rawValue).dropFirst()
            case .exact(let name): folder + "/" + (name as NSString).deletingPathExtension
            }
        var path = base + ".mp4"
        var copy = 2
        while FileManager.default.fileExists(atPath: path) {
            path = "\(base)-\(copy).mp4"
            copy += 1
        }
        _ = FileManager.default.createFile(atPath: path, contents: Data())
        return .success(path)
    }

    func close() async {}
}

extension TaskSnapshot {
    /// What a service says in a status word and what stands behind it: `running 35`, `failed CODE message`.
    static func saying(_ text: String) -> TaskSnapshot? {
        let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
        guard let word = parts.first else { return nil }
        var snapshot = TaskSnapshot(id: TaskID(rawValue: ""), status: TaskStatus(word: word) ?? .running, rawStatus: word)
        if snapshot.status == .failed, parts.count == 3 {
            snapshot.failure = TaskFailure(code: parts[1], message: parts[2].replacingOccurrences(of: "\\e", with: "\u{1B}"))
        } else {
            snapshot.progress = parts.dropFirst().first.flatMap { Int($0) }
        }
        return snapshot
    }
}
