import Foundation

/// An address of the internet protocol, as its 4 or 16 bytes.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    package let bytes: [UInt8]

    /// Reads the usual spelling of either version, and no other: no `127.1`, no zone.
    package init?(_ text: String) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            bytes = withUnsafeBytes(of: v4) { Array($0) }
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            bytes = withUnsafeBytes(of: v6) { Array($0) }
        } else {
            return nil
        }
    }

    /// Takes the bytes in network order; nil unless there are 4 or 16.
    package init?(bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
        guard self.bytes.count == 4 || self.bytes.count == 16 else { return nil }
    }

    /// The usual spelling.
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// A block of addresses that begin with the same bits.
struct AddressBlock: Sendable {
    let base: IPAddress
    let prefixLength: Int

    /// Reads `10.0.0.0/8`.
    init?(_ text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let base = IPAddress(String(parts[0])), let length = Int(parts[1]) else { return nil }
        guard (0...base.bytes.count * 8).contains(length) else { return nil }
        self.base = base
        prefixLength = length
    }

    /// Whether an address of the same version lies in the block.
    func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        return zip(address.bytes, base.bytes).enumerated().allSatisfy { position, pair in
            let bits = min(8, max(0, prefixLength - position * 8))
            let mask: UInt8 = bits == 0 ? 0 : 0xFF << UInt8(8 - bits)
            return pair.0 & mask == pair.1 & mask
        }
    }
}
