/// The secret that a service knows the user by. Nothing that prints a value prints it.
package struct APIKey: Sendable, Hashable {
    private let secret: String

    /// The longest key that is taken, in bytes: 4 KiB.
    package static let byteLimit = 4096

    /// Why a text can't be a key.
    package enum Fault: Error, Sendable, Hashable {
        case empty
        /// A space, a tab or another blank: a key has none, so it came along by mistake.
        case blank
        /// A line end or another control: it would break out of the header.
        case control
        /// A letter beyond ASCII: no bearer token has one (RFC 6750).
        case notASCII
        case tooLong(byteCount: Int)
    }

    /// Takes a key exactly as it is given.
    ///
    /// - Throws: the first ``Fault`` that is found; it never holds any part of the text.
    package init(_ text: String) throws(Fault) {
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= Self.byteLimit else { throw .tooLong(byteCount: text.utf8.count) }
        for scalar in text.unicodeScalars {
            if scalar == " " || scalar == "\t" || !scalar.isASCII && scalar.properties.isWhitespace { throw .blank }
            if scalar.properties.generalCategory == .control { throw .control }
            if !scalar.isASCII { throw .notASCII }
        }
        secret = text
    }

    /// The value of the `Authorization` header.
    package var authorization: String { "Bearer " + secret }

    /// The key itself, for the one who stores it or makes its fingerprint.
    package func reveal() -> String { secret }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "(key)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
