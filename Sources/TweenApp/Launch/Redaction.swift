import Foundation
import ShellCore

/// Takes secrets out of a line before it is kept: the line stays, the secret does not.
enum Redaction {
    /// What stands in place of a secret.
    private static let mark = "[redacted]"
    /// The least length of a run of letters and digits that may be a key.
    private static let randomLength = 32

    /// The line without keys, what stands before the @ of an address, and what signs one.
    static func redacted(_ line: String) -> String {
        guard mayHoldSecret(line) else { return line }
        var words: [String] = []
        var followsBearer = false
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            words.append(followsBearer && !word.isEmpty ? mark : redacted(word: word))
            // The header's spelling, or any after the header's name: a bearer of light in a prompt is none.
            let isHeader = words.dropLast().last?.lowercased().hasSuffix("authorization:") == true
            if !word.isEmpty { followsBearer = word.hasSuffix("Bearer") || isHeader && word.lowercased() == "bearer" }
        }
        return words.joined(separator: " ")
    }

    /// Most lines have none of these, and cost nothing.
    private static func mayHoldSecret(_ line: String) -> Bool {
        let folded = line.lowercased()
        return folded.contains("bearer") || folded.contains("sk-") || folded.contains("://") || line.utf8.count >= randomLength
    }

    private static func redacted(word: Substring) -> String {
        if word.contains("://") { return redacted(address: word) }
        return redactedRuns(of: word) { run in isKey(run) || !word.contains("/") && isRandom(run) }
    }

    /// The word with those of its runs of letters, digits, `-` and `_` marked that are secret.
    private static func redactedRuns(of word: Substring, where isSecret: (Substring) -> Bool) -> String {
        var text = ""
        var rest = word
        while let first = rest.first {
            let run = rest.prefix { isKeyCharacter($0) == isKeyCharacter(first) }
            text += isKeyCharacter(first) && isSecret(run) ? mark : String(run)
            rest = rest[run.endIndex...]
        }
        return text
    }

    private static func isKeyCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
    }

    /// The form that many services give their keys.
    private static func isKey(_ run: Substring) -> Bool { run.hasPrefix("sk-") && run.utf8.count >= 12 }

    /// A long run of letters and digits without sense, as keys are; a number or a word is none.
    private static func isRandom(_ run: Substring) -> Bool {
        guard run.utf8.count >= randomLength else { return false }
        return run.count(where: \.isNumber) >= 4 && run.count(where: \.isLetter) >= 8
    }

    private static func redacted(address: Substring) -> String {
        guard let scheme = address.range(of: "://") else { return String(address) }
        var rest = String(address[scheme.upperBound...])
        let authority = rest.prefix { !"/?#".contains($0) }
        if let at = authority.lastIndex(of: "@") { rest = mark + rest[at...] }
        guard let question = rest.firstIndex(of: "?") else { return address[..<scheme.upperBound] + rest }
        let parts = rest[rest.index(after: question)...].split(separator: "&", omittingEmptySubsequences: false).map { part in
            SignedQuery.isSecret(part) ? "\(part.prefix { $0 != "=" })=\(mark)" : String(part)
        }
        return address[..<scheme.upperBound] + rest[...question] + parts.joined(separator: "&")
    }
}
