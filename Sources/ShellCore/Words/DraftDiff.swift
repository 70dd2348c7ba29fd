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
    /// The new text with `[-…-]` for what has gone and `{+…+}` for what has come.
    static func styled(from old: String, to new: String) -> StyledText {
        let (a, b) = (pieces(old), pieces(new))
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in b.difference(from: a) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var line = StyledText()
        var (i, j) = (0, 0)
        while i < a.count || j < b.count {
            let gone = run(a, from: &i, in: removed)
            if !gone.isEmpty { line.append("[-\(gone)-]", .error) }
            let come = run(b, from: &j, in: inserted)
            if !come.isEmpty { line.append("{+\(come)+}", .success) }
            guard i < a.count, j < b.count else { continue }
            line.append(b[j])
            (i, j) = (i + 1, j + 1)
        }
        return line
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
