/// The scalars of a text, and the rules by which an invisible one among them may stay.
///
/// Each rule looks only at neighbours that stay themselves, so that text which was sanitised once is left alone ever after.
struct ScalarContext {
    private let scalars: [Unicode.Scalar]

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    var indices: Range<Int> { scalars.indices }

    /// The scalar as it may be shown: itself, or its escape such as `\u{1b}`.
    func shown(at index: Int) -> String {
        escapes(at: index) ? "\\u{\(String(scalars[index].value, radix: 16))}" : String(Character(scalars[index]))
    }

    /// Whether the scalar is invisible and has no business where it stands.
    func escapes(at index: Int) -> Bool {
        guard scalars[index].isInvisible else { return false }
        return switch scalars[index].value {
        case 0x200C: !isBetweenLetters(index)
        case 0x200D: !joinsEmoji(index) && !formsConjunct(index)
        case 0xFE0E, 0xFE0F: !choosesLook(index)
        case 0xE0030...0xE007F: !isInFlag(index)
        default: true
        }
    }
}

extension ScalarContext {
    private subscript(at index: Int) -> Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }

    /// ZWNJ, as Persian and many Indic scripts write it.
    private func isBetweenLetters(_ index: Int) -> Bool {
        guard let before = self[at: index - 1], let after = self[at: index + 1] else { return false }
        return (before.isLetter || before.isMark) && after.isLetter
    }

    /// ZWJ after a virama, without which Sinhala and others cannot be written (RFC 5892, A.2).
    private func formsConjunct(_ index: Int) -> Bool {
        guard let before = self[at: index - 1], let after = self[at: index + 1] else { return false }
        return before.properties.canonicalCombiningClass == .virama && after.isLetter
    }

    /// ZWJ between two pictures, the first maybe with a skin tone or a variation selector.
    private func joinsEmoji(_ index: Int) -> Bool {
        guard var before = self[at: index - 1], let after = self[at: index + 1] else { return false }
        if before == "\u{FE0F}", let base = self[at: index - 2] { before = base }
        return before.isPicture && after.isPicture && !after.properties.isEmojiModifier
    }

    /// A variation selector after a picture, or inside a keycap: 1, U+FE0F, U+20E3.
    private func choosesLook(_ index: Int) -> Bool {
        guard let base = self[at: index - 1] else { return false }
        return base.isPicture || base.properties.isEmoji && base.isASCII && self[at: index + 1] == "\u{20E3}"
    }

    /// A flag such as Scotland's: a black flag, three to six tagged letters or digits, the end tag. Longer runs could carry a message.
    private func isInFlag(_ index: Int) -> Bool {
        guard let flag = (max(0, index - 7)..<index).last(where: { scalars[$0] == "\u{1F3F4}" }) else { return false }
        let letters = scalars[(flag + 1)...].prefix(7).prefix { $0.isTaggedLetter }
        return (3...6).contains(letters.count) && self[at: letters.endIndex] == "\u{E007F}" && index <= letters.endIndex
    }
}

extension Unicode.Scalar {
    /// An emoji that can stand in a sequence; digits and regional indicators have the property too, but follow other rules.
    fileprivate var isPicture: Bool { properties.isEmoji && !isASCII && !isRegionalIndicator }

    fileprivate var isTaggedLetter: Bool { (0xE0030...0xE0039).contains(value) || (0xE0061...0xE007A).contains(value) }

    fileprivate var isLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: !isInvisible
        default: false
        }
    }

    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark: !isInvisible
        default: false
        }
    }
}
