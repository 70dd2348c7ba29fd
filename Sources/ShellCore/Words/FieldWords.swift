import TerminalText
import VideoAPI

/// What a field takes, in words.
enum FieldWords {
    /// The kind in a few words.
    static func kind(_ field: Field) -> String {
        switch field.kind {
        case .model, .size: field.legalWords.joined(separator: " | ")
        case .image: "URL, data: URL or \(PictureFormat.list) file"
        case .text(let limit): "text, at most \(limit) characters"
        case .fixed(let value): "always \"\(value)\""
        case .flag: "on | off"
        case .seed(let range): "\(range.lowerBound)…\(range.upperBound) | " + SeedChoice.words.joined(separator: " | ")
        }
    }

    /// All about a field, for a person.
    static func page(_ field: Field, columns: Int) -> [StyledText] {
        let head = StyledText(field.name.rawValue, .strong) + StyledText("  \(field.summary)")
        let rows = facts(field).dropFirst().map { [StyledText($0.0, .faint), StyledText($0.1)] }
        let details = field.details.isEmpty ? [] : StyledText(field.details).wrapped(toWidth: columns, indent: 2)
        return [head] + HelpPages.glossary(rows, columns) + details
    }

    /// Every fact of a field, by name; the name itself comes first.
    static func facts(_ field: Field) -> [(String, String)] {
        var facts = [("field", field.name.rawValue), ("takes", kind(field))]
        if let word = field.defaultWord { facts.append(("default", word)) }
        facts.append(("sent as", wire(field)))
        if case .size = field.kind {
            facts += Model.allCases.map { ("with \($0.shortName)", $0.sizes.map(\.wireName).joined(separator: " ")) }
        }
        if !field.aliases.isEmpty { facts.append(("also", field.aliases.joined(separator: ", "))) }
        facts.append(("example", "set \(field.name.rawValue) \(field.example)"))
        return facts
    }

    private static func wire(_ field: Field) -> String {
        let name = if case .image(let index) = field.kind { "images[\(index)]" } else { field.wireName }
        return switch field.presence {
        case .required: "\(name), required"
        case .always: "\(name), always"
        case .whenSet: "\(name), when set"
        }
    }
}
