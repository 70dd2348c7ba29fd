import VideoAPI

/// What is outside and changes from one event to the next, handed in so that the interpreter stays pure.
package struct Surroundings: Sendable, Hashable {
    /// Seconds since 1970.
    package var now: Int
    /// Fresh randomness for whatever is drawn in this turn.
    package var entropy: UInt64
    /// The width of the terminal in cells.
    package var columns: Int
    /// Where the line stands, when it comes from a file or a pipe.
    package var place: ScriptPlace?

    /// Describes the moment.
    package init(now: Int, entropy: UInt64, columns: Int, place: ScriptPlace? = nil) {
        self.now = now
        self.entropy = entropy
        self.columns = columns
        self.place = place
    }
}

/// A line of a script.
package struct ScriptPlace: Sendable, Hashable {
    /// The file as it was named; `-` is standard input, `-c` a command of the command line.
    package var name: String
    /// 1 for the first line.
    package var line: Int
    package var kind: Kind

    /// What kind of script it is, which decides what it may do.
    package enum Kind: Sendable, Hashable {
        /// Commands that somebody gave to be run.
        case script
        /// `settings` or `rc`: nothing in it may spend money.
        case settings
    }

    /// Names a line.
    package init(name: String, line: Int, kind: Kind = .script) {
        self.name = name
        self.line = line
        self.kind = kind
    }
}

/// One line on its way through the interpreter: the line, the moment, and what was found out for it so far.
package struct Turn: Sendable {
    package let line: String
    package let surroundings: Surroundings
    package let supplies: [Need: Supply]

    /// The tasks that were asked for with ``Need/tasks(_:limit:)``.
    func tasks(_ filter: TaskFilter, limit: Int) -> [TaskRecord] {
        guard case .tasks(let records)? = supplies[.tasks(filter, limit: limit)] else { return [] }
        return records
    }

    /// One task.
    ///
    /// - Throws: when there is no task of that number.
    func task(_ number: TaskNumber) throws(ShellError) -> TaskRecord {
        guard case .task(let record?)? = supplies[.task(number)] else { throw ShellError(.noSuchTask(number)) }
        return record
    }

    /// The newest task.
    ///
    /// - Throws: when there is none.
    func newestTask() throws(ShellError) -> TaskRecord {
        guard case .task(let record?)? = supplies[.newestTask] else { throw ShellError(.noTaskYet) }
        return record
    }

    /// The task of that number, or the newest one.
    func task(_ number: TaskNumber?) throws(ShellError) -> TaskRecord {
        guard let number else { return try newestTask() }
        return try task(number)
    }

    /// What a look at a picture file has found.
    func picture(at path: String) throws(Problem.FileFault) -> LocalPicture {
        guard case .picture(let result)? = supplies[.picture(path: path)] else { throw .unreadable }
        return try result.get()
    }

    /// The text of a file that was asked for.
    ///
    /// - Throws: when the file is missing or can't be read.
    func text(_ need: Need) throws(ShellError) -> String {
        switch supplies[need] {
        case .text(.text(let text, _)): return text
        case .text(.missing(let path)): throw ShellError(.file(path: path, message: "no such file"))
        case .text(.unreadable(let path, let message)): throw ShellError(.file(path: path, message: message))
        default: throw ShellError(.file(path: "", message: "not read"))
        }
    }

    /// Numbers drawn from this turn's entropy, each 0 to 2147483647.
    func drawnSeed() -> Int {
        // SplitMix64's finaliser spreads the entropy over all bits before the low 31 are kept.
        var bits = surroundings.entropy &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((bits ^ (bits >> 31)) & 0x7FFF_FFFF)
    }
}

extension Turn {
    /// Why something could not be found out.
    func reason(for need: Need) -> String {
        guard case .unavailable(let reason)? = supplies[need] else { return "not available" }
        return reason
    }
}
