/// Whether libedit waits for a fresh key. In the middle of a key sequence, a quoted character or a search, a redraw would break that.
struct EditingPosture {
    private(set) var isQuoting = false
    private(set) var isSearching = false
    private var isInPrefix = false

    /// True if a private key may be slipped in between the user's.
    var isPlain: Bool { !isQuoting && !isSearching && !isInPrefix }

    /// Notes the character that libedit is given next, as it is by default bound.
    mutating func note(_ scalar: Unicode.Scalar, isVi: Bool) {
        if isQuoting {
            isQuoting = false
            return
        }
        switch scalar {
        case "\u{16}": (isQuoting, isInPrefix) = (true, false)
        case "\u{12}", "\u{13}":
            // In the search itself these go on to the next place, and text and erasing change the pattern.
            isSearching = !isVi
            isInPrefix = false
        case "\u{08}", "\u{7F}", "\u{17}", " "..."~", "\u{A0}"...: isInPrefix = isVi && "cdyrfFtT".unicodeScalars.contains(scalar)
        case "\u{18}":
            isSearching = false
            isInPrefix = true
        default:
            isSearching = false
            isInPrefix = false
        }
    }

    /// Notes that a whole sequence of a key was delivered.
    mutating func noteKey() {
        isSearching = false
        isInPrefix = false
    }
}
