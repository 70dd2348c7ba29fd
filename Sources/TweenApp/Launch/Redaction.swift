import Foundation

/// Takes secrets out of a line before it is kept: the line stays, the secret does not.
enum Redaction {
    /// What stands in place of a secret.
    private static let mark = "[redacted]"
    private static let signed = ["signature", "sign", "token", "key", "credential", "secret", "auth"]

    /// The line without keys, user names in addresses, and what signs them.
    static func redacted(_ line: String) -> String {
        guard mayHoldSecret(line) else { return line }
        var words: [String] = []
        var followsBearer = false
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            words.append(followsBearer && !word.isEmpty ? mark : redacted(word: String(word)))
            if !word.isEmpty { followsBearer = word.lowercased().hasSuffix("bearer") }
        }
        return words.joined(separator: " ")
    }

    /// Most lines have none of these, and cost nothing.
    private static func mayHoldSecret(_ line: String) -> Bool {
        let folded = line.lowercased()
        return folded.contains("bearer") || folded.contains("sk-") || folded.contains("://") || line.utf8.count >= 32
    }

    private static func redacted(word: String) -> String {
        if word.contains("://") { return redacted(address: word) }
        let trimmed = word.drop { "\"'=:".contains($0) }
        if trimmed.hasPrefix("sk-"), trimmed.count >= 12 { return mark }
        return isRandom(word) ? mark : word
    }

    /// A long run of letters and digits without sense, as keys are; a number, a path or Chinese text is none.
    private static func isRandom(_ word: String) -> Bool {
        guard word.utf8.count >= 32, word.utf8.allSatisfy({ $0 < 0x80 }), !word.contains("/"), !word.contains("=") else { return false }
        let scalars = word.unicodeScalars
        let digits = scalars.count { $0.properties.numericType != nil }
        let letters = scalars.count { $0.properties.isAlphabetic }
        return digits >= 4 && letters >= 8 && digits + letters >= scalars.count * 9 / 10
    }

    private static func redacted(address: String) -> String {
        guard let scheme = address.range(of: "://") else { return address }
        var rest = String(address[scheme.upperBound...])
        let authority = rest.prefix { !"/?#".contains($0) }
        if let at = authority.lastIndex(of: "@") { rest = mark + rest[at...] }
        guard let question = rest.firstIndex(of: "?") else { return address[..<scheme.upperBound] + rest }
        let parts = rest[rest.index(after: question)...].split(separator: "&", omittingEmptySubsequences: false).map { part in
            let name = part.prefix { $0 != "=" }
            return signed.contains { name.lowercased().contains($0) } ? "\(name)=\(mark)" : String(part)
        }
        return address[..<scheme.upperBound] + rest[...question] + parts.joined(separator: "&")
    }
}
