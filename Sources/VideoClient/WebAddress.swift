import Foundation
import VideoAPI

/// An http or https address that came from outside, taken apart by one strict parser before anything connects to it.
struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    let origin: Origin
    /// Path and query, never empty; what an address must escape is escaped.
    let target: String

    /// Why a text is no address to fetch.
    enum Fault: Error, Sendable, Hashable {
        case scheme, userInfo, host, port, character
    }

    /// The longest address that is read, in bytes.
    private static let byteLimit = 16 * 1024

    /// Reads an absolute address; a fragment is dropped.
    init(_ text: String) throws(Fault) {
        guard text.utf8.count <= Self.byteLimit, !text.unicodeScalars.contains(where: Self.isForbidden) else { throw .character }
        guard let separator = text.range(of: "://"), let scheme = Origin.Scheme(rawValue: text[..<separator.lowerBound].lowercased()) else {
            throw .scheme
        }
        let rest = text[separator.upperBound...].prefix { $0 != "#" }
        // A backslash is a slash to some parsers and a letter to others, so it may not stand where the host ends.
        let authority = rest.prefix { !"/?".contains($0) }
        guard !authority.contains("\\") else { throw .host }
        do {
            origin = try Origin(scheme: scheme, authority: authority)
        } catch .userInfo {
            throw .userInfo
        } catch .port {
            throw .port
        } catch {
            throw .host
        }
        let target = rest[authority.endIndex...]
        self.target = Self.escaped(target.hasPrefix("/") ? String(target) : "/" + target)
    }

    /// Reads the target of a redirect, which may be relative.
    func following(_ location: String) throws(Fault) -> WebAddress {
        guard !location.unicodeScalars.contains(where: Self.isForbidden) else { throw .character }
        guard let base = URL(string: description), let url = URL(string: Self.escaped(location), relativeTo: base) else { throw .character }
        return try WebAddress(url.absoluteString)
    }

    var description: String { origin.description + target }

    /// The host without brackets, as a resolver wants it.
    var hostName: String { origin.host.hasPrefix("[") ? String(origin.host.dropFirst().dropLast()) : origin.host }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }

    /// Escapes what may stand in an address only escaped, and leaves what is escaped already.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(UnicodeScalar(byte))
            case _ where "-._~!$&'()*+,;=:@%/?#[]".utf8.contains(byte): String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
