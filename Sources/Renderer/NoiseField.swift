/// Smooth randomness of a seed: the same everywhere for the same numbers.
struct NoiseField: Sendable, Hashable {
    let seed: UInt64

    /// A value from 0 to 1 at a place, where 1 is about the size of a blotch.
    func value(_ x: Double, _ y: Double) -> Double {
        let (left, top) = (x.rounded(.down), y.rounded(.down))
        let (column, row) = (Int64(left), Int64(top))
        let (u, v) = (smoothstep(x - left), smoothstep(y - top))
        let above = corner(column, row) * (1 - u) + corner(column + 1, row) * u
        let below = corner(column, row + 1) * (1 - u) + corner(column + 1, row + 1) * u
        return above * (1 - v) + below * v
    }

    private func corner(_ column: Int64, _ row: Int64) -> Double {
        let place = UInt64(bitPattern: column) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(bitPattern: row) &* 0xC2B2_AE3D_27D4_EB4F
        return Double(Self.mixed(seed ^ place) >> 11) / Double(1 << 53)
    }

    /// The finisher of SplitMix64: neighbouring numbers come out unrelated.
    static func mixed(_ number: UInt64) -> UInt64 {
        var z = number &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

/// Rises from 0 to 1 without a corner at either end; outside of 0 to 1 it stays level.
func smoothstep(_ x: Double) -> Double {
    let t = min(max(x, 0), 1)
    return t * t * (3 - 2 * t)
}
