import TerminalText
import VideoAPI

/// `retry [N] [field=value…]`, and `use N`.
enum RetryCommand {
    static let command = Command(
        "retry",
        group: .tasks,
        summary: "send a task's request again, the same seed unless told",
        details: ["The draft becomes the request that is sent. An unconfirmed task is not retried but resolved."],
        examples: [
            .init("retry", "sends the newest task's request again"),
            .init("retry 12 seed=7", "sends the request of #12 with another seed"),
        ],
        maySpend: true,
        parameters: .manner,
        .leadingTask,
        .assignments,
        needs: { session, turn, _, number, assignments throws(ShellError) in
            let task: Need = number.map(Need.task) ?? .newestTask
            guard turn.supplies[task] != nil else { return [task] + (try assignments.needs()) }
            let draft = try changed(turn.task(number), assignments, in: session, turn)
            return try assignments.needs() + Spending.needs(of: draft, for: session.profile)
        },
        run: {
            (
                session: inout Session,
                turn: Turn,
                manner: Spending.Manner,
                number: TaskNumber?,
                assignments: [Assignment]
            ) throws(ShellError)
            in
            let record = try turn.task(number)
            guard record.sending != .unconfirmed else { throw ShellError(.taskNotAccepted(record.number, .unconfirmed)) }
            let draft = try changed(record, assignments, in: session, turn)
            let news = fileNews(record.draft, assignments, turn)
            if !manner.isDryRun { session.draft = draft }
            let effects = try Spending.send(draft, manner, in: &session, turn)
            return (news.isEmpty ? [] : [.tell(news)]) + effects
        }
    )

    static let use = Command(
        "use",
        group: .tasks,
        summary: "load a task's request into the draft",
        examples: [.init("use 12", "makes the request of #12 the draft")],
        parameters: .task,
        needs: { _, _, number throws(ShellError) in [.task(number)] },
        run: { (session: inout Session, turn: Turn, number: TaskNumber) throws(ShellError) in
            DraftChange.apply(try turn.task(number).draft, set: [], in: &session)
        }
    )

    private static func changed(
        _ record: TaskRecord,
        _ assignments: [Assignment],
        in session: Session,
        _ turn: Turn
    ) throws(ShellError) -> Draft {
        var draft = record.draft
        for assignment in assignments {
            // In the round that only asks, the files have not been looked at yet.
            if let need = try assignment.need(), turn.supplies[need] == nil { continue }
            try assignment.withoutNewlines(in: session).apply(to: &draft, turn)
        }
        return draft
    }

    /// A file that is not what it was when the task was sent.
    private static func fileNews(_ draft: Draft, _ assignments: [Assignment], _ turn: Turn) -> [StyledText] {
        [FieldName.first, .last].compactMap { name in
            guard assignments.allSatisfy({ $0.field.name != name }), case .file(let then)? = draft.image(name),
                let now = try? turn.picture(at: then.path), now.sha256 != then.sha256
            else { return nil }
            return StyledText("warning: ", .warning)
                + StyledText("\(name.rawValue): \(then.path) has changed since then; it goes out as it is now")
        }
    }
}
