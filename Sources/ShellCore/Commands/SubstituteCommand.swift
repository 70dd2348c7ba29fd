import TerminalText
import VideoAPI

/// `s/old/new/` on the prompt.
enum SubstituteCommand {
    static let command = Command(
        "s/old/new/",
        aliases: ["s/"],
        group: .draft,
        summary: "put another text in place of one in the prompt",
        details: [
            "Plain text, no patterns. The first place only; g behind the last / takes all, i takes any case: s/cat/dog/gi.",
            "\\/ is a / in the text, and \\\\ a backslash; one of | , : ! # % @ ~ may stand in place of the /.",
        ],
        examples: [.init("s/kitten/puppy/", "makes a puppy of the first kitten")],
        parameters: .attached,
        run: { (session: inout Session, turn: Turn, rest: Substring) throws(ShellError) in
            let order = try Substitution(rest)
            let old = session.draft.text(.prompt) ?? ""
            guard let new = order.applied(to: old) else { throw ShellError(.notInText(order.old, text: old), at: order.range) }
            let assignment = Assignment(field: .named(.prompt), text: new, range: nil)
            return try SetCommand.apply([assignment], in: &session, turn) + AppendCommands.text(.prompt, session)
        }
    )

    /// The part behind the `s` of a line that is a substitution; nil for any other line.
    static func order(in line: Substring) -> Substring? {
        guard line.unicodeScalars.first == "s", let sign = line.unicodeScalars.dropFirst().first, Substitution.signs.contains(sign) else {
            return nil
        }
        return line[line.unicodeScalars.index(after: line.startIndex)...]
    }
}

/// What `/old/new/gi` says.
struct Substitution: Sendable {
    let old: String
    /// Where the old text stands in the line.
    let range: Range<String.Index>
    private let new: String
    private let takesAll: Bool
    private let ignoresCase: Bool

    /// What may stand in place of the `/`.
    static let signs: Set<Unicode.Scalar> = ["/", "|", ",", ":", "!", "#", "%", "@", "~"]

    /// - Parameter text: begins with the sign that divides it.
    init(_ text: Substring) throws(ShellError) {
        let scalars = text.unicodeScalars
        var parts = [""]
        var ends: [String.Index] = []
        var position = scalars.index(scalars.startIndex, offsetBy: 1, limitedBy: scalars.endIndex) ?? scalars.endIndex
        let start = position
        while position < scalars.endIndex {
            let scalar = scalars[position]
            let next = scalars.index(after: position)
            if scalar == "\\", next < scalars.endIndex, scalars[next] == scalars.first || scalars[next] == "\\" {
                parts[parts.count - 1].unicodeScalars.append(scalars[next])
                position = scalars.index(after: next)
            } else if scalar == scalars.first, parts.count < 3 {
                ends.append(position)
                parts.append("")
                position = next
            } else {
                parts[parts.count - 1].unicodeScalars.append(scalar)
                position = next
            }
        }
        guard parts.count >= 2, !parts[0].isEmpty else { throw ShellError(.missingArgument("a text to look for", command: "s/old/new/")) }
        let flags = parts.count > 2 ? parts[2] : ""
        guard ["", "g", "i", "gi", "ig"].contains(flags) else {
            let end = ends.last.map { scalars.index(after: $0) } ?? scalars.endIndex
            throw ShellError(.unknownWord(given: flags, legal: ["g", "i", "gi"], nearest: nil), at: end..<scalars.endIndex)
        }
        (old, new) = (TextLimit.normalised(parts[0]), parts[1])
        range = start..<(ends.first ?? scalars.endIndex)
        (takesAll, ignoresCase) = (flags.contains("g"), flags.contains("i"))
    }

    /// The text with the new in place of the old; nil when the old is not in it.
    func applied(to text: String) -> String? {
        let (wanted, pieces) = (key(old), Array(text))
        let keys = key(text)
        guard keys.count == pieces.count else { return nil }
        var result = ""
        var (position, isFound) = (0, false)
        while position < pieces.count {
            if !isFound || takesAll, keys[position...].starts(with: wanted) {
                result += new
                position += wanted.count
                isFound = true
            } else {
                result.append(pieces[position])
                position += 1
            }
        }
        return isFound ? result : nil
    }

    /// What is compared, character by character.
    private func key(_ text: String) -> [String] { text.map { ignoresCase ? $0.lowercased() : String($0) } }
}

extension Parameter where Value == Substring {
    /// What stands right behind the command's word, which has no name of its own in a usage line.
    static let attached = Parameter(shapes: [], grammar: .verbatim) { reader in reader.rest }
}
