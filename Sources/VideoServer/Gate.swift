import HTTPTypes
import Hummingbird

/// Who may come in: only programs of this machine that know the token, and no web page.
///
/// A browser can be led to a loopback port by a page whose name resolves to 127.0.0.1; its `Host` and `Origin` give it away.
struct Gate: Sendable {
    let token: String

    /// Refuses a request whose head shows that a web page is behind it.
    func checkSource(of request: HTTPRequest) throws(Refusal) {
        guard let authority = request.authority, Self.isLoopback(authority) else {
            throw Refusal(.forbidden, "host_not_allowed", "this server answers to 127.0.0.1, localhost and [::1] only")
        }
        guard !request.headerFields.contains(.origin) else {
            throw Refusal(.forbidden, "origin_not_allowed", "this server does not answer web pages: send no Origin")
        }
    }

    /// Refuses a request without the token.
    func checkToken(of request: HTTPRequest) throws(Refusal) {
        let words = request.headerFields[.authorization]?.split(separator: " ", maxSplits: 1) ?? []
        guard words.count == 2, words[0].lowercased() == "bearer", Self.areEqual(words[1].utf8, token.utf8) else {
            throw Refusal(.unauthorized, "invalid_token", "send the header Authorization: Bearer <token> with this server's token")
                .with("WWW-Authenticate", "Bearer")
        }
    }

    private static func isLoopback(_ authority: String) -> Bool {
        var host = authority[...]
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            let port = authority[authority.index(after: colon)...]
            guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
            host = authority[..<colon]
        }
        return ["127.0.0.1", "localhost", "[::1]"].contains(host.lowercased())
    }

    /// Compares in a time that tells nothing of where two texts of one length differ.
    private static func areEqual(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
