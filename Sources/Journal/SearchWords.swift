import Foundation

/// How texts are cut into the words of the search index, and a query into words to look for.
///
/// SQLite's own tokenisers cut at spaces, which Chinese has none of, or into groups of three, which finds nothing shorter. So the texts are
/// cut here, the index sees words with spaces between them, and whatever is typed is looked for as words, never read as a query language.
enum SearchWords {
    /// The words of a text, in their order.
    ///
    /// Letters and digits that stand together make a word, in lower case, without accents, full and half width being the same. A scalar of a
    /// script that writes no spaces is a word by itself, and so is an emoji. All else only separates.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        for scalar in (isPlain ? text : text.precomposedStringWithCompatibilityMapping).unicodeScalars {
            switch part(scalar) {
            case .inWord: word.unicodeScalars.append(contentsOf: folded(scalar))
            case .alone:
                end()
                words.append(String(scalar))
            case .mark: break
            case .between: end()
            }
        }
        end()
        return words
    }

    /// What the index is given of a text.
    static func indexed(_ text: String?) -> String {
        words(of: text ?? "").joined(separator: " ")
    }

    /// The query in the language of FTS5; nil when there is no word in it.
    ///
    /// What stands between spaces must be found as it stands, word after word, the last one may go on; and all of it must be found, in any order.
    static func query(_ text: String) -> String? {
        var left = 64  // more words narrow nothing down, and FTS5 has limits of its own
        var phrases: [String] = []
        for piece in text.split(whereSeparator: \.isWhitespace) where left > 0 {
            let words = words(of: String(piece)).prefix(left)
            left -= words.count
            guard let last = words.last?.unicodeScalars.first else { continue }
            let mayGoOn = part(last) == .inWord
            phrases.append("\"\(words.joined(separator: " "))\"\(mayGoOn ? "*" : "")")
        }
        return phrases.isEmpty ? nil : phrases.joined(separator: " AND ")
    }
}

extension SearchWords {
    /// What a scalar is to the words around it.
    private enum Part {
        case inWord, alone, mark, between
    }

    /// Han, kana, hangul and the scripts of South-East Asia that write no spaces.
    private static let unspaced: [ClosedRange<UInt32>] = [
        0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x3029,
        0x3041...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
        0x20000...0x3FFFF,
    ]

    private static func part(_ scalar: Unicode.Scalar) -> Part {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .decimalNumber: .inWord
        case .modifierLetter, .otherLetter, .letterNumber, .otherNumber:
            unspaced.contains { $0.contains(scalar.value) } ? .alone : .inWord
        case .nonspacingMark, .spacingMark, .enclosingMark: .mark
        case .otherSymbol: .alone
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator, .paragraphSeparator,
            .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol:
            .between
        @unknown default: .between
        }
    }

    /// In lower case, without its accents.
    private static func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let lower = scalar.properties.lowercaseMapping
        guard !scalar.isASCII else { return Array(lower.unicodeScalars) }
        return lower.decomposedStringWithCanonicalMapping.unicodeScalars.filter { part($0) == .inWord }
    }
}
