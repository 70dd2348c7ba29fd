package import VideoAPI

/// Why a `curl …` line can't be taken over. No part of the line is in it, since the line may hold a key.
package enum CurlFault: Error, Sendable, Hashable {
    case openQuote(Character)
    /// A `$'…'` that spells something that is not text.
    case notText
    /// `-d @file`.
    case dataFromFile
    case noBody
    case badBody(JSONFault)
    case notObject
    /// A text field whose value is none.
    case wantsText(FieldName)
    /// Several values that can never be legal.
    case refused([ShellError.Reason])
}

/// A request as a `curl …` line makes it: what it sends, where, and with which key.
struct CurlCall: Sendable {
    private(set) var address: String?
    private(set) var body: String?
    /// The bearer token; nil when there is none, or one that only stands for it.
    private(set) var token: String?
    /// What was left out, for a person; no values are in it.
    private(set) var remarks: [String] = []

    private var words: ArraySlice<String>
    /// Words that are nothing that curl knows.
    private var strays: [String] = []

    /// Reads what stands behind the word `curl`.
    init(_ text: Substring) throws(CurlFault) {
        let read: ShellWords
        do {
            read = try ShellWords(text)
        } catch {
            throw switch error {
            case .openQuote(let quote): .openQuote(quote)
            case .notText: .notText
            }
        }
        words = read.words[...]
        while let word = words.popFirst() { try take(word) }
        if !strays.isEmpty { remarks.append("left out, being no option and no address: \(Self.names(of: strays))") }
        if read.isCut { remarks.append("what follows the curl command on the line was left out") }
        let others = text[Self.rows(of: text).endIndex...].split(whereSeparator: \.isNewline).count { !$0.allSatisfy(\.isWhitespace) }
        if others > 0 { remarks.append(others == 1 ? "1 line behind it was left out" : "\(others) lines behind it were left out") }
    }

    private mutating func take(_ word: String) throws(CurlFault) {
        if word.hasPrefix("--"), word.count > 2 { return try takeLong(word) }
        if word.hasPrefix("-"), word.count > 1 { return try takeShort(word.dropFirst()) }
        let word = String(word[...].trimmingBlanks())
        if address == nil, word.contains("://") || word.contains("/") {
            address = word
        } else if !word.isEmpty {
            strays.append(word)
        }
    }

    private mutating func takeLong(_ word: String) throws(CurlFault) {
        let name = String(word.prefix { $0 != "=" })
        guard let option = CurlOption.named(name) else { return ignore(name) }
        guard option.takesValue else { return }
        let value = name.count < word.count ? String(word.dropFirst(name.count + 1)) : words.popFirst() ?? ""
        try apply(option, value)
    }

    /// `-sSL`, `-XPOST`, `-d '…'`: letters up to the first that takes a value, which is the rest of the word or the next one.
    private mutating func takeShort(_ letters: Substring) throws(CurlFault) {
        var rest = letters
        while let letter = rest.popFirst() {
            guard let option = CurlOption.named("-\(letter)") else { return ignore("-\(letter)") }
            guard option.takesValue else { continue }
            return try apply(option, rest.isEmpty ? words.popFirst() ?? "" : String(rest))
        }
    }

    private mutating func ignore(_ name: String) {
        // An option that nobody knows may be a key that stands in the wrong place.
        let isName = Self.isName(name)
        remarks.append(
            (isName ? "curl's option \(name)" : "an option that") + " is not known here" + (isName ? " and" : "") + " was left out"
        )
    }

    /// Whether it is no key: a short word of letters.
    private static func isName(_ word: String) -> Bool {
        word.utf8.count <= 24 && word.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2D }
    }

    private static func names(of words: [String]) -> String {
        let names = words.filter(isName).map { "\"\($0)\"" }
        return (names.count < words.count ? names + ["what may be a key"] : names).joined(separator: ", ")
    }

    private mutating func apply(_ option: CurlOption, _ value: String) throws(CurlFault) {
        switch option {
        case .url: address = String(value[...].trimmingBlanks())
        case .header: takeHeader(value)
        case .bearer: take(bearer: value)
        case .data(let readsFiles, let separator):
            if readsFiles, value.hasPrefix("@") { throw .dataFromFile }
            body = body.map { $0 + separator + value } ?? value
        case .quiet, .secret, .valued: break
        }
    }

    private mutating func takeHeader(_ header: String) {
        let name = header.prefix { $0 != ":" }[...].trimmingBlanks().lowercased()
        guard name == "authorization" else { return }
        let value = header.dropFirst(header.prefix { $0 != ":" }.count + 1).trimmingBlanks()
        let scheme = value.firstWord
        guard scheme.lowercased() == "bearer" else {
            remarks.append("its Authorization header is no bearer token and was left out")
            return
        }
        take(bearer: String(value[scheme.endIndex...].trimmingBlanks()))
    }

    private mutating func take(bearer text: String) { token = Self.isPlaceholder(text) ? nil : text }

    /// `<token>`, `$TOKEN`, `YOUR_KEY`, `sk-…`: what documentation writes where a key belongs.
    private static func isPlaceholder(_ text: String) -> Bool {
        let word = text.lowercased()
        let signs = ["<", ">", "$", "{", "}", "[", "…", "...", "***", "xxx", "your"]
        let names = ["", "token", "key", "api_key", "api-key", "apikey", "secret", "bearer"]
        return names.contains(word) || signs.contains { word.contains($0) }
    }
}

extension CurlCall {
    /// What stands behind the word `curl` of a line, however a page or a system writes it: `$ curl`, `curl.exe`, `/usr/bin/curl`.
    static func arguments(of line: Substring) -> Substring? {
        let text = line.trimmingBlanks()
        let call = text.firstWord == "$" || text.firstWord == "%" ? text[text.firstWord.endIndex...].trimmingBlanks() : text
        let word = call.firstWord
        let name = word.lowercased().split { $0 == "/" || $0 == "\\" }.last
        return name == "curl" || name == "curl.exe" ? call[word.endIndex...] : nil
    }

    /// The rows of the call itself, of what stands behind the word `curl`; all of them where a quote is left open.
    static func rows(of arguments: Substring) -> Substring {
        guard let end = try? ShellWords(arguments).end else { return arguments }
        return arguments[..<arguments.unicodeScalars.index(arguments.startIndex, offsetBy: end)]
    }
}
