import Foundation

/// An IPv4 address, and whether it is on the public internet.
struct IPv4Address: Equatable {
    let number: UInt32

    init(number: UInt32) { self.number = number }

    /// Whether programs that follow `inet_aton` or the URL standard take a host for a number: its last part is one.
    static func looksNumeric(_ host: String) -> Bool {
        guard let last = host.split(separator: ".").last else { return false }
        return last.utf8.allSatisfy { (0x30...0x39).contains($0) } || last.hasPrefix("0x")
    }

    /// Reads one to four parts, each decimal, octal after `0` or hexadecimal after `0x`; the last one fills the bytes that are left.
    init?(loose host: String) {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map(Self.part)
        guard (1...4).contains(parts.count) else { return nil }
        var number: UInt64 = 0
        for (position, part) in parts.enumerated() {
            let isLast = position == parts.count - 1
            let width = isLast ? 8 * (5 - parts.count) : 8
            guard let part, part < UInt64(1) << width else { return nil }
            number = number << width | part
        }
        self.number = UInt32(truncatingIfNeeded: number)
    }

    private static func part(_ text: Substring) -> UInt64? {
        if text == "0x" { return 0 }
        if text.hasPrefix("0x") { return UInt64(text.dropFirst(2), radix: 16) }
        return UInt64(text, radix: text.count > 1 && text.hasPrefix("0") ? 8 : 10)
    }

    var isLoopback: Bool { number >> 24 == 127 }

    var isPublic: Bool {
        !Self.reserved.contains { number >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
    }

    /// The IANA registry of special-purpose addresses, multicast, the reserved top, and the metadata address of one cloud.
    private static let reserved: [(network: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16), (0xAC10_0000, 12),
        (0xC000_0000, 24), (0xC000_0200, 24), (0xC01F_C400, 24), (0xC034_C100, 24), (0xC058_6300, 24), (0xC0AF_3000, 24), (0xA83F_8110, 32),
        (0xC0A8_0000, 16), (0xC612_0000, 15), (0xC633_6400, 24),
        (0xCB00_7100, 24), (0xE000_0000, 4), (0xF000_0000, 4),
    ]
}

/// An IPv6 address, and whether it is on the public internet.
struct IPv6Address {
    private let groups: [UInt16]

    /// Reads the text between the brackets of a host; a zone makes it local, and so nil.
    init?(_ text: some StringProtocol) {
        var address = in6_addr()
        guard inet_pton(AF_INET6, String(text), &address) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: address) { Array($0) }
        groups = (0..<8).map { UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]) }
    }

    var isLoopback: Bool { groups == [0, 0, 0, 0, 0, 0, 0, 1] || embedded?.isLoopback == true }

    /// Only 2000::/3 is given out, less what is set aside in it; an address that stands for an IPv4 one is judged by that.
    var isPublic: Bool {
        if let embedded { return embedded.isPublic }
        let isGlobal = groups[0] & 0xE000 == 0x2000
        let isSpecial = groups[0] == 0x2001 && groups[1] < 0x0200
        let isExample = groups[0] == 0x2001 && groups[1] == 0x0DB8 || groups[0] == 0x3FFF && groups[1] < 0x1000
        let isDelegated = groups[0] == 0x2620 && groups[1] == 0x004F && groups[2] == 0x8000
        return isGlobal && !isSpecial && !isExample && !isDelegated
    }

    /// The IPv4 address inside a mapped, compatible, translated or 6to4 one.
    private var embedded: IPv4Address? {
        let tail = UInt32(groups[6]) << 16 | UInt32(groups[7])
        if groups[0...4].allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF { return IPv4Address(number: tail) }
        if groups[0...5].allSatisfy({ $0 == 0 }), tail > 1 { return IPv4Address(number: tail) }
        if groups[0...5].elementsEqual([0x0064, 0xFF9B, 0, 0, 0, 0]) { return IPv4Address(number: tail) }
        if groups[0] == 0x2002 { return IPv4Address(number: UInt32(groups[1]) << 16 | UInt32(groups[2])) }
        return nil
    }
}
