import Digest
import Dispatch
import Journal
import Synchronization
import VideoAPI

/// The journal on a queue of its own: opened at the first need, never on the cooperative pool.
final class JournalDesk: Sendable {
    private let folder: String
    private let now: @Sendable () -> Int
    private let perform: @Sendable (@escaping @Sendable () -> Void) -> Void
    private let performBeside: @Sendable (@escaping @Sendable () -> Void) -> Void
    private let opened = Mutex<Journal?>(nil)
    private let isChecked = Mutex(false)

    /// A desk for the journal of a folder; nothing is opened yet.
    convenience init(folder: String, now: @escaping @Sendable () -> Int) {
        let (queue, beside) = (DispatchQueue(label: "tween.journal"), DispatchQueue(label: "tween.journal.beside"))
        self.init(folder: folder, now: now, perform: { queue.async(execute: $0) }, performBeside: { beside.async(execute: $0) })
    }

    /// A desk that works wherever it is told to, one thing at a time; what takes long may be done elsewhere.
    init(
        folder: String,
        now: @escaping @Sendable () -> Int,
        perform: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void,
        performBeside: (@Sendable (@escaping @Sendable () -> Void) -> Void)? = nil
    ) {
        self.folder = folder
        self.now = now
        self.perform = perform
        self.performBeside = performBeside ?? perform
    }

    /// Does something with the journal.
    ///
    /// - Throws: why the journal can't be opened, or what the body throws.
    func callAsFunction<Value: Sendable>(
        _ body: @escaping @Sendable (Journal) throws(JournalError) -> Value
    ) async throws(JournalError) -> Value {
        let result = await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, JournalError>, Never>) in
            perform { [self] in
                do throws(JournalError) {
                    continuation.resume(returning: .success(try body(try journal())))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    /// Does something that only reads and takes long; whoever needs the journal meanwhile has it.
    ///
    /// - Throws: why the journal can't be opened.
    func beside<Value: Sendable>(_ body: @escaping @Sendable (Journal) -> Value) async throws(JournalError) -> Value {
        let journal = try await self { $0 }
        return await withCheckedContinuation { continuation in
            performBeside { continuation.resume(returning: body(journal)) }
        }
    }

    /// Does something that money hangs on: the first time, the whole journal is looked through for damage before.
    ///
    /// - Throws: besides what the body throws, ``JournalError/corrupt(message:)`` when there is damage. The files are set aside then,
    ///   and the next call begins an empty journal.
    func whenSound<Value: Sendable>(
        _ body: @escaping @Sendable (Journal) throws(JournalError) -> Value
    ) async throws(JournalError) -> Value {
        try await self { [self] journal throws(JournalError) in
            try check(journal)
            return try body(journal)
        }
    }

    private func check(_ journal: Journal) throws(JournalError) {
        guard !isChecked.withLock({ $0 }) else { return }
        do throws(JournalError) {
            try journal.check()
        } catch {
            guard case .corrupt(let message) = error else { throw error }
            let path = try journal.setAside()
            opened.withLock { $0 = nil }
            throw .corrupt(message: "\(message); it is kept at \(path), and the next submit begins an empty one")
        }
        isChecked.withLock { $0 = true }
    }

    private func journal() throws(JournalError) -> Journal {
        if let journal = opened.withLock({ $0 }) { return journal }
        let journal = try Journal(folder: folder, now: now)
        opened.withLock { $0 = journal }
        return journal
    }
}

extension JournalError {
    /// What is wrong with the journal, and what to do.
    var words: String {
        switch self {
        case .unsafe(let path, let fault): "\(path) is unsafe (\(fault.rawValue)); nothing is submitted until that is mended"
        case .notWritable(let path, let message): "\(path) can't be written (\(message)); nothing is submitted without it"
        case .diskFull: "the disk is full; nothing is submitted until the journal can be written"
        case .replaced(let path): "\(path) was moved or replaced while it was in use; nothing is submitted until tween is started again"
        case .locked: "another program holds the journal; try again"
        case .corrupt(let message): "the journal is damaged: \(message)"
        case .newerVersion(let version):
            "the journal was written by a newer tween (version \(version)); it is read and not written, so nothing is submitted"
        case .noSuchTask(let number): "there is no task \(number)"
        case .wrongState(let number, let state): "\(number) is \(state.rawValue); maybe another shell was faster. `tasks`"
        case .other(let code, let message): "the journal: \(message) (\(code))"
        }
    }
}

extension VideoRequest {
    /// What tells this request from others: all that goes out, pictures by their hash.
    var hash: String { draft.hash(seed: seed) }
}

extension Draft {
    /// What tells this draft from others, whatever its seed.
    var hashWithoutSeed: String { hash(seed: nil) }

    /// A hash of what the service would see.
    func hash(seed: Int?) -> String {
        let images = [FieldName.first, .last].map { name -> JSONValue in
            switch image(name) {
            case .address(let address): .string(address)
            case .inline(let picture): .string("sha256:" + SHA256.hex(of: picture.bytes))
            case .file(let picture): .string("sha256:" + picture.sha256)
            case .forgotten(let digest): .string("sha256:" + digest.sha256)
            case .none: .null
            }
        }
        return SHA256.hex(of: wireObject(images: images, seed: seed).text.utf8)
    }
}
