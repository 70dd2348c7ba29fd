import VideoAPI

extension IPAddress {
    /// Whether programs that follow `inet_aton` or the URL standard take a host for a number: its last part is one.
    static func looksNumeric(_ host: String) -> Bool {
        guard let last = host.split(separator: ".").last else { return false }
        return last.utf8.allSatisfy { (0x30...0x39).contains($0) } || last.hasPrefix("0x")
    }

    /// Reads one to four parts, each decimal, octal after `0` or hexadecimal after `0x`; the last one fills the bytes that are left.
    init?(looseIPv4 host: String) {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map(Self.part)
        guard (1...4).contains(parts.count) else { return nil }
        var number: UInt64 = 0
        for (position, part) in parts.enumerated() {
            let isLast = position == parts.count - 1
            let width = isLast ? 8 * (5 - parts.count) : 8
            guard let part, part < UInt64(1) << width else { return nil }
            number = number << width | part
        }
        self.init(bytes: (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) })
    }

    private static func part(_ text: Substring) -> UInt64? {
        if text == "0x" { return 0 }
        if text.hasPrefix("0x") { return UInt64(text.dropFirst(2), radix: 16) }
        return UInt64(text, radix: text.count > 1 && text.hasPrefix("0") ? 8 : 10)
    }
}
