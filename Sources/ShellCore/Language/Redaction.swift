/// Takes secrets out of a line before it is kept: the line stays, the secret does not, and what could be run can be run again.
package enum Redaction {
    /// What stands in place of a secret.
    static let mark = "[redacted]"

    /// The line without keys, passwords and cookies, what stands before the @ of an address, and what signs one.
    ///
    /// - Parameter profiles: the words that are no key behind `login`.
    package static func redacted(_ line: String, profiles: Set<String>) -> String {
        let rows = line.split(separator: "\n", omittingEmptySubsequences: false).map { redactedLogin(in: $0, profiles) }
        // A paste may have other lines before a call.
        let before = rows.prefix { CurlCall.arguments(of: $0[...]) == nil }
        let rest = rows[before.endIndex...].joined(separator: "\n")
        let kept = before + (before.count < rows.count ? [CurlRedaction.redacted(rest) ?? rest] : [])
        return SecretScanner.redacted(kept.joined(separator: "\n"))
    }

    /// Whether a word only stands for a secret: a variable, or the mark of an earlier time.
    static func isStandIn(_ word: some StringProtocol) -> Bool {
        if word.hasPrefix("<"), word.hasSuffix(">") { return true }
        let name = word.dropFirst().utf8
        return word == mark || word.hasPrefix("$") && name.allSatisfy { (0x41...0x5A).contains($0) || "0123456789_{}".utf8.contains($0) }
    }

    /// A key that was typed behind `login`: all words but the name of a profile that there is.
    private static func redactedLogin(in row: Substring, _ profiles: Set<String>) -> String {
        let verb = Self.verb(of: row)
        guard let name = LoginCommand.verb(verb), name.utf8.count < row.utf8.count else { return String(row) }
        var kept = String(row[..<verb.endIndex])
        var rest = row[verb.endIndex...]
        var isFirst = true
        while !rest.isEmpty {
            let blanks = rest.prefix(while: \.isWhitespace)
            let word = rest[blanks.endIndex...].firstWord
            kept += blanks
            if !word.isEmpty { kept += isFirst && profiles.contains(String(word)) ? String(word) : mark }
            if !word.isEmpty { isFirst = false }
            rest = rest[word.endIndex...]
        }
        return kept
    }
}

extension Redaction {
    /// The word that calls a row's command; of an alias it is the word that it begins with.
    private static func verb(of row: Substring) -> Substring {
        let word = row.drop(while: \.isWhitespace).firstWord
        guard word.count > 1, AliasCommand.command.name.hasPrefix(word.lowercased()) else { return word }
        let name = row[word.endIndex...].drop(while: \.isWhitespace).firstWord
        return row[name.endIndex...].drop(while: \.isWhitespace).firstWord
    }
}

extension LoginCommand {
    /// The command that a first word calls, of the two that a key may be typed behind; a beginning may stand for either.
    fileprivate static func verb(_ word: Substring) -> String? {
        let typed = word.lowercased()
        return [command.name, logout.name].first { typed.count > 2 && $0.hasPrefix(typed) }
    }
}
