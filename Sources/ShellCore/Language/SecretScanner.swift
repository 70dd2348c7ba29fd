/// Finds secrets by what stands before them, or by what they look like, in a text of any kind: a line, a header, a body.
///
/// It goes by bytes, since a line may hold a picture; all that it looks for is ASCII. A secret ends before a quote, whichever kind.
struct SecretScanner {
    private let text: [UInt8]
    private var position = 0
    private var kept: [UInt8] = []
    /// The end of the word that is being read, and whether it is a path.
    private var word = (end: 0, hasSlash: false)

    private init(_ text: String) { self.text = Array(text.utf8) }

    /// The text with a mark in place of each secret.
    static func redacted(_ text: String) -> String {
        var scanner = SecretScanner(text)
        while scanner.position < scanner.text.count { scanner.step() }
        return String(decoding: scanner.kept, as: UTF8.self)
    }

    private mutating func step() {
        guard text[position].isOfName else { return keep(to: position + 1) }
        beginWord()
        let run = position..<end(from: position) { $0.isOfName }
        let name = SecretName(text[run])
        if text[run.upperBound...].starts(with: "://".utf8) { return takeAddress(run) }
        if name.isHeader, let start = value(behind: run.upperBound, after: ":") { return takeCredentials(from: start) }
        if name.isBearer, let start = blanks(behind: run.upperBound), mayBeKey(at: start) { return hideWord(from: start) }
        if name.isSecret, let start = value(behind: run.upperBound, after: "=", blanks: name.isPlain) { return hideValue(from: start) }
        if name.isSecret, let start = value(behind: run.upperBound, after: ":") {
            // A prompt may have a password: but not one in quotes, or an api_key.
            let isQuoted = skipQuote(from: run.upperBound) > run.upperBound && skipQuote(from: start) > start
            if isQuoted || name.isPlain { return hideValue(from: start) }
        }
        if name.isVariable, position == 0 || text[position - 1].isBlank, let start = blanks(behind: run.upperBound),
            text[start].isOfName || text[start].isQuote
        {
            return hideValue(from: start)
        }
        if name.looksLikeKey || !word.hasSlash && name.isRandom { return hide(to: run.upperBound) }
        keep(to: run.upperBound)
    }

    private mutating func beginWord() {
        guard position >= word.end else { return }
        let end = end(from: position) { !$0.isBlank }
        word = (end, text[position..<end].contains(UInt8(ascii: "/")))
    }

    private func end(from start: Int, while isPart: (UInt8) -> Bool) -> Int {
        text[start...].firstIndex { !isPart($0) } ?? text.count
    }

    private mutating func keep(to end: Int) {
        kept += text[position..<end]
        position = end
    }

    private mutating func hide(to end: Int) {
        guard end > position else { return }
        let hidden = String(decoding: text[position..<end], as: UTF8.self)
        kept += Redaction.isStandIn(hidden) ? hidden.utf8 : Redaction.mark.utf8
        position = end
    }
}

/// What a name promises.
extension SecretScanner {
    /// Where a value begins behind a name that may stand in quotes, a sign, blanks, and maybe a quote of its own.
    ///
    /// - Parameter blanks: whether they may stand around an equals sign too.
    private func value(behind end: Int, after sign: Unicode.Scalar, blanks: Bool = false) -> Int? {
        var place = skipQuote(from: end)
        let isQuoted = place > end
        let name = place
        if isQuoted || blanks || sign == ":" { place = self.end(from: place) { $0.isBlank } }
        guard place < text.count, text[place] == UInt8(ascii: sign) else { return nil }
        let isSpaced = place > name
        place += 1
        if sign == "=", isSpaced { place = self.end(from: place) { $0.isBlank } }
        if sign == ":" { place = self.end(from: place) { $0.isBlank || $0 == UInt8(ascii: "\\") && !isQuoted } }
        return place
    }

    private func skipQuote(from place: Int) -> Int {
        let quote = end(from: place) { $0 == UInt8(ascii: "\\") }
        return quote < text.count && text[quote].isQuote ? quote + 1 : place
    }

    /// Where the next word begins; nil if it does at once, or never.
    private func blanks(behind end: Int) -> Int? {
        let start = self.end(from: end) { $0.isBlank || $0 == UInt8(ascii: "\\") }
        return start > end && start < text.count ? start : nil
    }

    /// Whether a word is no plain one of small letters, as a text has it.
    private func mayBeKey(at start: Int) -> Bool {
        let word = text[end(from: start) { $0.isQuote }...].prefix { !$0.isBlank && !$0.isQuote }
        return !word.allSatisfy { (0x61...0x7A).contains($0) || $0 >= 0x80 || ".,;:!?".utf8.contains($0) }
    }

    /// `Bearer tok`, `Basic tok`, `tok`.
    private mutating func takeCredentials(from start: Int) {
        keep(to: skipQuote(from: start))
        let scheme = end(from: position) { $0.isOfName }
        guard SecretName(text[position..<scheme]).isScheme, let start = blanks(behind: scheme) else { return hideWord(from: position) }
        hideWord(from: start)
    }

    /// What is in quotes to its end, anything else to the end of the word.
    private mutating func hideValue(from start: Int) {
        let inner = skipQuote(from: start)
        guard inner > start else { return hideWord(from: start) }
        keep(to: inner)
        let closing = text[start..<inner]
        let escapes = closing.last != UInt8(ascii: "'")
        var end = position
        while end < text.count, !text[end...].starts(with: closing) {
            // What is escaped once more than the quote was does not close it.
            end += escapes && text[end] == UInt8(ascii: "\\") ? 2 * closing.count : 1
        }
        hide(to: min(end, text.count))
    }

    private mutating func hideWord(from start: Int) {
        keep(to: end(from: start) { $0.isQuote })
        hide(to: end(from: position) { !$0.isBlank && !$0.isQuote && !"\\&".utf8.contains($0) })
    }

    /// `https://me:pw@host/path?sig=…#token=…`.
    private mutating func takeAddress(_ scheme: Range<Int>) {
        keep(to: scheme.upperBound + 3)
        let last = end(from: position) { $0 > 0x20 && !$0.isQuote && !"\\<>".utf8.contains($0) }
        let host = text[position..<last].firstIndex { "/?#".utf8.contains($0) } ?? last
        if let at = text[position..<host].lastIndex(of: UInt8(ascii: "@")) { hide(to: at) }
        keep(to: text[position..<last].firstIndex { "?#".utf8.contains($0) } ?? last)
        while position < last {
            keep(to: position + 1)
            let part = text[position..<last].firstIndex { "?&#".utf8.contains($0) } ?? last
            if let equals = text[position..<part].firstIndex(of: UInt8(ascii: "=")),
                SignedQuery.isSecret(String(decoding: text[position..<part], as: UTF8.self))
            {
                keep(to: equals + 1)
                hide(to: part)
            }
            keep(to: part)
        }
    }
}
