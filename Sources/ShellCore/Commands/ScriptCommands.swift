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
            let text = try turn.text(.textFile(path: word.text))
            var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
            if lines.last?.isEmpty == true { lines.removeLast() }
            return [.run(lines: lines, name: word.text)]
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
        parameters: .word("start|stop|save", .words(["start", "stop", "save"])),
        .optionalWord("FILE", .file),
        run: { (session: inout Session, _: Turn, word: Token, path: Token?) throws(ShellError) in
            switch word.text {
            case "start":
                guard session.recording == nil else { throw ShellError(.alreadyRecording) }
                session.recording = []
                return []
            case "stop":
                guard session.recording != nil else { throw ShellError(.notRecording) }
                session.recording = nil
                return []
            case "save":
                guard let lines = session.recording else { throw ShellError(.notRecording) }
                guard let path else { throw ShellError(.missingArgument("FILE", command: "script save")) }
                session.recording = nil
                return [.store(.path(path.text), text: lines.map { $0 + "\n" }.joined())]
            case let given:
                let legal = ["start", "stop", "save"]
                throw ShellError(.unknownWord(given: given, legal: legal, nearest: Nearest.match(for: given, among: legal)), at: word.range)
            }
        }
    )
}
