/// What a Chinese or Japanese keyboard types in place of ASCII: `＝`, `７２０Ｐ`, `？`.
enum FullWidth {
    /// The text with its full-width forms in ASCII; nil when there is none in it.
    static func folded(_ text: Substring) -> String? {
        guard text.unicodeScalars.contains(where: isFullWidth) else { return nil }
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            // U+FF01 to U+FF5E stand in the order of U+0021 to U+007E.
            folded.append(isFullWidth(scalar) ? Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0)) : scalar)
        }
        return String(folded)
    }

    private static func isFullWidth(_ scalar: Unicode.Scalar) -> Bool { (0xFF01...0xFF5E).contains(scalar.value) }
}
