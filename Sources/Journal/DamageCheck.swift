import GRDB
import Synchronization
import Workers

/// Reads a database file for damage, once, on a thread and over a connection of its own.
final class DamageCheck: Sendable {
    private let path: String
    private let thread = WorkThread()
    /// What came out, once that is final. Held by whoever reads the file; the others wait.
    private let verdict = Mutex<Result<Void, JournalError>?>(nil)
    private let state = Mutex(State())

    private struct State {
        var connection: DatabaseQueue?
        /// The last one, closed. Letting go of it would start libdispatch's threads, whose watch over themselves never rests (decision 0170).
        var closed: DatabaseQueue?
        var isCancelled = false
    }

    init(path: String) { self.path = path }

    /// Begins, unless it is done.
    func start() { thread.perform { _ = self.outcome() } }

    /// Waits for the end, and begins if nobody has.
    ///
    /// - Throws: ``JournalError/corrupt(message:)``, every time it is asked. Another error says that the file could not be read: ask again.
    func wait() throws(JournalError) { try outcome().get() }

    /// Breaks off; who waits then gets an error.
    func cancel() {
        state.withLock {
            $0.isCancelled = true
            $0.connection?.interrupt()
        }
    }

    private func outcome() -> Result<Void, JournalError> {
        verdict.withLock { verdict in
            if let verdict { return verdict }
            let outcome = look()
            switch outcome {
            case .success, .failure(.corrupt): verdict = outcome
            case .failure: break
            }
            return outcome
        }
    }

    private func look() -> Result<Void, JournalError> {
        do {
            let connection = try DatabaseQueue(path: path, configuration: Journal.readOnly)
            let goesOn = state.withLock { state in
                state.connection = connection
                return !state.isCancelled
            }
            defer {
                state.withLock { ($0.connection, $0.closed) = (nil, connection) }
                try? connection.close()
            }
            guard goesOn else { throw DatabaseError(resultCode: .SQLITE_INTERRUPT) }
            let verdict = try connection.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
            guard verdict == "ok" else { throw JournalError.corrupt(message: verdict ?? "quick_check said nothing") }
            return .success(())
        } catch {
            return .failure(JournalError(error, path: path))
        }
    }
}
