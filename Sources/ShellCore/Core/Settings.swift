import VideoAPI

/// What the user has settled: settings, profiles, aliases. Written as a script of the shell's own commands.
package struct Settings: Sendable, Hashable {
    /// Values by key, only those that differ from the default.
    package var values: [String: String] = [:]
    /// The profiles that the user added.
    package var addedProfiles: [Profile] = []
    /// What a word stands for.
    package var aliases: [String: String] = [:]

    /// Nothing settled: every default.
    package init() {}

    /// Every profile, built-in ones first.
    package var profiles: [Profile] { Profile.builtIn + addedProfiles }

    /// The profile of that name.
    package func profile(named name: String) -> Profile? { profiles.first { $0.name == name } }

    /// The value of a setting: the user's, or the default.
    package func value(_ setting: Setting) -> String { values[setting.key] ?? setting.defaultValue }

    /// Whether a yes-or-no setting is on.
    package func isOn(_ setting: Setting) -> Bool { value(setting) == "on" }

    /// The profile whose lines Up, the searches and `history` go through; nil is all.
    package func historyScope(profile: String) -> String? { value(.history) == "profile" ? profile : nil }

    /// The time between two polls of a profile; nil leaves the shell's own times.
    package func pollInterval(profile: String) -> Duration? {
        values["poll.\(profile)"].flatMap { DurationWords.parse($0) }
    }

    /// The settings as the script that the next start runs.
    package var script: String {
        var lines = ["# Written by tween: config set, alias, profile add. Your own lines belong into rc."]
        lines += addedProfiles.compactMap { profile in profile.address.map { "profile add \(profile.name) \($0)" } }
        lines += values.sorted { $0.key < $1.key }.map { "config set \($0.key) \(Lexer.quote($0.value))" }
        lines += aliases.sorted { $0.key < $1.key }.map { "alias \($0.key) \($0.value)" }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// One thing that can be settled, declared once.
package struct Setting: Sendable, Hashable {
    /// The word that people type.
    package let key: String
    /// The value that holds until the user says another.
    package let defaultValue: String
    /// The legal words, or empty when it is free.
    package let words: [String]
    /// One line for lists.
    package let summary: String
    /// What a free value is, in a word or two.
    package var takes = "VALUE"

    /// Save the video of a finished task by itself.
    package static let autosave = Setting(
        key: "autosave",
        defaultValue: "on",
        words: ["on", "off"],
        summary: "save the video of a finished task by itself"
    )
    /// Ask before one ordinary paid task.
    package static let confirm = Setting(
        key: "confirm",
        defaultValue: "on",
        words: ["on", "off"],
        summary: "ask before one ordinary paid task"
    )
    /// The folder that videos are saved to.
    package static let downloads = Setting(
        key: "downloads",
        defaultValue: ".",
        words: [],
        summary: "the folder that videos are saved to",
        takes: "FOLDER"
    )
    /// Which lines Up, the searches and `history` go through.
    package static let history = Setting(
        key: "history",
        defaultValue: "all",
        words: ["all", "profile"],
        summary: "which lines Up, Ctrl-R and history go through: all, or those of the profile in use"
    )
    /// What becomes of the newlines in a text.
    package static let newlines = Setting(
        key: "newlines",
        defaultValue: "space",
        words: ["space", "keep"],
        summary: "what becomes of newlines in a text"
    )
    /// How the end of a long task is told beside its words.
    package static let notify = Setting(
        key: "notify",
        defaultValue: "off",
        words: ["off", "bell", "osc"],
        summary: "how the end of a task of over 20 s is told: off, the terminal's bell, or osc, a note of the desktop"
    )
    /// The prompt.
    package static let prompt = Setting(
        key: "prompt",
        defaultValue: "",
        words: [],
        summary: "the prompt: %m model, %s size, %d changed, %r running, %p profile, %c characters of the prompt text",
        takes: "%m %s %d %r %p %c"
    )

    /// Every setting but `poll.NAME`, which there is for each profile.
    package static let all: [Setting] = [.autosave, .confirm, .downloads, .history, .newlines, .notify, .prompt]

    /// The setting of that key; `poll.NAME` for a profile that there is.
    package static func keyed(_ key: String, in settings: Settings) -> Setting? {
        if let setting = all.first(where: { $0.key == key }) { return setting }
        if let setting = money(keyed: key) { return setting }
        guard key.hasPrefix("poll."), settings.profile(named: String(key.dropFirst(5))) != nil else { return nil }
        return Setting(
            key: key,
            defaultValue: "",
            words: [],
            summary: "the time between two polls of this profile, at least 2s",
            takes: "TIME"
        )
    }
}
