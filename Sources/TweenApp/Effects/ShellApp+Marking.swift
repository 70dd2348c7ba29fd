import Journal
import ShellCore
import VideoAPI

extension ShellApp {
    /// Puts the user's own mark on tasks.
    func mark(_ numbers: [TaskNumber], _ mark: TaskMark) async {
        do throws(JournalError) {
            let records = try await outside.journal { journal throws(JournalError) in
                var records: [TaskRecord] = []
                for number in numbers { records.append(try journal.mark(number, mark)) }
                return records
            }
            for record in records { renew(record) }
            await dispatch(.marked(records, mark))
        } catch {
            await dispatch(.failed(message: error.words, .file))
        }
    }

    /// Follows tasks no more, in no later run either.
    func forget(_ numbers: [TaskNumber]) async {
        do throws(JournalError) {
            let records = try await outside.journal { journal throws(JournalError) in
                var records: [TaskRecord] = []
                for number in numbers { records.append(try journal.forget(number)) }
                return records
            }
            for record in records {
                stopFollowing(record.number)
                renew(record)
            }
            await dispatch(.forgotten(records))
        } catch {
            await dispatch(.failed(message: error.words, .file))
        }
    }

    /// Has Tab and whoever follows know a task as it is now, at the place where it stood.
    func renew(_ record: TaskRecord) {
        if followed[record.number] != nil { followed[record.number] = record }
        if let index = recentTasks.firstIndex(where: { $0.number == record.number }) { recentTasks[index] = record }
    }
}

extension Journal {
    fileprivate func mark(_ number: TaskNumber, _ mark: TaskMark) throws(JournalError) -> TaskRecord {
        switch mark {
        case .star(let isOn): try star(number, isOn)
        case .note(let text): try note(number, text)
        case .tags(let add, let remove): try tag(number, adding: add, removing: remove)
        }
    }
}
