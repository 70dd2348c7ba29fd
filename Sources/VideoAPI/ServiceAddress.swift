import Foundation

/// Where a service is: all that stands before `/videos`, so it usually ends in `/v1`.
///
/// Holding one proves that a key may travel to it: https, or http that does not leave this machine.
package struct ServiceAddress: Sendable, Hashable, CustomStringConvertible {
    /// What the key is bound to.
    package let origin: Origin
    /// Empty, or begins with a slash and ends without one.
    package let path: String

    /// Why a text can't be the address of a service.
    package enum Fault: Error, Sendable, Hashable {
        /// Neither `http://` nor `https://` stands in front; the scheme that does, or nil.
        case scheme(String?)
        /// Plain http to another machine, where anybody on the way could read the key.
        case insecure(host: String)
        case noHost
        case host(String)
        case port(String)
        case userInfo
        case query
        case fragment
        /// The path holds a blank, a control, a dot segment, or a letter that an address has to escape.
        case path(String)
    }

    /// Reads an address as a person types it; slashes at the end are dropped.
    ///
    /// - Throws: the first ``Fault`` that is found.
    package init(typed text: String) throws(Fault) {
        guard let separator = text.range(of: "://") else { throw .scheme(nil) }
        let word = text[..<separator.lowerBound].lowercased()
        guard let scheme = Origin.Scheme(rawValue: word) else { throw .scheme(word) }
        let rest = text[separator.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        origin = try Origin(scheme: scheme, authority: authority)
        guard !rest.contains("#") else { throw .fragment }
        guard !rest.contains("?") else { throw .query }
        path = try Self.checked(path: rest[authority.endIndex...])
        guard scheme == .https || origin.isLoopback else { throw .insecure(host: origin.host) }
    }

    package var description: String { origin.description + path }

    private static func checked(path text: Substring) throws(Fault) -> String {
        var path = text
        while path.hasSuffix("/") { path.removeLast() }
        if path.isEmpty { return "" }
        for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard !segment.isEmpty, segment != ".", segment != "..", segment.utf8.allSatisfy(isPathByte) else { throw .path(String(text)) }
        }
        return String(path)
    }

    /// RFC 3986's `pchar`; a percent sign is taken as it stands.
    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._~!$&'()*+,;=:@%".utf8.contains(byte)
        }
    }
}
