import Foundation
import VideoAPI

/// Why an address is refused before anybody connects to it.
package enum PictureAddressFault: Error, Sendable, Hashable {
    /// Neither http nor https.
    case scheme
    /// No host, or one that is spelt in a way that two programs could read differently.
    case host
    /// A name or password before the host.
    case userInfo
    /// Another port than 80 and 443.
    case port
    /// The host is a number, or a name, for a machine that is not on the public internet.
    case notPublic

    /// What to do instead, for people.
    package var message: String {
        switch self {
        case .scheme: "is not an http or https address; give one, or a data: URL of the picture"
        case .host: "has no host that can be read; write it as https://host/path"
        case .userInfo: "has a name or password in it; give an address without one"
        case .port: "names a port; only 80 and 443 are taken"
        case .notPublic: "leads to a machine that is not on the public internet; send the picture itself as a data: URL"
        }
    }
}

/// Checks an address as far as it can be without a look-up: its form, and a host that is written as a number.
///
/// What a name resolves to is checked by the one that connects. An IPv4 host is read as `inet_aton` does, so that `127.1`,
/// `0x7f000001` and `2130706433` are known for what they are.
///
/// - Parameter allowingLoopback: lets 127.0.0.0/8, ::1 and localhost pass, on any port.
package func checkPictureAddress(_ text: String, allowingLoopback: Bool) throws(PictureAddressFault) {
    guard let mark = text.range(of: "://"), ["http", "https"].contains(text[..<mark.lowerBound].lowercased()) else { throw .scheme }
    // A backslash is a slash to browsers and a part of the host to others.
    guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" }) else { throw .host }
    let authority = text[mark.upperBound...].prefix { !"/?#".contains($0) }
    guard !authority.contains("@") else { throw .userInfo }
    let (host, port) = try split(authority)
    let reach = try reach(of: host)
    if allowingLoopback, reach == .loopback { return }
    guard reach == .elsewhere else { throw .notPublic }
    guard port.isEmpty || port == "80" || port == "443" else { throw .port }
}

private enum Reach { case loopback, notPublic, elsewhere }

private func split(_ authority: Substring) throws(PictureAddressFault) -> (host: Substring, port: Substring) {
    guard let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") else { return (authority, "") }
    let port = authority[authority.index(after: colon)...]
    guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .host }
    return (authority[..<colon], port)
}

private func reach(of host: Substring) throws(PictureAddressFault) -> Reach {
    if host.hasPrefix("["), host.hasSuffix("]") {
        guard let address = IPAddress(String(host.dropFirst().dropLast())), address.bytes.count == 16 else { throw .host }
        return reach(of: address)
    }
    let name = (host.hasSuffix(".") ? host.dropLast() : host).lowercased()
    // Letters beyond ASCII and per cent signs are normalised differently by different programs.
    guard !name.isEmpty, name.utf8.allSatisfy(isHostByte), !name.split(separator: ".", omittingEmptySubsequences: false).contains("") else {
        throw .host
    }
    if name == "localhost" || name.hasSuffix(".localhost") { return .loopback }
    guard IPAddress.looksNumeric(name) else { return .elsewhere }
    guard let address = IPAddress(looseIPv4: name) else { throw .host }
    return reach(of: address)
}

private func reach(of address: IPAddress) -> Reach {
    address.isLoopback ? .loopback : address.isPublic ? .elsewhere : .notPublic
}

private func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        true
    default: false
    }
}
