import VideoAPI

/// `submit [&] [--wait] [--dry-run] [--yes] [--timeout T]`.
enum SubmitCommand {
    static let command = Command(
        "submit",
        group: .tasks,
        summary: "send the draft and watch the task",
        details: [
            "On profile local it is free and nothing asks. Elsewhere it says what goes out and wants the typed word yes; a script needs --yes.",
            "^C while watching leaves the task running; you are told here when it is done.",
            "Each request is given \(TimeLimits.words). A task itself is watched for as long as it takes, unless --timeout says how long.",
        ],
        examples: [
            .init("submit", "sends the draft and watches it to its end"),
            .init("submit &", "sends it and gives the prompt back at once"),
            .init("submit --dry-run", "shows what would go out"),
        ],
        maySpend: true,
        parameters: .manner,
        needs: { session, turn, _ throws(ShellError) in try Spending.needs(of: [session.draft], in: session, turn) },
        run: { (session: inout Session, turn: Turn, manner: SendManner) throws(ShellError) in
            try Spending.send(session.draft, manner, in: session, turn)
        }
    )
}
