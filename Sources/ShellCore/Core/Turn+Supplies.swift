import VideoAPI

/// What was found out, as commands want it. Each command names its needs first, so a supply is there when it is asked for.
extension Turn {
    /// The task of that number, or the newest one.
    ///
    /// - Throws: when there is none, or the journal can't be read.
    func task(_ number: TaskNumber?) throws(ShellError) -> TaskRecord {
        let need = number.map(Need.task) ?? .newestTask
        guard case .task(let record)? = supplies[need] else { throw unavailable(need, "the journal") }
        guard let record else { throw number.map { ShellError(.noSuchTask($0)) } ?? ShellError(.noTaskYet) }
        return record
    }

    /// What a look at a picture file has found.
    func picture(at path: String) throws(Problem.FileFault) -> LocalPicture {
        guard case .picture(let result)? = supplies[.picture(path: path)] else { throw .unreadable }
        return try result.get()
    }

    /// The text of a file that was asked for.
    ///
    /// - Throws: when the file is missing or can't be read.
    func text(_ need: Need) throws(ShellError) -> String { try file(need).text }

    /// The same, with the path at which it was found.
    func file(_ need: Need) throws(ShellError) -> (text: String, path: String) {
        guard case .text(let file)? = supplies[need] else { throw unavailable(need, "the file") }
        switch file {
        case .text(let text, let path): return (text, path)
        case .missing(let path): throw ShellError(.file(path: path, message: "no such file"))
        case .unreadable(let path, let message): throw ShellError(.file(path: path, message: message))
        }
    }

    /// The names of the saved drafts.
    var draftNames: [String] {
        guard case .names(let names)? = supplies[.draftNames] else { return [] }
        return names
    }

    /// Where the key for a profile comes from; nil when there is none.
    func keySource(for profile: String) -> KeySource? {
        guard case .key(let source)? = supplies[.key(profile: profile)] else { return nil }
        return source
    }

    /// Why something is not known, as an error about its source.
    func unavailable(_ need: Need, _ source: String) -> ShellError {
        guard case .unavailable(let reason)? = supplies[need] else { return ShellError(.file(path: source, message: "not available")) }
        return ShellError(.file(path: source, message: reason))
    }
}
