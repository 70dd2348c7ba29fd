import Journal
import ShellCore
import TerminalText
import VideoAPI

/// Outcomes that could not be written down: they are kept, and written as soon as that can be.
extension ShellApp {
    /// How often it is tried while nothing is run.
    private static let interval: Duration = .seconds(1)

    /// Keeps an outcome until it can be written down.
    func keep(_ outcome: UnwrittenOutcome) {
        unwritten.append(outcome)
        blindness = "what became of \(outcome.record.number) could not be written down"
        wakeToWrite()
    }

    /// Tells that what was told of a task stands nowhere yet. A script ends with that, unless the task itself is in doubt.
    func tellUnwritten(_ number: TaskNumber, _ error: ServiceError, _ reason: String) {
        outside.console.tell([StyledText("warning: ", .warning) + StyledText("the journal does not hold that of \(number) yet: \(reason)")])
        if error.sending != .unconfirmed { failure = .disk }
    }

    /// Writes down what it can before a line is run; what is left over lets nothing be sent in it.
    func writeOutcomes() async {
        blindness = nil
        await write { [outside] outcome throws(JournalError) in
            try await outside.journal { journal throws(JournalError) in try journal.write(outcome) }
        }
    }

    /// Tries again at the back of whatever goes on. A line that has begun looked up less than there is now: it still sends nothing.
    func retryOutcomes() async {
        let before = blindness
        rewriting = nil
        await writeOutcomes()
        blindness = blindness ?? before
        wakeToWrite()
    }

    /// Why nothing can be sent in this line: the guard against sending twice has not known all that was sent; nil as long as it has.
    var refusal: ServiceError? {
        blindness.map { ServiceError(.localDisk, sending: .notSent, message: "not sent, nothing charged: \($0)") }
    }

    /// Tries once more where something is to be sent, for which a journal that is damaged is set aside.
    func writeBeforeSending() async {
        await write { [outside] outcome throws(JournalError) in
            try await outside.journal.whenSound { journal throws(JournalError) in try journal.write(outcome) }
        }
    }

    /// Writes down what it still can when the shell ends.
    func writeLastOutcomes() async {
        ending = ending ?? .left(waiting: false)
        await writeOutcomes()
    }

    /// Writes each outcome, and goes on with the tasks that were accepted.
    private func write(by write: (UnwrittenOutcome) async throws(JournalError) -> TaskRecord) async {
        let outcomes = unwritten
        var accepted: [TaskRecord] = []
        unwritten = []
        for outcome in outcomes {
            let number = outcome.record.number
            do throws(JournalError) {
                let record = try await write(outcome)
                if case .success = outcome.answer { accepted.append(record) } else { renew(record) }
            } catch .noSuchTask {
                guard case .success(let snapshot) = outcome.answer else { continue }
                let id = Sanitizer.oneLine(snapshot.id.rawValue)
                let words = "\(number) is not in the journal any more, so it is not followed; its id is \(id)"
                outside.console.tell([StyledText("warning: ", .warning) + StyledText(words)])
            } catch .wrongState {
                // Whoever settled it meanwhile has the last word.
            } catch {
                unwritten.append(outcome)
                blindness = "what became of \(number) could not be written down: \(error.words)"
            }
        }
        for record in accepted { await goOn(record) }
    }

    private func goOn(_ record: TaskRecord) async {
        outside.console.tell([StyledText("\(record.number) is in the journal now", .faint)])
        guard ending == nil else { return }
        guard record.isUnfinished else {
            remember(record)
            return await dispatch(.changed(record, .background))
        }
        follow(record)
    }

    private func wakeToWrite() {
        guard !unwritten.isEmpty, rewriting == nil else { return }
        let (clock, mailbox) = (outside.clock, mailbox)
        rewriting = start { if (try? await clock.sleep(for: Self.interval)) != nil { mailbox.post(.timeToWrite) } }
    }
}
