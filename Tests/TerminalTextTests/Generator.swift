@testable import TerminalText

/// A seeded source of randomness, so that what fails once fails again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Half of the scalars are those that rules look at, so that sequences come about; the others are any.
    mutating func text(upTo count: Int) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...count, using: &self) {
            if Bool.random(using: &self), let scalar = Self.notable.randomElement(using: &self) {
                text.append(scalar)
            } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &self)) {
                text.append(scalar)
            }
        }
        return String(text)
    }

    private static let notable = Array(
        ("ab1# \n\t\u{1B}\r\u{7F}\u{9B}的猫，ا\u{64E}ب\u{200C}\u{200D}\u{200D}\u{FE0F}\u{FE0F}\u{FE0E}\u{20E3}👩👧❤🔥🏽🏴\u{E0067}\u{E0062}\u{E007F}"
            + "🇨🇳क\u{94D}ष\u{301}\u{1100}\u{1161}\u{11A8}\u{202E}\u{2028}\u{FEFF}\u{3164}\u{600}©…").unicodeScalars
    )
}
