/// Takes secrets out of a `curl …` line, whose options say where they are. A word that had one is written anew in quotes.
enum CurlRedaction {
    /// The line without what its options and headers hide; nil for what is no such line, or can't be cut into words.
    static func redacted(_ line: String) -> String? {
        guard let rest = CurlCall.arguments(of: line[...]), let read = try? ShellWords(rest, pastCuts: true) else { return nil }
        let scalars = Array(rest.unicodeScalars)
        var kept = String.UnicodeScalarView(line[..<rest.startIndex].unicodeScalars)
        var place = 0
        var option: CurlOption?
        for (word, range) in zip(read.words, read.ranges) {
            let text = redacted(word, &option)
            guard text != word else { continue }
            kept += scalars[place..<range.lowerBound]
            kept += quoted(text).unicodeScalars
            place = range.upperBound
        }
        kept += scalars[place...]
        return String(kept)
    }

    /// - Parameter option: the one whose value the word is; afterwards the one whose value is due.
    private static func redacted(_ word: String, _ option: inout CurlOption?) -> String {
        if let due = option {
            option = nil
            return redacted(word, of: due)
        }
        guard word.hasPrefix("-") else { return SecretScanner.redacted(word) }
        if word.hasPrefix("--") {
            let name = word.prefix { $0 != "=" }
            guard let found = CurlOption.named(String(name)), found.takesValue else { return SecretScanner.redacted(word) }
            guard name.endIndex < word.endIndex else {
                option = found
                return word
            }
            return String(name) + "=" + redacted(String(word[name.endIndex...].dropFirst()), of: found)
        }
        for index in word.indices.dropFirst() {
            guard let found = CurlOption.named("-\(word[index])") else { break }
            guard found.takesValue else { continue }
            let value = word.index(after: index)
            if value == word.endIndex { option = found }
            return String(word[..<value]) + redacted(String(word[value...]), of: found)
        }
        return SecretScanner.redacted(word)
    }

    private static func redacted(_ value: String, of option: CurlOption) -> String {
        switch option {
        case .secret, .bearer: value.isEmpty || Redaction.isStandIn(value) ? value : Redaction.mark
        case .header: header(value)
        case .url, .data, .quiet, .valued: SecretScanner.redacted(value)
        }
    }

    private static func header(_ header: String) -> String {
        let end = header.firstIndex(of: ":") ?? header.endIndex
        let name = SecretName(header[..<end].utf8)
        guard end < header.endIndex, name.mayBeSecret else { return SecretScanner.redacted(header) }
        let value = header[end...].dropFirst().trimmingBlanks()
        let scheme = value.firstWord
        let secret = SecretName(scheme.utf8).isScheme ? value[scheme.endIndex...].trimmingBlanks() : value
        guard !secret.isEmpty, !Redaction.isStandIn(secret) else { return header }
        return String(header[..<secret.startIndex]) + Redaction.mark
    }

    private static func quoted(_ word: String) -> String { "'" + word.replacing("'", with: "'\\''") + "'" }
}
