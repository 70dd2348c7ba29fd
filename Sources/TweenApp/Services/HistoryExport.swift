import Journal
import ShellCore

/// Why the history was not written out.
enum ExportTrouble: Error, Sendable, Hashable {
    case journal(JournalError)
    case file(SystemFile.Fault)
    /// The user did not want to wait for it.
    case stopped
}

/// The whole history in a file, task by task, so that it needs no memory to speak of.
struct HistoryExport: Sendable {
    let path: String
    let format: ExportFormat

    /// Writes the file beside the loop, where it is there as a whole or not at all.
    ///
    /// - Parameter isStopped: asked now and then.
    /// - Returns: the number of tasks in it.
    func write(_ desk: JournalDesk, isStopped: @escaping @Sendable () -> Bool) async -> Result<Int, ExportTrouble> {
        do throws(JournalError) {
            return try await desk.beside { write($0, isStopped: isStopped) }
        } catch {
            return .failure(.journal(error))
        }
    }

    private func write(_ journal: Journal, isStopped: () -> Bool) -> Result<Int, ExportTrouble> {
        do throws(SystemFile.Fault) {
            var file = try NewFile(path)
            try file.write(format.header)
            var outcome = Result<Int, ExportTrouble>.success(0)
            do throws(JournalError) {
                try journal.walk { lives in
                    outcome = outcome.flatMap { count in isStopped() ? .failure(.stopped) : append(lives, to: &file, after: count) }
                    guard case .success = outcome else { return false }
                    return true
                }
            } catch {
                return .failure(.journal(error))
            }
            if case .success = outcome { try file.finish() }
            return outcome
        } catch {
            return .failure(.file(error))
        }
    }

    private func append(_ lives: [Journal.Life], to file: inout NewFile, after count: Int) -> Result<Int, ExportTrouble> {
        do throws(SystemFile.Fault) {
            for life in lives { try file.write(format.line(TaskLife(life))) }
            return .success(count + lives.count)
        } catch {
            return .failure(.file(error))
        }
    }
}
