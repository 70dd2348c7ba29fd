/// A key that a terminal sends as a sequence of bytes, whichever of its encodings was used.
enum Key: Hashable, Sendable {
    case up, down, left, right
    case home, end
    case insert, delete
    case pageUp, pageDown
    case wordLeft, wordRight, deleteWord
    case backTab
    case function(Int)
    case escape
    /// A line end that belongs to the text: Enter with Shift, Alt or Ctrl, where the terminal tells of them.
    case newline
}

extension Key {
    /// Reads the inside of a sequence `ESC [ parameters final`; nil for one that means nothing here.
    init?(csi parameters: [UInt8], final: UInt8, alt: Bool) {
        // A report, not a key, if it begins with one of < = > ?
        if let first = parameters.first, first >= UInt8(ascii: "<") { return nil }
        let numbers = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { digits in Int(String(decoding: digits, as: UTF8.self)) ?? 0 }
        let modifiers = numbers.count > 1 ? numbers[1] : 1
        // The modifier is one plus a sum of 1 for Shift, 2 for Alt, 4 for Ctrl.
        let moves = alt || (2...16).contains(modifiers) && (modifiers - 1) & 0b110 != 0
        switch final {
        case UInt8(ascii: "~"), UInt8(ascii: "$"), UInt8(ascii: "^"), UInt8(ascii: "@"):
            let strong = moves || final == UInt8(ascii: "^") || final == UInt8(ascii: "@")
            guard let first = numbers.first, let key = Key(number: first, strong: strong) else { return nil }
            self = key
        case UInt8(ascii: "Z"): self = .backTab
        // A report of the cursor's place ends in R, too, and then has two numbers; nobody asks for one.
        case UInt8(ascii: "R") where numbers.count > 1 && numbers[0] != 1: return nil
        default:
            guard let key = Key(letter: final, strong: moves) else { return nil }
            self = key
        }
    }

    /// Reads the last byte of `ESC O …`, and of those `ESC [ …` that name their key by a letter.
    init?(letter: UInt8, strong: Bool) {
        switch letter {
        case UInt8(ascii: "A"): self = .up
        case UInt8(ascii: "B"): self = .down
        case UInt8(ascii: "C"): self = strong ? .wordRight : .right
        case UInt8(ascii: "D"): self = strong ? .wordLeft : .left
        case UInt8(ascii: "H"): self = .home
        case UInt8(ascii: "F"): self = .end
        case UInt8(ascii: "P")...UInt8(ascii: "S"): self = .function(Int(letter - UInt8(ascii: "P")) + 1)
        // rxvt has small letters for arrows with Ctrl (after O) or Shift (after [).
        case UInt8(ascii: "a"): self = .up
        case UInt8(ascii: "b"): self = .down
        case UInt8(ascii: "c"): self = .wordRight
        case UInt8(ascii: "d"): self = .wordLeft
        default: return nil
        }
    }

    private init?(number: Int, strong: Bool) {
        switch number {
        case 1, 7: self = .home
        case 4, 8: self = .end
        case 2: self = .insert
        case 3: self = strong ? .deleteWord : .delete
        case 5: self = .pageUp
        case 6: self = .pageDown
        case 11...15: self = .function(number - 10)
        case 17...21: self = .function(number - 11)
        case 23, 24: self = .function(number - 12)
        default: return nil
        }
    }
}
