/// A rule across fields, or about a field's absence; the list below is the only one.
package struct Rule: Sendable {
    /// One line for the reference page.
    package let summary: String
    /// What the draft breaks, if it does.
    package let problem: @Sendable (Draft) -> Problem?

    /// Every rule, in the order in which problems are told.
    package static let all: [Rule] =
        requiredFields.map { name in
            Rule(summary: "`\(name.rawValue)` is required.") { draft in
                draft.effective(name) == nil ? Problem(name, .missing) : nil
            }
        } + [
            Rule(summary: "The model must offer the size: plus makes 720P only.") { draft in
                draft.model.sizes.contains(draft.size) ? nil : Problem(.size, .sizeNotOffered(draft.size, by: draft.model))
            },
            Rule(summary: "The bytes of a `first` given as a data: URL must still be at hand.") { forgotten(.first, in: $0) },
            Rule(summary: "The bytes of a `last` given as a data: URL must still be at hand.") { forgotten(.last, in: $0) },
            Rule(summary: "An empty prompt is allowed by the API page, and refused by a newer page of the service: a warning.") { draft in
                draft.text(.prompt)?.isEmpty == false ? nil : Problem(.prompt, .emptyPrompt)
            },
        ]

    private static let requiredFields = Field.all.filter { $0.presence == .required }.map(\.name)

    private static func forgotten(_ name: FieldName, in draft: Draft) -> Problem? {
        guard case .forgotten(let digest)? = draft.image(name) else { return nil }
        return Problem(name, .forgottenPicture(digest))
    }
}

extension Draft {
    /// Everything that stands between the draft and a request; empty when it is ready.
    package func problems() -> [Problem] { findings().filter { !$0.isWarning } }

    /// What is worth a remark before money is spent, and stops nothing.
    package func warnings() -> [Problem] { findings().filter(\.isWarning) }

    private func findings() -> [Problem] { Rule.all.compactMap { $0.problem(self) } }
}
