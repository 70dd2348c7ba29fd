/// What the command line asks for.
package struct ShellOptions: Sendable {
    /// The commands of `-c`, in order.
    package var commands: [String] = []
    /// The file of `-f`.
    package var file: String?
    package var writesJSON = false
    package var echoes = false
    package var keepsGoing = false
    package var showsHeader = false
    package var isQuiet = false
    package var profile: String?
    package var readsRC = true

    /// Nothing asked for: a session at the keyboard, or a script on standard input.
    package init() {}
}
