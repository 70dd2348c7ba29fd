import TerminalText
import VideoAPI

/// `run FILE` and `script start|stop|save FILE`.
enum ScriptCommands {
    static let run = Command(
        "run",
        aliases: ["source"],
        group: .shell,
        summary: "run the commands in a file, to the first error",
        examples: [.init("run demo.tween", "runs the lines of demo.tween")],
        parameters: .word("FILE", .file),
        needs: { _, _, word throws(ShellError) in [.textFile(path: word.text)] },
        run: { (_: inout Session, turn: Turn, word: Token) throws(ShellError) in
            [.run(lines: try turn.text(.textFile(path: word.text)).scriptLines, name: word.text)]
        }
    )

    static let script = Command(
        "script",
        group: .shell,
        summary: "record the lines that succeed, and save them as a script",
        examples: [
            .init("script start", "begins to record"),
            .init("script save demo.tween", "saves what was recorded; run plays it"),
            .init("script stop", "forgets it"),
        ],
        parameters: .word("start|stop|save", .words(words)),
        .optionalWord("FILE", .file),
        run: { (session: inout Session, _: Turn, word: Token, path: Token?) throws(ShellError) in
            switch try Choice.read(word, among: verbs) {
            case "start":
                guard session.recording == nil else { throw ShellError(.alreadyRecording) }
                session.recording = []
                return session.confirmation(StyledText("recording   `script save FILE`", .faint))
            case "stop":
                guard session.recording != nil else { throw ShellError(.notRecording) }
                session.recording = nil
                return session.confirmation(StyledText("the recording was dropped", .faint))
            default:
                guard let lines = session.recording else { throw ShellError(.notRecording) }
                guard let path else { throw ShellError(.missingArgument("FILE", command: "script save")) }
                session.recording = nil
                return [.store(.path(path.text), text: lines.map { $0 + "\n" }.joined())]
            }
        }
    )

    private static let words = zip(verbs, ["begin to record", "forget what was recorded", "write it to a file"]).map(
        ParameterShape.Word.init
    )
    private static let verbs = ["start", "stop", "save"]
}
