/// Cuts a command line as a POSIX shell does, as far as a pasted `curl …` needs it: quotes, `$'…'`, backslashes, line ends behind one.
///
/// Nothing is expanded: `$NAME` stays as it stands. A web page that has lost the line ends of an example leaves `\ ` in their place; where
/// an option follows, that counts as a line end too; so does a row without a backslash. Any other row ends the command. Where the second
/// row begins with the prompt `>` of a shell, that of every row is stepped over.
struct ShellWords {
    /// Why a line can't be cut.
    enum Fault: Error {
        case openQuote(Character)
        /// `$'…'` spells something that is not text.
        case notText
    }

    /// The words, quotes taken away.
    private(set) var words: [String] = []
    /// Where each of them stands, quotes included, in scalars.
    private(set) var ranges: [Range<Int>] = []
    /// Whether a `|`, `;`, `&`, `<` or `>` ended the command before the line did.
    private(set) var isCut = false
    /// Where the rows of the command end, in scalars.
    private(set) var end = 0

    private let scalars: [Unicode.Scalar]
    private var position = 0
    /// The word that is being read, in UTF-8; nil between words.
    private var word: [UInt8]?
    /// Where it began.
    private var start = 0
    private let pastCuts: Bool
    /// Whether the rows but the first begin with a prompt.
    private let hasPrompts: Bool

    /// - Parameter pastCuts: goes on behind what ends the command, as if a blank stood there.
    init(_ text: Substring, pastCuts: Bool = false) throws(Fault) {
        scalars = Array(text.unicodeScalars)
        self.pastCuts = pastCuts
        hasPrompts = scalars.drop { $0 != "\n" }.dropFirst().first == ">"
        end = scalars.count
        while pastCuts || !isCut && position < end, let scalar = takeNext() {
            if word == nil { start = position - 1 }
            try take(scalar)
        }
        try endWord(at: position)
        if isCut { end = rowEnd }
    }

    /// The scalar at the position.
    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func takeNext() -> Unicode.Scalar? {
        guard let scalar = next else { return nil }
        position += 1
        return scalar
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        beginWord()
        word?.append(contentsOf: String(scalar).utf8)
    }

    private mutating func beginWord() {
        if word == nil { word = [] }
    }

    private mutating func endWord(at end: Int) throws(Fault) {
        guard let bytes = word else { return }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText }
        words.append(text)
        ranges.append(start..<end)
        word = nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) throws(Fault) {
        switch scalar {
        case "'":
            try takeQuoted("'") { $0.append($1) }
        case "\"":
            try takeQuoted("\"") { reader, scalar in
                guard scalar == "\\", let escaped = reader.next, "\"\\$`\n".unicodeScalars.contains(escaped) else {
                    return reader.append(scalar)
                }
                reader.position += 1
                if escaped != "\n" { reader.append(escaped) } else { reader.skipPrompt() }
            }
        case "$" where next == "'":
            position += 1
            var spelt = AnsiText()
            try takeQuoted("'") { reader, scalar in spelt.take(scalar, from: &reader.position, of: reader.scalars) }
            guard let bytes = spelt.bytes else { throw .notText }
            word?.append(contentsOf: bytes)
        case "\\":
            try takeEscaped()
        case "|", ";", "&", "<", ">":
            isCut = true
            try endWord(at: position - 1)
        case _ where scalar.properties.isWhitespace:
            try endWord(at: position - 1)
            if scalar == "\n" { takeRowEnd() }
        default:
            append(scalar)
        }
    }

    /// Reads up to the closing quote; an empty pair is a word as well.
    private mutating func takeQuoted(_ quote: Unicode.Scalar, each: (inout ShellWords, Unicode.Scalar) -> Void) throws(Fault) {
        beginWord()
        while let scalar = takeNext() {
            if scalar == quote { return }
            each(&self, scalar)
            if scalar == "\n" { skipPrompt() }
        }
        throw .openQuote(Character(quote))
    }

    private mutating func takeEscaped() throws(Fault) {
        guard let scalar = takeNext() else { return }
        if scalar == "\n" { return skipPrompt() }
        if scalar == "\r", next == "\n" {
            position += 1
            return skipPrompt()
        }
        if scalar.properties.isWhitespace, word == nil, standsForLineEnd { return }
        append(scalar)
    }

    /// Whether what follows a backslash and a blank is the end of the text, an option, or an address.
    private var standsForLineEnd: Bool {
        let rest = scalars[position...].drop { $0.properties.isWhitespace }
        return rest.isEmpty || rest.first == "-" || rest.starts(with: "http".unicodeScalars)
    }
}

/// Where rows end.
extension ShellWords {
    /// Ends the command with a row, unless the next one can't be anything but a part of it: no line of this shell begins with an option or a quote.
    private mutating func takeRowEnd() {
        let rowEnd = position
        skipPrompt()
        let rest = scalars[position...].drop { $0.properties.isWhitespace }
        if !pastCuts, !standsForLineEnd, rest.first != "'", rest.first != "\"" { end = rowEnd }
    }

    private mutating func skipPrompt() {
        guard hasPrompts, next == ">" else { return }
        position += 1
        if next == " " { position += 1 }
    }

    /// The end of the row that the position is in; one behind a backslash is none.
    private var rowEnd: Int {
        let end = scalars.indices[position...].first { scalars[$0] == "\n" && scalars[$0 - 1] != "\\" }
        return end.map { $0 + 1 } ?? scalars.count
    }
}
