import TerminalText
import VideoAPI

/// `retry [N] [field=value…]`, and `use N`.
enum RetryCommand {
    static let command = Command(
        "retry",
        group: .tasks,
        summary: "send a task's request again, the same seed unless told",
        details: ["The draft stays as it is; use N loads the request into it. An unconfirmed task is not retried but resolved."],
        examples: [
            .init("retry", "sends the newest task's request again"),
            .init("retry 12 seed=7", "sends the request of #12 with another seed"),
        ],
        maySpend: true,
        parameters: .manner,
        .leadingTask,
        .assignments,
        needs: { session, turn, _, number, assignments throws(ShellError) in
            let first = [number.map(Need.task) ?? .newestTask] + (try assignments.needs())
            guard turn.knows(first) else { return first }
            return first + (try Spending.needs(of: [changed(turn.task(number), assignments, in: session, turn)], in: session, turn))
        },
        run: {
            (session: inout Session, turn: Turn, manner: SendManner, number: TaskNumber?, assignments: [Assignment]) throws(ShellError) in
            let record = try turn.task(number)
            let draft = try changed(record, assignments, in: session, turn)
            let news = fileNews(from: record.draft, to: draft, turn)
            return (news.isEmpty ? [] : [.tell(news)]) + (try Spending.send(draft, manner, in: session, turn))
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

    /// The draft of a task with other values in it.
    private static func changed(
        _ record: TaskRecord,
        _ assignments: [Assignment],
        in session: Session,
        _ turn: Turn
    ) throws(ShellError) -> Draft {
        guard record.sending != .unconfirmed else { throw ShellError(.taskNotAccepted(record.number, .unconfirmed)) }
        var draft = record.draft
        try assignments.apply(to: &draft, in: session, turn)
        return draft
    }

    /// A file that is not what it was when the task was sent.
    private static func fileNews(from old: Draft, to new: Draft, _ turn: Turn) -> [StyledText] {
        FieldName.frames.compactMap { name in
            guard old[name] == new[name], case .file(let then)? = old.image(name), let now = try? turn.picture(at: then.path),
                now.sha256 != then.sha256
            else { return nil }
            return StyledText.warning("\(name.rawValue): \(then.path) has changed since then; it goes out as it is now")
        }
    }
}
