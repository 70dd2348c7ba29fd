import TerminalText

/// A call to a person who looks elsewhere.
package enum Alert: Sendable, Hashable {
    case bell
    /// A notice of the desktop, with this text.
    case desktop(String)
}

/// How this terminal is asked for a notice of the desktop: none of the ways is known to all.
enum DesktopNotice: Sendable, Hashable {
    /// OSC 9, from iTerm2; also kitty, WezTerm, Windows Terminal.
    case osc9
    /// OSC 777, from urxvt; also foot, and the terminals made of VTE.
    case osc777

    init(environment: [String: String]) {
        let term = environment["TERM", default: ""]
        self = term.hasPrefix("rxvt") || term.hasPrefix("foot") || environment["VTE_VERSION"] != nil ? .osc777 : .osc9
    }

    /// The longest text that is handed over, in cells: a notice is a line.
    private static let width = 200

    /// The escape sequence. A text that began with a digit and `;` would be another command to some.
    func sequence(_ text: String) -> String {
        let line = Sanitizer.oneLine(text).cut(toWidth: Self.width)
        return switch self {
        case .osc9: "\u{1B}]9;tween: \(line)\u{1B}\\"
        case .osc777: "\u{1B}]777;notify;tween;\(line)\u{1B}\\"
        }
    }
}
