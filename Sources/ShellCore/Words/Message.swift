import VideoAPI

/// An error in words: what is wrong, a remark under the place, what to type next.
struct Message: Sendable, Hashable {
    /// The kind, which also decides the exit code.
    var code: ErrorCode
    /// What is wrong, without the `error:` before it.
    var text: String
    /// What stands behind the caret.
    var label: String?
    /// What to type next, each a line of its own.
    var hints: [String] = []
    /// A further command, behind the first hint.
    var aside: String?
    /// The field that is to blame, where a service says so.
    var field: FieldName?
    /// What should stand in place of the marked part; the whole line then waits one Up away.
    var correction: String?

    init(
        _ code: ErrorCode,
        _ text: String,
        label: String? = nil,
        hints: [String] = [],
        aside: String? = nil,
        correction: String? = nil
    ) {
        self.code = code
        self.text = text
        self.label = label
        self.hints = hints
        self.aside = aside
        self.correction = correction
    }

    /// A word that there is not, and the likeliest that there is.
    init(_ code: ErrorCode, _ text: String, nearest: String?, hints: [String] = []) {
        self.init(
            code,
            text,
            label: nearest.map { "did you mean \"\($0)\"?" },
            hints: nearest == nil ? hints : [],
            correction: nearest
        )
    }
}

/// Small pieces of wording that several messages share.
enum Phrase {
    /// `a, b or c`.
    static func choice(_ words: [String]) -> String {
        guard let last = words.last else { return "" }
        return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " or " + last
    }

    /// `1 character`, `2 characters`.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
