/// Scheme, host and port: what a secret is bound to. Two origins are the same only if all three are.
package struct Origin: Sendable, Hashable, CustomStringConvertible {
    package let scheme: Scheme
    /// In lower case; an IPv6 address stands in brackets.
    package let host: String
    /// 1 to 65535; the scheme's own when none was written.
    package let port: Int

    /// The two schemes that are spoken.
    package enum Scheme: String, Sendable, Hashable {
        case http, https

        /// The port that stands for itself.
        package var defaultPort: Int {
            switch self {
            case .http: 80
            case .https: 443
            }
        }
    }

    /// Reads `host` or `host:port`.
    ///
    /// - Throws: ``ServiceAddress/Fault``: `noHost`, `host`, `port` or `userInfo`.
    package init(scheme: Scheme, authority: some StringProtocol) throws(ServiceAddress.Fault) {
        guard !authority.contains("@") else { throw .userInfo }
        let hostEnd = authority.hasPrefix("[") ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
        let host = authority[..<(hostEnd ?? authority.endIndex)].lowercased()
        let rest = authority[(hostEnd ?? authority.endIndex)...]
        guard !host.isEmpty else { throw .noHost }
        guard Self.isName(host) || Self.isBracketed(host) else { throw .host(host) }
        self.scheme = scheme
        self.host = host
        port = try Self.port(rest) ?? scheme.defaultPort
    }

    /// `https://host`, with the port when it is not the scheme's own.
    package var description: String {
        "\(scheme.rawValue)://\(host)" + (port == scheme.defaultPort ? "" : ":\(port)")
    }

    /// Whether the host is this machine by its spelling alone, without asking anybody.
    package var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets.first == "127" && octets.allSatisfy { UInt8($0).map(String.init) == String($0) }
    }
}

extension Origin {
    /// ASCII only: a name in another script would have to be turned into what the name system knows, and nobody could see it.
    private static func isName(_ host: String) -> Bool {
        host.utf8.count <= 253
            && host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63
                    && label.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
            }
    }

    private static func isBracketed(_ host: String) -> Bool {
        let inner = host.dropFirst().dropLast()
        return host.hasPrefix("[") && host.hasSuffix("]") && inner.contains(":") && inner.utf8.count <= 45
            && inner.utf8.allSatisfy { (0x61...0x66).contains($0) || (0x30...0x39).contains($0) || $0 == 0x3A || $0 == 0x2E }
    }

    private static func port(_ text: some StringProtocol) throws(ServiceAddress.Fault) -> Int? {
        if text.isEmpty { return nil }
        let digits = text.dropFirst()
        // Int would take "+80".
        guard text.hasPrefix(":"), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
            (1...65535).contains(port)
        else { throw .port(String(digits)) }
        return port
    }
}
