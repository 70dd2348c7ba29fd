/// What a field takes; parsing, completion, help and the server's checks all read it.
package enum FieldKind: Sendable, Hashable {
    /// One of the models.
    case model
    /// One of the sizes, of which each model offers some.
    case size
    /// A picture: its place in the request's `images`.
    case image(index: Int)
    /// Free text of at most `limit` Unicode scalars after NFC.
    case text(limit: Int)
    /// A value that the API fixes.
    case fixed(String)
    /// Yes or no.
    case flag(default: Bool)
    /// A whole number in the range, or one of the words of ``SeedChoice``.
    case seed(ClosedRange<Int>)
}

/// When a field is part of the request.
package enum Presence: Sendable, Hashable {
    /// The API page requires it; a draft without it is not ready.
    case required
    /// Always sent, with its default if nobody set it.
    case always
    /// Sent only if it was set.
    case whenSet
}

/// All that the program knows of one field, declared once.
package struct Field: Sendable, Hashable {
    /// The name that people type.
    package let name: FieldName
    /// The key in the request's JSON object.
    package let wireName: String
    /// Other names that people may type.
    package let aliases: [String]
    /// What it takes.
    package let kind: FieldKind
    /// When it is sent.
    package let presence: Presence
    /// One line for lists: what the field is for.
    package let summary: String
    /// More for `describe`: what is not obvious from the line above; empty when nothing is.
    package let details: String
    /// A value that is legal, as it is typed.
    package let example: String

    /// The field of that name or alias, in any case, or nil.
    package static func typed(_ text: String) -> Field? {
        let word = text.lowercased()
        return all.first { $0.name.rawValue == word || $0.wireName == word || $0.aliases.contains(word) }
    }

    /// The field with this name.
    package static func named(_ name: FieldName) -> Field { Field(name) }

    /// Every field, in the order of ``FieldName``, which is that of the API page's body.
    package static let all: [Field] = FieldName.allCases.map(Field.init)

    /// The words that the field is limited to, in their order; empty when it is free.
    package var legalWords: [String] {
        switch kind {
        case .model: Model.allCases.map(\.wireName)
        case .size: VideoSize.allCases.map(\.wireName)
        case .fixed(let value): [value]
        case .flag: ["on", "off"]
        case .seed: SeedChoice.words
        case .image, .text: []
        }
    }

    /// The default of the API page, or ours where it has none, as it is typed; nil where unset means absent.
    package var defaultWord: String? {
        switch kind {
        case .model: Model.flash.wireName
        case .size: VideoSize.p720.wireName
        case .fixed(let value): value
        case .flag(let value): value ? "on" : "off"
        case .seed: SeedChoice.random.typed
        case .image, .text: nil
        }
    }
}
