import Journal
import ShellCore
import VideoAPI

extension ShellApp {
    /// Has the embedded server end a task, and tells what came of it.
    func cancel(_ number: TaskNumber) async {
        do throws(JournalError) {
            guard let record = try await outside.journal({ journal throws(JournalError) in try journal.task(number) }), let id = record.id
            else { return }
            let (services, wasFollowed) = (outside.services, followed[number] != nil)
            let answer = await attend { await Self.cancellation(of: id, record, services) }
            switch answer {
            case .failure(let error): await dispatch(.cancelEnded(.failed(record, error)))
            case .success(let snapshot): await settle(snapshot, of: number, isTold: wasFollowed && followed[number] == nil)
            }
        } catch {
            await dispatch(.failed(message: error.words, .file))
        }
    }

    /// What the service says of the task after it was asked to end it; one that was over before is asked for as it is.
    private static func cancellation(
        of id: TaskID,
        _ record: TaskRecord,
        _ services: any ServiceDirectory
    ) async -> Result<TaskSnapshot, ServiceError> {
        do throws(ServiceError) {
            let service = try await services.service(of: record).service
            do throws(ServiceError) {
                return .success(try await service.cancel(id))
            } catch  where error.kind == .input {
                return .success(try await service.snapshot(of: id))
            }
        } catch {
            return .failure(error)
        }
    }

    /// Writes down what the service says.
    ///
    /// - Parameter isTold: the end was told as news already, while the answer was on its way.
    private func settle(_ snapshot: TaskSnapshot, of number: TaskNumber, isTold: Bool) async {
        let record: TaskRecord
        do throws(JournalError) {
            record = try await outside.journal { journal throws(JournalError) in try journal.observe(number, snapshot).record }
        } catch {
            return await dispatch(.failed(message: error.words, .file))
        }
        switch record.status {
        case .cancelled:
            guard !isTold else { return }
            stopFollowing(number)
            remember(record)
            await dispatch(.cancelEnded(.cancelled(record)))
        case .succeeded, .failed:
            if followed[number] != nil { await heed(.changed(record), mode: .background) }
            await dispatch(.cancelEnded(.over(record)))
        case .pending, .queued, .running, .lost, .none:
            let word = record.rawStatus ?? record.status?.rawValue ?? ""
            let error = ServiceError(.upstream, sending: .rejected, message: "the service says that it is \(word)")
            await dispatch(.cancelEnded(.failed(record, error)))
        }
    }
}
