/// An error in words: what is wrong, a remark under the place, what to type next.
struct Message: Sendable, Hashable {
    /// A stable word for programs, and for `help CODE`.
    var code: String
    var exit: ExitCode
    /// What is wrong, without the `error:` before it.
    var text: String
    /// What stands behind the caret.
    var label: String?
    /// What to type next, each a line of its own.
    var hints: [String] = []
    /// What should stand in place of the marked part; the whole line then waits one Up away.
    var correction: String?

    init(
        _ code: String,
        _ exit: ExitCode,
        _ text: String,
        label: String? = nil,
        hints: [String] = [],
        correction: String? = nil
    ) {
        self.code = code
        self.exit = exit
        self.text = text
        self.label = label
        self.hints = hints
        self.correction = correction
    }
}

/// Small pieces of wording that several messages share.
enum Phrase {
    /// `a, b or c`.
    static func choice(_ words: [String]) -> String {
        guard let last = words.last else { return "" }
        return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " or " + last
    }

    /// `did you mean "size"?`, or nothing.
    static func didYouMean(_ nearest: String?) -> String? { nearest.map { "did you mean \"\($0)\"?" } }

    /// `1 character`, `2 characters`.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
