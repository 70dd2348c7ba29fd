/// Why a line of a script or pipe is not taken.
package struct InputFault: Error, Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
        /// Not UTF-8, from this byte of the line on, counted from one.
        case notUTF8(byte: Int)
        /// A NUL at this byte of the line, counted from one.
        case null(byte: Int)
        /// More than this many bytes.
        case tooLong(limit: Int)
        /// The input cannot be read any further; the system's word for it.
        case unreadable(String)
    }

    /// The line, counted from one.
    package var line: Int
    package var reason: Reason

    /// The fault in words, without the line's number, which the caller shows its own way.
    package var message: String {
        switch reason {
        case .notUTF8(let byte): "not UTF-8 at byte \(byte) of the line; save the text as UTF-8"
        case .null(let byte): "a NUL at byte \(byte) of the line; is this a text?"
        case .tooLong(let limit): "the line is longer than \(limit / 1024) KiB"
        case .unreadable(let words): "the input cannot be read: \(words)"
        }
    }
}

/// A line of a script or pipe, or what stands in its place.
package enum PlainLine: Sendable, Hashable {
    /// The text without its line end.
    case text(String)
    /// The line is not taken; the ones after it can be.
    case fault(InputFault)
}
