import TerminalText
import VideoAPI

/// `config`, `config set KEY VALUE`, `config unset KEY`.
enum ConfigCommand {
    static let command = Command(
        "config",
        group: .shell,
        summary: "list the settings, change one, or take it back",
        examples: [
            .init("config", "lists the settings"),
            .init("config set downloads ~/Videos", "saves videos there"),
            .init("config set poll.hosted 15s", "asks the hosted service every 15 seconds"),
            .init("config unset downloads", "takes it back"),
        ],
        parameters: .optionalWord("set|unset", .words(["set", "unset"])),
        .optionalWord("KEY", .setting),
        .words("VALUE", .settingValue),
        run: { (session: inout Session, turn: Turn, verb: Token?, key: Token?, values: [Token]) throws(ShellError) in
            guard let verb else { return list(session, turn) }
            guard ["set", "unset"].contains(verb.text) else {
                let nearest = Nearest.match(for: verb.text, among: ["set", "unset"])
                throw ShellError(.unknownWord(given: verb.text, legal: ["set", "unset"], nearest: nearest), at: verb.range)
            }
            guard let key else { throw ShellError(.missingArgument("KEY", command: "config \(verb.text)")) }
            let setting = try setting(key, in: session)
            if verb.text == "unset" {
                session.settings.values[setting.key] = nil
            } else {
                session.settings.values[setting.key] = try value(values, of: setting)
            }
            return SettingsChange.store(session, turn)
        }
    )

    private static func list(_ session: Session, _ turn: Turn) -> [Effect] {
        let polls = session.settings.values.keys.filter { $0.hasPrefix("poll.") }.sorted()
        let settings = Setting.all + polls.compactMap { Setting.keyed($0, in: session.settings) }
        switch session.output {
        case .json:
            return [.data(JSONValue.object(settings.map { JSONMember($0.key, .string(session.settings.value($0))) }).text)]
        case .piped:
            return settings.map { .data(TabSeparated.line([$0.key, session.settings.value($0)])) }
        case .terminal:
            let rows = settings.map { setting in
                let isSet = session.settings.values[setting.key] != nil
                return [
                    StyledText(setting.key, .accent), StyledText(session.settings.value(setting), isSet ? .plain : .faint),
                    StyledText(setting.summary, .faint),
                ]
            }
            let columns = [TextTable.Column("setting"), TextTable.Column("value", overflow: .cut), TextTable.Column("", overflow: .cut)]
            return [.print(TextTable(columns: columns, rows: rows).lines(width: turn.surroundings.columns))]
        }
    }

    private static func setting(_ key: Token, in session: Session) throws(ShellError) -> Setting {
        if let setting = Setting.keyed(key.text, in: session.settings) { return setting }
        let keys = Setting.all.map(\.key) + session.settings.profiles.map { "poll.\($0.name)" }
        throw ShellError(.unknownSetting(given: key.text, nearest: Nearest.match(for: key.text, among: keys)), at: key.range)
    }

    private static func value(_ tokens: [Token], of setting: Setting) throws(ShellError) -> String {
        guard let first = tokens.first else { throw ShellError(.missingArgument("VALUE", command: "config set \(setting.key)")) }
        let value = tokens.map(\.text).joined(separator: " ")
        if setting.key.hasPrefix("poll.") {
            guard let interval = DurationWords.parse(value), interval >= .seconds(2) else {
                throw ShellError(.badSetting(key: setting.key, given: value, expected: "a time of at least 2s"), at: first.range)
            }
        }
        guard setting.words.isEmpty || setting.words.contains(value) else {
            let expected = Phrase.choice(setting.words)
            throw ShellError(.badSetting(key: setting.key, given: value, expected: expected), at: first.range)
        }
        return value
    }
}
