/// What the user has said so far: maybe incomplete, never ill-typed.
package struct Draft: Sendable, Hashable {
    private var values: [FieldName: FieldValue]

    /// A draft in which nothing is set; `model` then stands at its default, flash.
    package init() { values = [:] }

    /// The value that was set, or nil.
    package subscript(_ name: FieldName) -> FieldValue? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The fields that were set, in the table's order.
    package var setFields: [FieldName] { FieldName.allCases.filter { values[$0] != nil } }

    /// The value that a request would have: the one that was set, else the default.
    package func effective(_ name: FieldName) -> FieldValue? {
        if let value = values[name] { return value }
        let field = Field.named(name)
        guard let word = field.defaultWord, case .value(let value)? = try? field.parse(word) else { return nil }
        return value
    }

    /// The model that a request would name.
    package var model: Model {
        guard case .model(let model)? = values[.model] else { return .flash }
        return model
    }

    /// The size that a request would name.
    package var size: VideoSize {
        guard case .size(let size)? = values[.size] else { return .p720 }
        return size
    }

    /// What was said about the seed.
    package var seed: SeedChoice {
        guard case .seed(let seed)? = values[.seed] else { return .random }
        return seed
    }

    /// The text of a text field, or nil when it is unset.
    package func text(_ name: FieldName) -> String? {
        guard case .text(let text)? = values[name] else { return nil }
        return text
    }

    /// Where a frame comes from, or nil when it is unset.
    package func image(_ name: FieldName) -> ImageReference? {
        guard case .image(let image)? = values[name] else { return nil }
        return image
    }

    /// What was said of a yes-or-no field, or nil when it is unset.
    package func flag(_ name: FieldName) -> Bool? {
        guard case .flag(let isOn)? = values[name] else { return nil }
        return isOn
    }
}
