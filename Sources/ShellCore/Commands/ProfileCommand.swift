import TerminalText
import VideoAPI

/// `profile [NAME]`, `profile add NAME URL`, `profile remove NAME`.
enum ProfileCommand {
    static let command = Command(
        "profile",
        group: .shell,
        summary: "list the services, change to one, add or remove one",
        details: [
            "local is the embedded server: offline, free, without a key. The URL of a profile is all that stands before /videos, so it usually ends in /v1.",
            "A task stays with the profile that it was submitted to.",
        ],
        examples: [
            .init("profile", "lists the profiles"),
            .init("profile hosted", "sends the next task to the hosted service"),
            .init("profile add mine https://api.example.com/v1", "adds one"),
        ],
        parameters: .words("NAME", .profile),
        needs: { session, _, words throws(ShellError) in
            switch words.count {
            case 0: session.settings.profiles.map { .key(profile: $0.name) }
            case 1: [.key(profile: words[0].text)]
            default: []
            }
        },
        run: { (session: inout Session, turn: Turn, words: [Token]) throws(ShellError) in
            guard let verb = words.first else { return list(session, turn) }
            switch (verb.text.lowercased(), words.count) {
            case ("add", 3): return try add(words[1], words[2], in: &session, turn)
            case ("add", ...2): throw ShellError(.missingArgument("NAME URL", command: "profile add"))
            case ("add", _): throw ShellError(.unexpectedArgument(words[3].text, command: "profile add"), at: words[3].range)
            case ("remove", 2): return try remove(words[1], in: &session, turn)
            case ("remove", 1): throw ShellError(.missingArgument("NAME", command: "profile remove"))
            case ("remove", _): throw ShellError(.unexpectedArgument(words[2].text, command: "profile remove"), at: words[2].range)
            case (_, 1): return try change(to: verb, in: &session, turn)
            case (_, _): throw ShellError(.unexpectedArgument(words[1].text, command: "profile"), at: words[1].range)
            }
        }
    )

    private static func change(to word: Token, in session: inout Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        let profile = try session.settings.expectedProfile(word)
        session.profile = profile
        return session.confirmation(line(profile, turn))
    }

    private static func add(_ name: Token, _ url: Token, in session: inout Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        guard Profile.isName(name.text) else { throw ShellError(.badName(name.text), at: name.range) }
        guard Profile.builtIn.allSatisfy({ $0.name != name.text }), !["add", "remove"].contains(name.text) else {
            throw ShellError(.builtInProfile(name.text), at: name.range)
        }
        let address: ServiceAddress
        do {
            address = try ServiceAddress(typed: url.text)
        } catch {
            throw ShellError(.badAddress(error), at: url.range)
        }
        let profile = Profile(name: name.text, address: address)
        session.settings.addedProfiles.removeAll { $0.name == name.text }
        session.settings.addedProfiles.append(profile)
        if session.profile.name == profile.name { session.profile = profile }
        return SettingsChange.store(session, turn, saying: line(profile, turn) + StyledText("  `profile \(profile.name)`", .faint))
            + warnings(of: profile, turn)
    }

    /// `…/v1/videos` is the address of a call: the shell adds the last part itself.
    private static func warnings(of profile: Profile, _ turn: Turn) -> [Effect] {
        let text = profile.address?.description ?? ""
        guard text.hasSuffix("/videos"), turn.surroundings.place?.kind != .settings else { return [] }
        let base = text.dropLast("/videos".count)
        return [
            .tell([.warning("tween adds /videos itself, so it will ask \(text)/videos; probably: `profile add \(profile.name) \(base)`")])
        ]
    }

    private static func remove(_ name: Token, in session: inout Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        let profile = try session.settings.expectedProfile(name)
        guard !Profile.builtIn.contains(profile) else { throw ShellError(.builtInProfile(profile.name), at: name.range) }
        guard session.profile != profile else { throw ShellError(.profileInUse(profile.name), at: name.range) }
        session.settings.addedProfiles.removeAll { $0 == profile }
        session.settings.values["poll.\(profile.name)"] = nil
        return SettingsChange.store(session, turn, saying: StyledText("profile \(profile.name) removed"))
    }
}

/// How profiles are shown.
extension ProfileCommand {
    private static func list(_ session: Session, _ turn: Turn) -> [Effect] {
        let profiles = session.settings.profiles
        return session.answer(
            lines: table(profiles, session, turn).lines(width: turn.surroundings.columns),
            header: ["profile", "address", "in use", "key"],
            rows: profiles.map { [$0.name, address($0), $0 == session.profile ? "in use" : "", key($0, turn)] },
            object: .array(profiles.map { object($0, session, turn) })
        )
    }

    private static func table(_ profiles: [Profile], _ session: Session, _ turn: Turn) -> TextTable {
        let rows = profiles.map { profile in
            [
                StyledText(profile == session.profile ? "*" : "", .success), StyledText(profile.name, .accent),
                StyledText(address(profile)), StyledText(key(profile, turn), .faint),
            ]
        }
        let columns =
            ["", "profile"].map { TextTable.Column($0) } + [TextTable.Column("address", overflow: .cut), TextTable.Column("key")]
        return TextTable(columns: columns, rows: rows)
    }

    private static func line(_ profile: Profile, _ turn: Turn) -> StyledText {
        let facts = StyledText("  \(address(profile))" + (profile.isPaid ? "  key \(key(profile, turn))" : ""), .faint)
        return StyledText("profile ") + StyledText(profile.name, .accent) + facts
    }

    private static func object(_ profile: Profile, _ session: Session, _ turn: Turn) -> JSONValue {
        [
            "name": .string(profile.name), "address": profile.address.map { .string($0.description) } ?? .null,
            "in_use": .bool(profile == session.profile), "key": .string(key(profile, turn)),
        ]
    }

    private static func address(_ profile: Profile) -> String { profile.address?.description ?? "embedded, offline, free" }

    private static func key(_ profile: Profile, _ turn: Turn) -> String {
        guard profile.isPaid else { return "none needed" }
        return switch turn.keySource(for: profile.name) {
        case .environment: "from $TWEEN_API_KEY"
        case .login: "from login"
        case .some(.none): "none needed"
        case nil: "none: `login`"
        }
    }
}

extension Settings {
    /// The profile of that name.
    ///
    /// - Throws: for a name that there is not, with the nearest.
    func expectedProfile(_ word: Token) throws(ShellError) -> Profile {
        if let profile = profile(named: word.text) { return profile }
        let nearest = Nearest.match(for: word.text, among: profiles.map(\.name))
        throw ShellError(.unknownProfile(given: word.text, nearest: nearest), at: word.range)
    }
}
