import TerminalText
import VideoAPI

/// `json [N]` and `diff [A] [B]`.
enum SharingCommands {
    static let json = Command(
        "json",
        group: .results,
        summary: "print the request body of the draft, or of a task",
        examples: [
            .init("json", "prints the draft as the body of POST /v1/videos"),
            .init("json 12", "prints what #12 was sent with"),
        ],
        parameters: .optionalTask,
        needs: { session, _, number throws(ShellError) in needs(number, session) },
        run: { (session: inout Session, turn: Turn, number: TaskNumber?) throws(ShellError) in
            let draft = try draft(number, session, turn)
            let body = RequestPreview.body(of: draft)
            return notes(draft) + [.data(session.output == .json ? body.text : body.indented)]
        }
    )

    static let diff = Command(
        "diff",
        group: .tasks,
        summary: "show how two requests differ: the draft and the last submit, or the tasks that are named",
        details: ["Texts are compared by word, Chinese by character."],
        examples: [
            .init("diff", "compares the draft with what was sent last"),
            .init("diff 12 13", "compares two tasks"),
        ],
        parameters: .optionalTask,
        .optionalTask,
        needs: { session, _, a, b throws(ShellError) in
            let named = [a, b].compactMap { $0 }.map(Need.task)
            return named.isEmpty ? [.newestTask] : named
        },
        run: { (session: inout Session, turn: Turn, a: TaskNumber?, b: TaskNumber?) throws(ShellError) in
            let (old, new) = try pair(a, b, session, turn)
            let lines = DraftDiff.lines(from: old, to: new)
            if session.output == .json { return [.data(DraftDiff.object(from: old, to: new).text)] }
            return [.print(lines.isEmpty ? [StyledText("no difference", .faint)] : lines)]
        }
    )

    private static func pair(_ a: TaskNumber?, _ b: TaskNumber?, _ session: Session, _ turn: Turn) throws(ShellError) -> (Draft, Draft) {
        guard let a else {
            if let last = session.lastSubmitted { return (last, session.draft) }
            guard case .task(let record?)? = turn.supplies[.newestTask] else { throw ShellError(.nothingSubmitted) }
            return (record.draft, session.draft)
        }
        return (try turn.task(a).draft, try b.map { number throws(ShellError) in try turn.task(number).draft } ?? session.draft)
    }

    /// What has to be known of the draft, or of a task, to show what it sends.
    static func needs(_ number: TaskNumber?, _ session: Session) -> [Need] {
        number.map { [.task($0)] } ?? KeptSeed.needs(of: [session.draft], in: session)
    }

    /// The draft as it would be sent, as far as that is known, or what a task was sent with.
    static func draft(_ number: TaskNumber?, _ session: Session, _ turn: Turn) throws(ShellError) -> Draft {
        guard let number else { return KeptSeed.resolved(session.draft, in: session, turn) }
        return try turn.task(number).draft
    }

    /// What the body can't show.
    ///
    /// - Parameter isEmbedded: whether the address is that of the embedded server, whose port and key nobody else knows.
    static func notes(_ draft: Draft, isEmbedded: Bool = false) -> [Effect] {
        var notes: [String] = []
        switch draft.seed {
        case .random, .keep: notes.append("seed is left out: it is drawn at submit")
        case .value, .server: break
        }
        if !draft.files.isEmpty { notes.append("picture files are named; submit sends their bytes") }
        if isEmbedded { notes.append("PORT and the key are those that `tween serve` prints") }
        return notes.isEmpty ? [] : [.tell(notes.map { StyledText($0, .faint) })]
    }
}
