extension IPAddress {
    /// Whether it belongs to the open internet, and anybody there could mean it; unsure is no.
    package var isPublic: Bool {
        if bytes.count == 4 { return !isIn(Self.closedV4) }
        // These lead where the version 4 address in their last four bytes leads.
        if isIn(Self.carriers) { return carried?.isPublic ?? false }
        return isIn(Self.openV6) && !isIn(Self.closedV6)
    }

    /// Whether it is this machine itself: `127.0.0.0/8`, also as a mapped address, or `::1`.
    package var isLoopback: Bool { isIn(Self.loopback) }

    private var carried: IPAddress? { IPAddress(bytes: bytes.suffix(4)) }

    private func isIn(_ blocks: [AddressBlock]) -> Bool { blocks.contains { $0.contains(self) } }

    /// IANA's special-purpose registry for version 4, multicast and class E, and the one metadata address outside of them.
    private static let closedV4 = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
    ].compactMap(AddressBlock.init)

    /// All that is handed out for the open internet in version 6.
    private static let openV6 = ["2000::/3"].compactMap(AddressBlock.init)

    /// Of that: protocol assignments with Teredo, documentation twice, and 6to4, whose relays are anybody's.
    private static let closedV6 = [
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    ].compactMap(AddressBlock.init)

    /// Mapped addresses and NAT64.
    private static let carriers = ["::ffff:0:0/96", "64:ff9b::/96"].compactMap(AddressBlock.init)

    private static let loopback = ["127.0.0.0/8", "::1/128", "::ffff:127.0.0.0/104"].compactMap(AddressBlock.init)
}
