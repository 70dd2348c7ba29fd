import TerminalText
import VideoAPI

/// How drafts and their changes are put into words.
enum DraftWords {
    /// A value as tables and changes show it: texts and addresses on one line, pictures by what they are.
    static func value(_ value: FieldValue?) -> String {
        switch value {
        case .none: "–"
        case .image(let reference): image(reference)
        case .text(let text): Sanitizer.oneLine(text)
        case .some(let value): value.typed
        }
    }

    /// A picture without its bytes, and an address without what signs it.
    static func image(_ reference: ImageReference) -> String {
        switch reference {
        case .address(let address): masked(address)
        case .inline(let picture): "data: \(picture.format.rawValue), \(ByteCount(picture.byteCount))"
        case .file(let picture): picture.path
        case .forgotten(let digest): "data: \(digest.format.rawValue), \(ByteCount(digest.byteCount)), not kept"
        }
    }

    /// An address whose query is signed is a secret for as long as it is valid.
    static func masked(_ address: String) -> String {
        guard let question = address.firstIndex(of: "?") else { return address }
        let parts = address[address.index(after: question)...].split(separator: "&", omittingEmptySubsequences: false).map { part in
            SignedQuery.isSecret(part) ? "\(part.prefix { $0 != "=" })=…" : String(part)
        }
        return address[...question] + parts.joined(separator: "&")
    }

    /// `312/800`, for a text field.
    static func count(_ field: Field, in draft: Draft) -> String? {
        guard case .text(let limit) = field.kind else { return nil }
        return "\(TextLimit.count(draft.text(field.name) ?? ""))/\(limit)"
    }

    /// One line for each field whose value differs, whether it is set or the default.
    static func changes(from old: Draft, to new: Draft) -> [StyledText] {
        FieldName.allCases.compactMap { name in
            guard old[name] != new[name], old.effective(name) != new.effective(name) else { return nil }
            return change(of: .named(name), from: old, to: new)
        }
    }

    private static func change(of field: Field, from old: Draft, to new: Draft) -> StyledText {
        var line = StyledText(field.name.rawValue, .accent) + StyledText("  ")
        if let count = count(field, in: new), new[field.name] != nil {
            line.append(count)
        } else {
            line.append(value(old.effective(field.name)), .faint)
            line.append(" → ")
            line.append(value(new.effective(field.name)))
        }
        if new[field.name] == nil, field.defaultWord != nil { line.append("  (default)", .faint) }
        return line
    }

    /// `contains 2 invisible characters`, or nothing.
    static func hidden(in text: String) -> String {
        let count = Sanitizer.hiddenCount(in: text)
        return count == 0 ? "" : "contains \(Phrase.count(count, "invisible character"))"
    }

    /// A warning for each text with invisible characters: they may have come along with a paste.
    static func hidden(in draft: Draft, of names: [FieldName]) -> [StyledText] {
        names.compactMap { name in
            let words = hidden(in: draft.text(name) ?? "")
            return words.isEmpty ? nil : .warning("\(name.rawValue) \(words)")
        }
    }

    /// Remarks on a draft that concern a field which was just set.
    static func warnings(of draft: Draft, about names: Set<FieldName>) -> [StyledText] {
        // A model brings the size into conflict as much as the size does.
        let concerned = names.contains(.model) ? names.union([.size]) : names
        return draft.problems().filter { concerned.contains($0.field) && $0.reason != .missing }.map { problem in
            let message = Message(problem)
            var line = StyledText.warning(message.text)
            if !message.hints.isEmpty {
                line.append("     fix: ", .faint)
                line.append(message.hints.map { "`\($0)`" }.joined(separator: " or "), .accent)
            }
            return line
        }
    }
}
