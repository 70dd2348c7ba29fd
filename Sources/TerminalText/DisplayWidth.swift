/// How many cells of a terminal a text takes.
///
/// The unit is the character that a person sees (a grapheme cluster); East Asian Ambiguous is one cell. Plain scalars agree with glibc's
/// `wcwidth` and so with tmux. Sequences follow Unicode, as newer terminals do; glibc adds up their scalars instead:
///
/// | sequence | here | glibc |
/// | --- | --- | --- |
/// | flag of two letters | 2 | 1 + 1 |
/// | emoji with a skin tone | 2 | 2 + 2 |
/// | ZWJ family of three | 2 | 2 + 2 + 2 |
/// | emoji by U+FE0F, keycap | 2 | 1 |
///
/// What Unicode has added since the terminal was built (ideographs of extension H in glibc 2.36, say) is counted here, and there as it may be.
package enum DisplayWidth {
    /// The cells of a text without line breaks. A control character counts nothing, and so does a tab: its width depends on where it stands.
    package static func of(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The cells of one visible character: 2 for an emoji of any length, else what its scalars add up to.
    package static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        let rest = scalars.dropFirst()
        if rest.isEmpty { return of(first) }
        if first.properties.isEmoji {
            if first.isWideEmoji || rest.contains(where: { $0 == "\u{FE0F}" || $0.properties.isEmojiPresentation }) { return 2 }
        }
        return scalars.reduce(0) { $0 + of($1) }
    }

    /// The cells of one scalar that stands alone: 0, 1 or 2.
    package static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20..<0x7F, 0xA0..<0x300: return 1
        case 0..<0xA0: return 0
        case 0x4E00...0x9FFF, 0xAC00...0xD7A3: return 2
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0  // vowels and finals, which glibc too lets join the initial before them
        default: break
        }
        if scalar.takesNoCell { return 0 }
        return scalar.isWideEmoji || WideRanges.contain(scalar.value) ? 2 : 1
    }
}

extension Unicode.Scalar {
    /// Shown as a picture by itself. A regional indicator is not: only two of them make a flag.
    fileprivate var isWideEmoji: Bool { value >= 0x231A && properties.isEmojiPresentation && !isRegionalIndicator }

    var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

    fileprivate var takesNoCell: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: true
        case .format: !isVisibleFormat
        default: false
        }
    }

    /// The signs of category Cf that have a shape: number and year marks written before or around digits.
    var isVisibleFormat: Bool {
        switch value {
        case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: true
        default: false
        }
    }
}
