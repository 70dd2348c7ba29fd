import Journal
import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Sends a request and tells how that ended.
    func submit(_ order: SubmitOrder) async {
        guard let profile = session.settings.profile(named: order.profile) else { return }
        let submitter = submitter()
        let outcome = await attend { await submitter.submit(order.request, profile: profile) }
        await tell(outcome, order)
    }

    /// Settles a task whose answer was lost.
    func resolve(_ number: TaskNumber, _ resolution: Resolution) async {
        do throws(JournalError) {
            switch resolution {
            case .adopt(let id):
                let record = try await outside.journal { journal throws(JournalError) in try journal.adopt(id, for: number) }
                await dispatch(.done("\(number) adopted as \(id.rawValue), following it"))
                follow(record)
            case .notCharged:
                let record = try await outside.journal { journal throws(JournalError) in try journal.closeAsNotCharged(number) }
                remember(record)
                await dispatch(.done("\(number) closed as not charged"))
            case .resend:
                try await resend(number)
            }
        } catch {
            await dispatch(.failed(message: error.words, .disk))
        }
    }

    private func resend(_ number: TaskNumber) async throws(JournalError) {
        guard let record = try await outside.journal({ journal throws(JournalError) in try journal.task(number) }),
            let request = try? record.draft.validated(seed: 0)
        else { return }
        let submitter = submitter()
        let outcome = await attend { await submitter.resend(record) }
        let mode: WatchMode = session.isInteractive ? .live : .waiting
        await tell(outcome, SubmitOrder(request: request, profile: record.profile, mode: mode, timeout: nil))
    }

    private func submitter() -> Submitter {
        let console = outside.console
        return Submitter(services: outside.services, journal: outside.journal, clock: outside.clock) { wait in
            console.tell([
                StyledText("the service asks to wait \(wait.clock) and is asked once more then; ^C gives up, nothing is charged", .faint)
            ])
        }
    }

    private func tell(_ outcome: Submitter.Outcome, _ order: SubmitOrder) async {
        switch outcome {
        case .accepted(let record):
            guard record.isUnfinished else {
                // A service may answer with the end of the story: there is nothing to ask for.
                remember(record)
                await dispatch(.submitted(record, order))
                return await dispatch(.changed(record, order.mode))
            }
            follow(record)
            await dispatch(.submitted(record, order))
        case .acceptedUnrecorded(let record, let id, let reason):
            // The one line that must not be lost stands alone, where a script and where a person looks.
            outside.console.data(id.rawValue)
            outside.console.tell([StyledText(id.rawValue, .strong)])
            await dispatch(
                .failed(
                    message: "\(record.number) was accepted under this id, and the journal could not be written: \(reason). Note the id.",
                    .disk
                )
            )
        case .ended(let record, let error):
            if let record { remember(record) }
            await dispatch(.notSubmitted(record, error, order))
        }
    }
}
