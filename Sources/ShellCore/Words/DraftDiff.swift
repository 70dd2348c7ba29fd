import TerminalText
import VideoAPI

/// How two drafts differ, for people and for programs.
enum DraftDiff {
    /// A line for each field that differs; texts word by word.
    static func lines(from old: Draft, to new: Draft) -> [StyledText] {
        names(old, new).map { name in
            var line = StyledText(name.rawValue, .accent) + StyledText("  ")
            if let before = old.text(name), let after = new.text(name) {
                line.append(TextDiff.styled(from: Sanitizer.oneLine(before), to: Sanitizer.oneLine(after)))
            } else {
                line.append("-" + DraftWords.value(old.effective(name)), .error)
                line.append(" ")
                line.append("+" + DraftWords.value(new.effective(name)), .success)
            }
            return line
        }
    }

    /// `{"size":{"from":"720P","to":"1080P"}}`.
    static func object(from old: Draft, to new: Draft) -> JSONValue {
        .object(
            names(old, new).map { name in
                let sides: JSONValue = [
                    "from": .string(DraftWords.value(old.effective(name))), "to": .string(DraftWords.value(new.effective(name))),
                ]
                return JSONMember(name.rawValue, sides)
            }
        )
    }

    private static func names(_ old: Draft, _ new: Draft) -> [FieldName] {
        FieldName.allCases.filter { old.effective($0) != new.effective($0) }
    }
}

/// The differences of two texts, by word, and by character where a script has no blanks.
enum TextDiff {
    /// The new text with `[-…-]` for what has gone and `{+…+}` for what has come; long stretches in which nothing changed are cut.
    static func styled(from old: String, to new: String) -> StyledText {
        let parts = parts(pieces(old), pieces(new))
        var line = StyledText()
        for (place, part) in parts.enumerated() {
            switch part {
            case .kept(let text): line.append(abridged(text, isFirst: place == 0, isLast: place == parts.count - 1))
            case .gone(let text): line.append("[-\(text)-]", .error)
            case .come(let text): line.append("{+\(text)+}", .success)
            }
        }
        return line
    }

    /// A stretch of a text, by what became of it.
    private enum Part {
        case kept(String)
        case gone(String)
        case come(String)
    }

    private static func parts(_ a: [String], _ b: [String]) -> [Part] {
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in b.difference(from: a) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var parts: [Part] = []
        var (i, j) = (0, 0)
        while i < a.count || j < b.count {
            let gone = run(a, from: &i, in: removed)
            if !gone.isEmpty { parts.append(.gone(gone)) }
            let come = run(b, from: &j, in: inserted)
            if !come.isEmpty { parts.append(.come(come)) }
            var kept = ""
            while i < a.count, j < b.count, !removed.contains(i), !inserted.contains(j) {
                kept += b[j]
                (i, j) = (i + 1, j + 1)
            }
            if !kept.isEmpty { parts.append(.kept(kept)) }
        }
        return parts
    }

    /// How much of an unchanged stretch is shown beside a change.
    private static let context = 30

    /// A stretch without its middle, or without the end that no change stands beside.
    private static func abridged(_ text: String, isFirst: Bool, isLast: Bool) -> String {
        guard !(isFirst && isLast), text.count > 2 * context + 1 else { return text }
        let head = isFirst ? "" : text.prefix(context)
        let tail = isLast ? "" : text.suffix(context)
        return "\(head)…\(tail)"
    }

    /// The pieces from `position` on that belong to a set of places.
    private static func run(_ pieces: [String], from position: inout Int, in places: Set<Int>) -> String {
        var text = ""
        while position < pieces.count, places.contains(position) {
            text += pieces[position]
            position += 1
        }
        return text
    }

    /// Words, blanks, and single characters of scripts without blanks.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        for character in text {
            if let last = pieces.last?.last, isWord(last), isWord(character) {
                pieces[pieces.count - 1].append(character)
            } else {
                pieces.append(String(character))
            }
        }
        return pieces
    }

    private static func isWord(_ character: Character) -> Bool {
        (character.isLetter || character.isNumber) && !character.unicodeScalars.contains { $0.properties.isIdeographic }
    }
}
