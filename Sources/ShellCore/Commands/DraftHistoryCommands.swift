import VideoAPI

/// `swap`, `undo`, `redo`, `reset`.
enum DraftHistoryCommands {
    static let swap = Command(
        "swap",
        group: .draft,
        summary: "exchange the first and the last frame",
        examples: [.init("swap", "turns the move round")],
        run: { (session: inout Session, _: Turn) throws(ShellError) in
            var draft = session.draft
            (draft[.first], draft[.last]) = (draft[.last], draft[.first])
            return DraftChange.apply(draft, set: [], in: &session)
        }
    )

    static let undo = Command(
        "undo",
        group: .draft,
        summary: "take back the last change of the draft",
        examples: [.init("undo", "takes the last change back")],
        run: { (session: inout Session, _: Turn) throws(ShellError) in
            let old = session.draft
            guard session.undone.undo(&session.draft) else { throw ShellError(.nothingToUndo) }
            return DraftChange.report(from: old, set: [], in: &session, remark: "(undone; `redo`)")
        }
    )

    static let redo = Command(
        "redo",
        group: .draft,
        summary: "do again what undo took back",
        examples: [.init("redo", "does the change again")],
        run: { (session: inout Session, _: Turn) throws(ShellError) in
            let old = session.draft
            guard session.undone.redo(&session.draft) else { throw ShellError(.nothingToRedo) }
            return DraftChange.report(from: old, set: [], in: &session, remark: "(done again; `undo`)")
        }
    )

    static let reset = Command(
        "reset",
        group: .draft,
        summary: "start a new draft",
        examples: [.init("reset", "empties the draft; undo brings it back")],
        run: { (session: inout Session, _: Turn) throws(ShellError) in DraftChange.apply(Draft(), set: [], in: &session) }
    )
}
