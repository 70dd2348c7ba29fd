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
            .init("config set price.flash.720P 0.10/s CNY", "lets cost and submit name amounts"),
            .init("config unset downloads", "takes it back"),
        ],
        parameters: .optionalWord("set|unset", .words([.init("set", "change one"), .init("unset", "take one back to its default")])),
        .optionalWord("KEY", .setting),
        .words("VALUE", .settingValue),
        needs: { _, turn, verb, key, values throws(ShellError) in folder(verb, key, values, turn).map { [$0] } ?? [] },
        run: { (session: inout Session, turn: Turn, verb: Token?, key: Token?, values: [Token]) throws(ShellError) in
            guard let verb else { return list(session, turn) }
            let isSet = try Choice.read(verb, among: ["set", "unset"]) == "set"
            guard let key else { throw ShellError(.missingArgument("KEY", command: "config \(verb.text)")) }
            let setting = try setting(key, in: session)
            if isSet, setting.key == Setting.confirm.key, turn.surroundings.isPasted { throw ShellError(.pastedConfirm, at: key.range) }
            let new = isSet ? try value(values, of: setting, in: session.settings) : try noValue(values)
            if let need = folder(verb, key, values, turn), turn.supplies[need] == .folder(isOther: true), let first = values.first {
                throw ShellError(
                    .badSetting(key: setting.key, given: joined(values), expected: "it is a file, not a folder"),
                    at: first.range
                )
            }
            session.settings.values[setting.key] = new
            let said = session.settings.value(setting)
            let line = StyledText(setting.key, .accent) + StyledText("  \(said.isEmpty ? "–" : said)\(isSet ? "" : "  (default)")")
            return SettingsChange.store(session, turn, saying: line)
        }
    )

    /// The folder that has to be looked at; not while `settings` and `rc` are read, since it may come back.
    private static func folder(_ verb: Token?, _ key: Token?, _ values: [Token], _ turn: Turn) -> Need? {
        guard verb?.text.lowercased() == "set", key?.text == Setting.downloads.key, !values.isEmpty,
            turn.surroundings.place?.kind != .settings
        else { return nil }
        return .folder(path: joined(values))
    }

    private static func joined(_ values: [Token]) -> String { values.map(\.text).joined(separator: " ") }

    private static func list(_ session: Session, _ turn: Turn) -> [Effect] {
        let polls = session.settings.values.keys.filter { $0.hasPrefix("poll.") }.sorted()
        let settings =
            Setting.all + [.budget] + polls.compactMap { Setting.keyed($0, in: session.settings) }
            + Setting.prices(in: session.settings)
        return session.answer(
            lines: table(settings, session).lines(width: turn.surroundings.columns),
            header: ["setting", "value"],
            rows: settings.map { [$0.key, session.settings.value($0)] },
            object: .object(settings.map { JSONMember($0.key, .string(session.settings.value($0))) })
        )
    }

    private static func table(_ settings: [Setting], _ session: Session) -> TextTable {
        let rows = settings.map { setting in
            let isSet = session.settings.values[setting.key] != nil
            return [
                StyledText(setting.key, .accent), StyledText(session.settings.value(setting), isSet ? .plain : .faint),
                StyledText(setting.summary, .faint),
            ]
        }
        return TextTable(
            columns: [TextTable.Column("setting"), TextTable.Column("value", overflow: .cut), TextTable.Column("", overflow: .wrap)],
            rows: rows
        )
    }

    private static func noValue(_ tokens: [Token]) throws(ShellError) -> String? {
        guard let extra = tokens.first else { return nil }
        throw ShellError(.unexpectedArgument(extra.text, command: "config unset"), at: extra.range)
    }

    private static func setting(_ key: Token, in session: Session) throws(ShellError) -> Setting {
        if let setting = Setting.keyed(key.text, in: session.settings) { return setting }
        let keys = (Setting.all + [.budget] + Setting.prices).map(\.key) + session.settings.profiles.map { "poll.\($0.name)" }
        throw ShellError(.unknownSetting(given: key.text, nearest: Nearest.match(for: key.text, among: keys)), at: key.range)
    }

    private static func value(_ tokens: [Token], of setting: Setting, in settings: Settings) throws(ShellError) -> String {
        guard let first = tokens.first else { throw ShellError(.missingArgument("VALUE", command: "config set \(setting.key)")) }
        let value = joined(tokens)
        if setting.key.hasPrefix("poll.") {
            guard let interval = DurationWords.parse(value), interval >= .seconds(2) else {
                throw ShellError(.badSetting(key: setting.key, given: value, expected: "a time of at least 2s"), at: first.range)
            }
        }
        if let money = try setting.money(value, in: settings, at: first.range) { return money }
        guard !value.contains(where: \.isNewline) else {
            throw ShellError(.badSetting(key: setting.key, given: "…", expected: "one line"), at: first.range)
        }
        guard setting.words.isEmpty || setting.words.contains(value) else {
            let expected = Phrase.choice(setting.words)
            throw ShellError(.badSetting(key: setting.key, given: value, expected: expected), at: first.range)
        }
        return value
    }
}
