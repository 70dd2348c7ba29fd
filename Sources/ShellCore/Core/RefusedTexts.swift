package import VideoAPI

/// Texts that were refused for their length, the latest of each field: `edit` opens them, so that nothing has to be typed again.
package struct RefusedTexts: Sendable, Hashable {
    private var texts: [FieldName: String] = [:]
    /// The field whose text was refused last, and has not been set since.
    package private(set) var latest: FieldName?

    /// The text that was refused for a field, in NFC.
    package subscript(_ name: FieldName) -> String? { texts[name] }

    /// Keeps what an error refuses for its length.
    mutating func keep(_ error: ShellError) {
        for problem in error.reason.problems {
            guard case .tooLong(let text, _, _) = problem.reason else { continue }
            texts[problem.field] = text
            latest = problem.field
        }
    }

    /// Forgets the texts of fields that were set well.
    mutating func forget(_ names: Set<FieldName>) {
        for name in names { texts[name] = nil }
        if let name = latest, names.contains(name) { latest = texts.keys.first }
    }
}

extension ShellError.Reason {
    /// What is wrong with values of fields.
    fileprivate var problems: [Problem] {
        switch self {
        case .problem(let problem): [problem]
        case .curl(.refused(let reasons)): reasons.flatMap(\.problems)
        case .notReady, .line, .task, .spending, .house, .curl: []
        }
    }
}
