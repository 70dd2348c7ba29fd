/// A remark of the user's own on a task; no service hears of it.
package enum TaskMark: Sendable, Hashable {
    case star(Bool)
    /// In NFC; nil takes the note away.
    case note(String?)
    /// Words that are added at the end, and words that are taken away; a word that is there already, or is not, changes nothing.
    case tags(add: [String], remove: [String])
}
