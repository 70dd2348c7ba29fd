import Foundation

/// A text in composed form (NFC).
///
/// Foundation alone leaves a syllable and its final consonant apart (U+D558 U+11AB), drops U+11A7 behind a syllable, and leaves some marks in the
/// order in which they came. So it gets texts without conjoining jamo, decomposed, and the jamo are joined here.
struct ComposedText {
    private(set) var scalars = String.UnicodeScalarView()
    /// What stands after the last jamo.
    private var rest = String.UnicodeScalarView()

    init(_ text: String) {
        for scalar in text.unicodeScalars {
            guard Self.jamo.contains(scalar.value) else {
                rest.append(scalar)
                continue
            }
            takeRest()
            if let last = scalars.last, let syllable = Self.joined(last, scalar) {
                scalars.removeLast()
                scalars.append(syllable)
            } else {
                scalars.append(scalar)
            }
        }
        takeRest()
    }

    private mutating func takeRest() {
        guard !rest.isEmpty else { return }
        scalars += String(rest).decomposedStringWithCanonicalMapping.precomposedStringWithCanonicalMapping.unicodeScalars
        rest.removeAll()
    }

    private static let jamo: ClosedRange<UInt32> = 0x1100...0x11FF

    /// The syllable of a leading consonant and a vowel, or of such a syllable and a final consonant; Unicode 3.12 has the numbers.
    private static func joined(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
        switch (first.value, second.value) {
        case (0x1100...0x1112, 0x1161...0x1175):
            Unicode.Scalar(0xAC00 + ((first.value - 0x1100) * 21 + second.value - 0x1161) * 28)
        case (0xAC00...0xD7A3, 0x11A8...0x11C2) where (first.value - 0xAC00) % 28 == 0:
            Unicode.Scalar(first.value + second.value - 0x11A7)
        default: nil
        }
    }
}
