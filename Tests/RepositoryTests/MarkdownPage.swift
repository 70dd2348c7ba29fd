/// As much of a Markdown page as the tests look at.
struct MarkdownPage {
    struct Block {
        let language: String
        var lines: [String] = []
    }

    /// The fenced blocks, in order.
    private(set) var blocks: [Block] = []
    /// Where its links lead, as they are written.
    private(set) var links: [String] = []
    /// What a link can point at with `#`.
    private(set) var anchors: Set<String> = []

    init(_ text: String) {
        var open: Block?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                if let block = open { blocks.append(block) }
                open = open == nil ? Block(language: String(line.dropFirst(3))) : nil
            } else if open != nil {
                open?.lines.append(String(line))
            } else {
                links += line.replacing(/`[^`]*`/, with: "").matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
                if line.hasPrefix("#") { anchors.insert(Self.anchor(line.drop { $0 == "#" })) }
            }
        }
    }

    /// A link made a path from the root.
    static func resolve(_ link: Substring, in folder: ArraySlice<Substring>) -> String {
        var parts = Array(folder)
        for part in link.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    private static func anchor(_ heading: Substring) -> String {
        let kept = heading.drop { $0 == " " }.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
        return kept.replacing(" ", with: "-")
    }
}
