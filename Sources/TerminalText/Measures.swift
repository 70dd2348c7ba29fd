extension Duration {
    /// Minutes and seconds as a clock shows them, `0:41`, from an hour on `1:02:03`: whole seconds that have passed; less than none is `0:00`.
    package var clock: String {
        let seconds = max(0, components.seconds)
        let (minutes, hours) = (seconds / 60 % 60, seconds / 3600)
        return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(twoDigits(seconds % 60))" : "\(minutes):\(twoDigits(seconds % 60))"
    }

    private func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// A number of bytes in words: `812 B`, `1.4 MB`, `31 MB`.
///
/// Decimal (1 KB = 1000 bytes), as download pages and file managers count; one decimal below ten, none above.
package struct ByteCount: Sendable, Hashable, CustomStringConvertible {
    private let bytes: Int64

    /// A count; less than none is none.
    package init(_ bytes: some BinaryInteger) { self.bytes = max(0, Int64(clamping: bytes)) }

    package var description: String {
        if bytes < 1000 { return "\(bytes) B" }
        var unit: Int64 = 1000
        for name in ["KB", "MB", "GB", "TB"] {
            let tenths = rounded(to: unit / 10)
            if tenths < 100 { return "\(tenths / 10).\(tenths % 10) \(name)" }
            let whole = rounded(to: unit)
            if whole < 1000 { return "\(whole) \(name)" }
            unit *= 1000
        }
        return "\(rounded(to: unit)) PB"
    }

    private func rounded(to unit: Int64) -> Int64 {
        let (quotient, remainder) = bytes.quotientAndRemainder(dividingBy: unit)
        return remainder >= unit - remainder ? quotient + 1 : quotient
    }
}
