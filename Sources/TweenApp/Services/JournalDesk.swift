import Digest
import Journal
import Synchronization
import VideoAPI
import Workers

/// The journal on a thread of its own: opened at the first need, never on the cooperative pool.
final class JournalDesk: Sendable {
    private let folder: String
    private let now: @Sendable () -> Int
    private let perform: Perform
    private let performBeside: Perform
    private let opened = Mutex<Journal?>(nil)

    /// Has something done elsewhere.
    typealias Perform = @Sendable (@escaping @Sendable () -> Void) -> Void

    /// A desk for the journal of a folder; nothing is opened yet.
    convenience init(folder: String, now: @escaping @Sendable () -> Int) {
        let (thread, beside) = (WorkThread(), WorkThread())
        self.init(folder: folder, now: now, perform: { thread.perform($0) }, performBeside: { beside.perform($0) })
    }

    /// A desk that works wherever it is told to, one thing at a time; what takes long, and needs no turn, is done apart.
    init(folder: String, now: @escaping @Sendable () -> Int, perform: @escaping Perform, performBeside: Perform? = nil) {
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
        try await done(by: perform) { [self] () throws(JournalError) in
            let journal = try journal()
            do throws(JournalError) {
                return try body(journal)
            } catch {
                // What stands at the path now is opened by the next call.
                if case .replaced = error { opened.withLock { $0 = nil } }
                throw error
            }
        }
    }

    private func done<Value: Sendable>(
        by perform: Perform,
        _ body: @escaping @Sendable () throws(JournalError) -> Value
    ) async throws(JournalError) -> Value {
        let result = await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, JournalError>, Never>) in
            perform {
                do throws(JournalError) {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    /// Looks the whole journal through for damage, while the desk goes on with other things.
    ///
    /// - Throws: ``JournalError/corrupt(message:)`` when there is damage; nothing is set aside for that.
    func inspect() async throws(JournalError) {
        let journal = try await self { journal throws(JournalError) in
            journal.startCheck()
            return journal
        }
        try await done(by: performBeside) { () throws(JournalError) in try journal.check() }
    }

    /// Does something that only reads and takes long; whoever needs the journal meanwhile has it.
    ///
    /// - Throws: why the journal can't be opened.
    func beside<Value: Sendable>(_ body: @escaping @Sendable (Journal) -> Value) async throws(JournalError) -> Value {
        let journal = try await self { $0 }
        return try await done(by: performBeside) { () throws(JournalError) in body(journal) }
    }

    /// Does something that money hangs on: not before the whole journal was looked through for damage.
    ///
    /// - Throws: besides what the body throws, ``JournalError/corrupt(message:)`` when there is damage. The files are set aside then,
    ///   and the next call begins an empty journal.
    func whenSound<Value: Sendable>(
        _ body: @escaping @Sendable (Journal) throws(JournalError) -> Value
    ) async throws(JournalError) -> Value {
        try await self { [self] journal throws(JournalError) in
            do throws(JournalError) {
                try journal.check()
                return try body(journal)
            } catch {
                guard case .corrupt(let message) = error else { throw error }
                let path = try journal.setAside()
                opened.withLock { $0 = nil }
                throw .corrupt(message: "\(message); it is kept at \(path), and the next submit begins an empty one")
            }
        }
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
        case .replaced(let path): "\(path) was moved or replaced, and nothing was written down; the next command opens what is there now"
        case .locked: "another program holds the journal; try again"
        case .corrupt(let message): "the journal is damaged: \(message)"
        case .newerVersion(let version):
            "the journal was written by a newer tween (version \(version)); it is read and not written, so nothing is submitted"
        case .noSuchTask(let number): "there is no task \(number)"
        case .idTaken(let number): "\(number) has that id already"
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
