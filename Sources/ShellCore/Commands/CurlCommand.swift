import TerminalText
import VideoAPI

/// `curl [N]`, and a `curl …` line as web pages and browsers give it, which is taken over into the draft.
enum CurlCommand {
    static let command = Command(
        "curl",
        group: .results,
        summary: "print the request as a curl command, with the key as $TWEEN_API_KEY; or take a pasted one over",
        details: [
            "A whole curl command, pasted or typed, becomes the draft: its body is read, and the difference is shown; undo brings the old draft back.",
            "Its bearer token is offered to login and kept nowhere else.",
        ],
        examples: [
            .init("curl", "prints a command that sends the draft"),
            .init("curl https://example.com/v1/videos -d '{\"prompt\": \"a kitten\", \"size\": \"480P\"}'", "makes that request the draft"),
        ],
        parameters: .rest("N", .task, isOptional: true),
        needs: { session, _, rest throws(ShellError) in
            if isCall(rest) { return try CurlImport(rest).assignments.needs() }
            return SharingCommands.needs(try number(rest), session)
        },
        run: { (session: inout Session, turn: Turn, rest: Substring) throws(ShellError) in
            if isCall(rest) { return try CurlImport(rest).take(in: &session, turn) }
            return try export(number(rest), session, turn)
        }
    )

    /// Whether it is more than a task's number.
    static func isCall(_ rest: Substring) -> Bool {
        let call = CurlCall.rows(of: rest).trimmingBlanks()
        return call.hasPrefix("-") || call.hasPrefix("\\") || call.contains { $0 == "/" || $0 == "'" || $0 == "\"" }
    }

    private static func number(_ rest: Substring) throws(ShellError) -> TaskNumber? {
        let words = try ShellError.lexed(rest)
        if words.count > 1 { throw ShellError(.unexpectedArgument(words[1].text, command: "curl"), at: words[1].range) }
        guard let word = words.first else { return nil }
        return try TaskNumber.read(word)
    }

    private static func export(_ number: TaskNumber?, _ session: Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        let draft = try SharingCommands.draft(number, session, turn)
        // A task stays with the service that it went to; the embedded one has another port each time.
        let record = try number.map { number throws(ShellError) in try turn.task(number) }
        let address = record.map { $0.isDemo ? nil : $0.origin } ?? session.profile.address?.description
        let body = RequestPreview.body(of: draft).indented.map { $0 == "'" ? "'\\''" : String($0) }.joined()
        let command = """
            curl --request POST \\
              --url \(address ?? RequestPreview.embeddedAddress)/videos \\
              --header "Authorization: Bearer $TWEEN_API_KEY" \\
              --header 'Content-Type: application/json' \\
              --data '\(body)'
            """
        return SharingCommands.notes(draft, isEmbedded: address == nil) + [.data(command)]
    }
}
