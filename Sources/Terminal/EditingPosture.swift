/// Whether libedit waits for a fresh key. In the middle of a key sequence or a quoted character, a redraw would break that.
struct EditingPosture {
    private(set) var isQuoting = false
    private var isInPrefix = false

    /// True if a private key may be slipped in between the user's.
    var isPlain: Bool { !isQuoting && !isInPrefix }

    /// Notes the character that libedit is given next, as it is by default bound.
    mutating func note(_ scalar: Unicode.Scalar, isVi: Bool) {
        if isQuoting {
            isQuoting = false
            return
        }
        switch scalar {
        case "\u{16}": (isQuoting, isInPrefix) = (true, false)
        case "\u{08}", "\u{7F}", "\u{17}", " "..."~", "\u{A0}"...: isInPrefix = isVi && "cdyrfFtT".unicodeScalars.contains(scalar)
        case "\u{18}": isInPrefix = true
        default: isInPrefix = false
        }
    }

    /// Notes that a whole sequence of a key was delivered.
    mutating func noteKey() {
        isInPrefix = false
    }
}
