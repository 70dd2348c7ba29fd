import Journal
import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Sends a request and tells how that ended.
    func submit(_ order: SubmitOrder) async {
        guard let profile = session.settings.profile(named: order.profile) else { return }
        await writeBeforeSending()
        if let refusal { return await dispatch(.notSubmitted(nil, refusal, order)) }
        let submitter = submitter()
        let outcome = await attend { await submitter.submit(order.request, profile: profile) }
        await tell(outcome, order) { .submitted($0, order) }
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
            await dispatch(.failed(message: error.words, .file))
        }
    }

    private func resend(_ number: TaskNumber) async throws(JournalError) {
        guard let record = try await outside.journal({ journal throws(JournalError) in try journal.task(number) }),
            let request = try? record.draft.validated(seed: 0)
        else { return }
        guard await waitUntilWelcome(record) else {
            return await dispatch(.failed(message: "stopped: nothing was sent again, and \(number) is still unconfirmed", .interrupted))
        }
        await writeBeforeSending()
        if let refusal { return await dispatch(.failed(message: refusal.message, .file)) }
        let submitter = submitter()
        let outcome = await attend { await submitter.resend(request, of: record) }
        let mode: WatchMode = session.isInteractive ? .live : .waiting
        let order = SubmitOrder(request: request, profile: record.profile, mode: mode, timeout: nil)
        await tell(outcome, order) { .submitted($0, order) }
    }

    /// Waits as long as the service has asked for when it lost the first answer; false when that was broken off.
    ///
    /// A clock that was set back meanwhile makes nobody wait for longer than there was between the row and the moment that was asked for.
    private func waitUntilWelcome(_ record: TaskRecord) async -> Bool {
        guard let moment = record.welcomeAt else { return true }
        let (left, overflow) = moment.subtractingReportingOverflow(outside.now())
        guard !overflow, left > 0 else { return true }
        let (asked, isNonsense) = moment.subtractingReportingOverflow(record.createdAt)
        let longest = !isNonsense && asked > 0 ? min(asked, Self.longestWelcome) : Self.longestWelcome
        let (wait, clock) = (Duration.seconds(min(left, longest)), outside.clock)
        outside.console.tell([StyledText("the service asked to wait, \(wait.clock) more; ^C gives up, nothing is sent", .faint)])
        return await attend { (try? await clock.sleep(for: wait)) != nil }
    }

    /// The longest `Retry-After` that is read, in seconds: 30 days.
    private static let longestWelcome = 30 * 86_400

    /// Sends requests while the person waits.
    private func submitter() -> Submitter {
        let console = outside.console
        return submitter { console.tell([Self.waiting($0, hint: "; ^C gives up, nothing is charged")]) }
    }

    /// Sends requests.
    ///
    /// - Parameter tellWait: is told of a 429 that is waited out, and for how long.
    func submitter(tellWait: @escaping @Sendable (Duration) -> Void) -> Submitter {
        Submitter(services: outside.services, journal: outside.journal, clock: outside.clock, tellWait: tellWait)
    }

    /// What is said of a 429 that is waited out.
    static func waiting(_ wait: Duration, hint: String) -> StyledText {
        StyledText("the service asks to wait \(wait.clock) and is asked once more then\(hint)", .faint)
    }

    /// Tells how a send ended; a task that was accepted is followed, and told as the event that is made of it.
    func tell(_ outcome: Submitter.Outcome, _ order: SubmitOrder, _ accepted: (TaskRecord) -> Event) async {
        switch outcome {
        case .accepted(let record):
            guard record.isUnfinished else {
                // A service may answer with the end of the story: there is nothing to ask for.
                remember(record)
                await dispatch(.submitted(record, order))
                return await dispatch(.changed(record, order.mode))
            }
            follow(record)
            await dispatch(accepted(record))
        case .ended(let record, let error):
            if let record { remember(record) }
            await dispatch(.notSubmitted(record, error, order))
        case .unwritten(let outcome, let reason):
            keep(outcome)
            switch outcome.answer {
            case .success(let snapshot): await tellUnrecorded(outcome.record.number, snapshot.id, reason)
            case .failure(let error):
                remember(outcome.record)
                await dispatch(.notSubmitted(outcome.record, error, order))
                tellUnwritten(outcome.record.number, error, reason)
            }
        }
    }

    /// Tells the id that the journal does not hold: the one line that must not be lost stands alone, where a script and where a person looks.
    func tellUnrecorded(_ number: TaskNumber, _ id: TaskID, _ reason: String) async {
        outside.console.data(id.rawValue)
        outside.console.tell([StyledText(id.rawValue, .strong)])
        let words = "\(number) was accepted under this id, and the journal could not be written: \(reason). Note the id."
        await dispatch(.failed(message: words, .file))
    }
}
