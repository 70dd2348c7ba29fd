/// A first-and-last-frame model, by the names of the API page.
package enum Model: String, CaseIterable, Sendable, Hashable {
    case flash = "wan2.2-kf2v-flash"
    case plus = "wan2.1-kf2v-plus"

    /// The name that goes over the wire and that people see.
    package var wireName: String { rawValue }

    /// Other spellings that a person may type; the last of `plus` is the same model's name in another region.
    package var aliases: [String] {
        switch self {
        case .flash: ["flash"]
        case .plus: ["plus", "wanx2.1-kf2v-plus"]
        }
    }

    /// The short word that prompts and tables use.
    package var shortName: String {
        switch self {
        case .flash: "flash"
        case .plus: "plus"
        }
    }

    /// The sizes that the API page gives this model, smallest first.
    package var sizes: [VideoSize] {
        switch self {
        case .flash: [.p480, .p720, .p1080]
        case .plus: [.p720]
        }
    }

    /// Finds a model by its wire name or an alias, whatever the case of the letters.
    package init?(typed text: String) {
        let word = text.lowercased()
        guard let model = Model.allCases.first(where: { $0.wireName == word || $0.aliases.contains(word) }) else { return nil }
        self = model
    }
}
