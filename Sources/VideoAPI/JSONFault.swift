/// Where a JSON document is wrong, and how.
package struct JSONFault: Error, Sendable, Hashable {
    /// The byte at which reading stopped, counted from 0.
    package let offset: Int
    /// What was wrong there.
    package let reason: Reason

    /// The ways in which a document can be wrong.
    package enum Reason: String, CaseIterable, Sendable {
        case unexpectedEnd = "unexpected end"
        case unexpectedByte = "unexpected character"
        case badNumber = "not a JSON number"
        case badEscape = "unknown escape"
        case loneSurrogate = "half of a surrogate pair"
        case badUTF8 = "not UTF-8"
        case control = "unescaped control character in a string"
        case tooDeep = "nested too deeply"
        case trailing = "more after the end of the document"
    }

    /// Names the place and the reason.
    package init(at offset: Int, _ reason: Reason) {
        self.offset = offset
        self.reason = reason
    }
}
