import CEditLine

/// How lines come in.
package enum TerminalKind: Sendable, Hashable {
    /// A person at a terminal that can be edited on.
    case editor
    /// A person at a terminal that cannot: prompts are printed, lines read as they come.
    case dumb
    /// No person, or output that goes elsewhere: no prompts.
    case plain

    /// Decides without printing anything. `term` is `$TERM`.
    package static func detect(input: Int32 = 0, output: Int32 = 1, term: String?) -> TerminalKind {
        guard Descriptor(input).isTerminal, Descriptor(output).isTerminal else { return .plain }
        return canEdit(on: term ?? "") ? .editor : .dumb
    }

    /// libedit turns itself off for emacs, edits by repeating lines on dumb terminals, and complains about those that it does not know.
    static func canEdit(on term: String) -> Bool {
        guard !["", "dumb", "unknown", "emacs"].contains(term), !term.utf8.contains(UInt8(ascii: "/")) else { return false }
        return ce_terminal_is_known(term)
    }

    /// Whether a terminal of this name passes over private modes that it does not know, as those do that were modelled on xterm.
    static func skipsUnknownModes(_ term: String) -> Bool {
        let families = [
            "xterm", "tmux", "screen", "vte", "gnome", "konsole", "alacritty", "foot", "kitty", "wezterm", "ghostty", "contour", "rxvt",
            "st", "linux",
        ]
        return families.contains { term == $0 || term.hasPrefix($0 + "-") }
    }
}
