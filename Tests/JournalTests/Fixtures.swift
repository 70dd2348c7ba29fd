import Foundation
import GRDB
import Journal
import Synchronization
import VideoAPI

/// A folder that is gone after the test, and a clock that moves when told.
final class Place: Sendable {
    let root: String
    var folder: String { root + "/state/tween" }
    var database: String { folder + "/journal.sqlite" }
    private let time = Atomic<Int>(1_800_000_000)

    init() throws {
        root = FileManager.default.temporaryDirectory.path + "/journal-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    var now: Int { time.load(ordering: .sequentiallyConsistent) }

    func pass(_ seconds: Int) { time.wrappingAdd(seconds, ordering: .sequentiallyConsistent) }

    /// A shell's journal: the shell lives as long as the value.
    func open() throws -> Journal { try Journal(folder: folder) { self.now } }

    /// Opens the database past the journal, as another program might.
    func tamper<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try DatabaseQueue(path: database).writeWithoutTransaction(body)
    }

    var files: Set<String> { Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []) }

    func mode(_ path: String) throws -> mode_t {
        var info = stat()
        guard lstat(path, &info) == 0 else { throw CocoaError(.fileNoSuchFile) }
        return info.st_mode & 0o777
    }
}

extension NewTask {
    /// A paid task with something in each field.
    static func sample(seed: Int = 7, prompt: String = "一只小猫", model: Model = .flash, isDemo: Bool = false) -> NewTask {
        let draft: JSONValue = [
            "model": .string(model.rawValue), "first": ["url": "https://example.com/a.png"], "prompt": .string(prompt), "size": "720P",
            "seed": .string(String(seed)),
        ]
        return NewTask(
            profile: isDemo ? "local" : "hosted",
            origin: isDemo ? "http://127.0.0.1/v1" : "https://api.example.com/v1",
            keyFingerprint: isDemo ? nil : "f1e2",
            isDemo: isDemo,
            draft: draft,
            requestHash: "\(prompt)-\(seed)",
            draftHash: prompt,
            idempotencyKey: UUID().uuidString
        )
    }
}

extension TaskSnapshot {
    static func saying(_ word: String, id: String = "vid_1", progress: Int? = nil) -> TaskSnapshot {
        TaskSnapshot(id: TaskID(rawValue: id), status: TaskStatus(word: word) ?? .running, rawStatus: word, progress: progress)
    }
}

extension Journal {
    /// Begins a task and has it accepted.
    @discardableResult
    func accept(_ new: NewTask = .sample(), id: String = "vid_1") throws -> TaskNumber {
        let number = try begin(new).number
        _ = try accepted(number, .saying("pending", id: id))
        return number
    }
}

extension Journal {
    /// What happened to a task, oldest first.
    func history(of number: TaskNumber) throws -> [TaskChange] { try life(of: number)?.changes ?? [] }
}

extension ServiceError {
    static let lost = ServiceError(.unconfirmed, sending: .unconfirmed, message: "the answer was lost")
    static let refused = ServiceError(.network, sending: .notSent, message: "connection refused")
    static let invalid = ServiceError(.input, sending: .rejected, message: "bad size", httpStatus: 400, code: "InvalidParameter")
}

/// What several threads have come to.
final class Results: Sendable {
    private let results = Mutex<[Result<TaskNumber, any Error>]>([])

    func add(_ result: Result<TaskNumber, any Error>) { results.withLock { $0.append(result) } }
    func all() -> [Result<TaskNumber, any Error>] { results.withLock { $0 } }
}
