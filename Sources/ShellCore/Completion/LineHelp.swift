package import TerminalText

/// Help beside the line while it is typed.
package struct LineHelp: Sendable, Hashable {
    /// Stands at the right end of the row: a counter, the legal values, or the name of what is due.
    package let right: StyledText
    /// What stays when there is no room for that: a counter such as `312/800`; empty when nothing needs to.
    package let short: String

    /// Nothing to say.
    package static let none = LineHelp(right: StyledText(), short: "")

    init(right: StyledText, short: String = "") {
        self.right = right
        self.short = short
    }

    /// What helps at a place of a line.
    ///
    /// - Parameter cursor: Unicode scalars before the cursor.
    package init(line: String, cursor: Int, session: Session) { self = .none }
}
