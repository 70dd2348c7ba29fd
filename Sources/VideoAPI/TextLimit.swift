/// How the API's character limits are counted here: Unicode scalars after NFC.
package enum TextLimit {
    /// The text in NFC, as it is stored, counted and sent.
    package static func normalised(_ text: String) -> String {
        // ASCII is its own NFC, and most lines of a script are ASCII.
        text.utf8.allSatisfy { $0 < 0x80 } ? text : String(ComposedText(text).scalars)
    }

    /// The number of characters of a normalised text.
    package static func count(_ text: String) -> Int { text.unicodeScalars.count }
}
