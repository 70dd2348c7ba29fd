import TerminalText

/// How changed settings are kept.
enum SettingsChange {
    /// Has them written, and says so. While `settings` and `rc` are being read, what they say is not written back.
    static func store(_ session: Session, _ turn: Turn, saying line: StyledText) -> [Effect] {
        guard turn.surroundings.place?.kind != .settings else { return [] }
        return session.confirmation(line) + [.store(.settings, text: session.settings.script)]
    }
}
