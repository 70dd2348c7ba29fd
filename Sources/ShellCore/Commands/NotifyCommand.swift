import TerminalText
import VideoAPI

/// `notify [off|bell|osc]`.
enum NotifyCommand {
    static let command = Command(
        "notify",
        group: .shell,
        summary: "tell the end of a task of over 20 s by the bell, or by a note of the desktop",
        details: [
            "bell rings the terminal's bell; osc asks the terminal for a note of the desktop, which not every terminal knows. off, the default, only writes the line.",
            "It holds for tasks that end while you are at the prompt, and is kept like a setting.",
        ],
        examples: [
            .init("notify", "tells how it is now"),
            .init("notify bell", "rings"),
        ],
        parameters: .optionalWord("off|bell|osc", .words(words)),
        run: { (session: inout Session, turn: Turn, word: Token?) throws(ShellError) in
            if let word {
                session.settings.values[Setting.notify.key] = try Choice.read(word, among: Setting.notify.words)
                return SettingsChange.store(session, turn, saying: line(session))
            }
            let value = session.settings.value(.notify)
            return session.answer(lines: [line(session)], rows: [[value]], object: ["notify": .string(value)])
        }
    )

    static let words = zip(
        Setting.notify.words,
        ["only write the line", "ring the terminal's bell", "ask the terminal for a note of the desktop"]
    ).map(ParameterShape.Word.init)

    private static func line(_ session: Session) -> StyledText {
        StyledText("notify", .accent) + StyledText("  \(session.settings.value(.notify))")
    }

    /// What is told besides the line, of a task that ended at the prompt's back and was worth waiting for.
    static func alert(_ record: TaskRecord, _ mode: WatchMode, in session: Session) -> [Effect] {
        guard mode == .background, session.isInteractive, session.output == .terminal, session.settings.value(.notify) != "off",
            let seconds = record.elapsedSeconds, seconds > 20
        else { return [] }
        return [.alert(TaskWords.outcome(record).plain)]
    }
}
