/// One argument of a line, with quotes and backslashes taken away.
package struct Token: Sendable, Hashable {
    /// What it says.
    package let text: String
    /// Where it stands in the line, quotes included.
    package let range: Range<String.Index>
    /// Whether any of it was quoted or escaped, so that `"&"` is text and `&` is not.
    package let isQuoted: Bool
}
