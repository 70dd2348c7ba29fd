import TerminalText
import VideoAPI

/// `login [PROFILE]` and `logout [PROFILE]`.
enum LoginCommand {
    static let command = Command(
        "login",
        group: .shell,
        summary: "store the key of a service, typed without being shown",
        details: [
            "The key is bound to the address of the profile and kept in a file that only you can read. $TWEEN_API_KEY wins over it.",
            "A key is never typed on a line: no history, no process list, no log sees it.",
        ],
        examples: [.init("login", "asks for the key of the profile in use")],
        parameters: .optionalWord("PROFILE", .profileName),
        run: { (session: inout Session, _: Turn, word: Token?) throws(ShellError) in
            let profile = try profile(word, in: session)
            guard profile.isPaid else { throw ShellError(.keyNotNeeded(profile: profile.name), at: word?.range) }
            guard session.canAsk else { throw ShellError(.needsKeyboard(command: "login")) }
            return [.askSecret(profile: profile.name)]
        }
    )

    static let logout = Command(
        "logout",
        group: .shell,
        summary: "remove the stored key of a service",
        examples: [.init("logout hosted", "removes the key of profile hosted")],
        parameters: .optionalWord("PROFILE", .profileName),
        run: { (session: inout Session, _: Turn, word: Token?) throws(ShellError) in
            let profile = try profile(word, in: session)
            guard profile.isPaid else { throw ShellError(.keyNotNeeded(profile: profile.name), at: word?.range) }
            return [.removeKey(profile: profile.name)]
        }
    )

    /// What was typed in answer to `login`.
    static func accept(_ text: String?, for profile: String, given surroundings: Surroundings, in session: Session) -> [Effect] {
        guard let text else { return [.tell([StyledText("no key was stored", .faint)])] }
        do {
            // A key that was pasted often brings its line end or a blank along; inside it neither is taken.
            return [.storeKey(profile: profile, try APIKey(String(text[...].trimmingBlanks())))]
        } catch {
            return Diagnostic(Message(SpendingFault.badKey(error))).effects(given: surroundings, in: session)
        }
    }

    private static func profile(_ word: Token?, in session: Session) throws(ShellError) -> Profile {
        guard let word else { return session.profile }
        if looksLikeKey(word.text), session.settings.profile(named: word.text) == nil { throw ShellError(.keyOnLine) }
        return try session.settings.expectedProfile(word)
    }

    /// A word that is more likely a key than a mistyped name must not be shown again.
    private static func looksLikeKey(_ word: String) -> Bool {
        word.count > 32 || word.lowercased().hasPrefix("sk-") || (word.count >= 12 && word.contains(where: \.isNumber))
    }
}
