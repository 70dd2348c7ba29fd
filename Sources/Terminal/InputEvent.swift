/// What the bytes of a terminal come to.
enum InputEvent: Equatable {
    /// A typed character, control characters included.
    case scalar(Unicode.Scalar)
    /// A character typed with Alt, which comes as ESC and the character.
    case alt(Unicode.Scalar)
    case key(Key)
    /// Pasted text, with `\n` between its lines and no other control character than tabs.
    case paste(String)
    case refused(Refusal)

    var isRefused: Bool { if case .refused = self { true } else { false } }
}

/// Why something that came in is not taken.
enum Refusal: Equatable {
    case notUTF8(UInt8)
    case null
    /// One of U+0080 to U+009F, which no key sends and terminals obey.
    case control(Unicode.Scalar)
    /// A paste that is not UTF-8, at this byte, counted from one.
    case pasteNotUTF8(byte: Int)
    /// A paste with a NUL, at this byte, counted from one.
    case pasteHasNull(byte: Int)
    case pasteTooLong
    /// A paste into a question that the screen can't hold.
    case pasteTooTall
    /// A paste where an answer has to be typed.
    case pastedAnswer
    case lineFull
    /// The window could not show a longer line.
    case screenFull
}

extension Refusal {
    /// The fault in words; `character` is where the cursor stood, counted from one.
    func message(atCharacter character: Int, times: Int) -> String {
        let again = times > 1 ? " (and \(times - 1) more)" : ""
        return switch self {
        case .notUTF8(let byte): "not taken: byte 0x\(hex(byte)) is not UTF-8, at character \(character)\(again)"
        case .null: "not taken: a NUL, at character \(character)\(again)"
        case .control(let scalar):
            "not taken: control character U+00\(hex(UInt8(truncatingIfNeeded: scalar.value))), at character \(character)\(again)"
        case .pasteNotUTF8(let byte): "paste not taken: it is not UTF-8 at byte \(byte)"
        case .pasteHasNull(let byte): "paste not taken: it has a NUL at byte \(byte)"
        case .pasteTooTall: "paste not taken: the screen is too small for it"
        case .pastedAnswer: "type it, please: a paste does not answer this"
        case .pasteTooLong: "paste not taken: it is longer than \(LineLimit.bytes / 1024) KiB; use a file: tween -f FILE"
        case .lineFull: "the line is full: \(LineLimit.bytes / 1024) KiB is the limit"
        case .screenFull: "the line fills the screen: Ctrl-X Ctrl-E edits it in your editor"
        }
    }

    private func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}

/// The most that one line at a terminal may hold, in bytes of UTF-8.
enum LineLimit {
    static let bytes = 64 * 1024
}
