import Digest
import Dispatch
import Journal
import Synchronization
import VideoAPI

/// The journal on a queue of its own: opened at the first need, never on the cooperative pool.
final class JournalDesk: Sendable {
    private let folder: String
    private let now: @Sendable () -> Int
    private let queue = DispatchQueue(label: "tween.journal")
    private let opened = Mutex<Journal?>(nil)

    /// A desk for the journal of a folder; nothing is opened yet.
    init(folder: String, now: @escaping @Sendable () -> Int) {
        self.folder = folder
        self.now = now
    }

    /// Does something with the journal.
    ///
    /// - Throws: why the journal can't be opened, or what the body throws.
    func callAsFunction<Value: Sendable>(
        _ body: @escaping @Sendable (Journal) throws(JournalError) -> Value
    ) async throws(JournalError) -> Value {
        let result = await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, JournalError>, Never>) in
            queue.async { [self] in
                do throws(JournalError) {
                    continuation.resume(returning: .success(try body(try journal())))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
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
        case .locked: "another program holds the journal; try again"
        case .corrupt(let message): "the journal is damaged (\(message)); it was not touched"
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
