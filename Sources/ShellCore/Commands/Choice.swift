import VideoAPI

/// A word that has to be one of a few.
enum Choice {
    /// The word that an argument says, whatever the case of its letters.
    ///
    /// - Throws: the words, and the nearest, for any other.
    static func read(_ token: Token, among words: [String]) throws(ShellError) -> String {
        let typed = token.text.lowercased()
        if words.contains(typed) { return typed }
        let nearest = Nearest.match(for: typed, among: words)
        throw ShellError(.unknownWord(given: token.text, legal: words, nearest: nearest), at: token.range)
    }
}
