/// A place in a text as editors count it, from 1.
struct TextPlace: Sendable, Hashable {
    let line: Int
    /// In characters as editors know them: Unicode scalars.
    let column: Int
    /// In bytes of UTF-8.
    let byteColumn: Int

    /// The place that so many scalars stand before.
    init(_ scalars: Int, in text: String) {
        let before = text.unicodeScalars.prefix(max(0, scalars))
        let row = before.suffix(from: before.lastIndex(of: "\n").map(before.index(after:)) ?? before.startIndex)
        line = before.count { $0 == "\n" } + 1
        column = row.count + 1
        byteColumn = row.reduce(1) { $0 + UTF8.width($1) }
    }
}
