import Foundation
import Journal
import ShellCore

extension ShellApp {
    /// Writes the whole history to a new file; ^C leaves none.
    func export(to typed: String, _ format: ExportFormat) async {
        let path = outside.files.places.absolute(typed, from: outside.files.folder)
        let (journal, isStopped) = (outside.journal, Latest(false))
        let result = await attend {
            await withTaskCancellationHandler {
                await HistoryExport(path: path, format: format).write(journal) { isStopped.value }
            } onCancel: {
                isStopped.value = true
            }
        }
        switch result {
        case .success(let count):
            await dispatch(.exported(count: count, path: shown(path)))
        case .failure(.stopped):
            await dispatch(.failed(message: "stopped; \(shown(path)) is not written", .interrupted))
        case .failure(.journal(let error)):
            await dispatch(.failed(message: error.words, .file))
        case .failure(.file(let fault)):
            let words = fault.code == EEXIST ? "there is a file of that name already; choose another" : fault.message
            await dispatch(.failed(message: "\(path): \(words)", .file))
        }
    }
}
