import TerminalText

extension Style {
    /// The escape sequence that turns this style on; the plain one turns all others off.
    var escape: String {
        switch self {
        case .plain: "\u{1B}[0m"
        case .strong: "\u{1B}[1m"
        case .faint: "\u{1B}[2m"
        case .error: "\u{1B}[31m"
        case .warning: "\u{1B}[33m"
        case .success: "\u{1B}[32m"
        case .accent: "\u{1B}[36m"
        }
    }
}

extension StyledText {
    /// The text as it is sent out: what is invisible made visible, and with escape sequences for its styles if `colour`.
    func rendered(colour: Bool) -> String {
        var result = ""
        for span in spans {
            let text = Sanitizer.visible(span.text)
            if colour, span.style != .plain {
                // Lines are styled one by one: a colour that runs over a line's end stains what another program puts there.
                result += text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { $0.isEmpty ? "" : span.style.escape + $0 + Style.plain.escape }
                    .joined(separator: "\n")
            } else {
                result += text
            }
        }
        return result
    }
}
