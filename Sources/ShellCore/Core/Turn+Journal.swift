import VideoAPI

/// What the journal has told of the past, as commands want it.
extension Turn {
    /// The counts that were asked for with ``Need/spending(since:)``.
    ///
    /// - Throws: when the journal can't be read.
    func counts(since: Int?) throws(ShellError) -> [TaskCount] {
        let need = Need.spending(since: since)
        guard case .spending(let counts)? = supplies[need] else { throw unavailable(need, "the journal") }
        return counts
    }

    /// The tasks that a need for several has found.
    ///
    /// - Throws: when the journal can't be read.
    func tasks(_ need: Need) throws(ShellError) -> [TaskRecord] {
        guard case .tasks(let records)? = supplies[need] else { throw unavailable(need, "the journal") }
        return records
    }

    /// The life of the task of that number.
    ///
    /// - Throws: when there is none, or the journal can't be read.
    func life(_ number: TaskNumber) throws(ShellError) -> TaskLife {
        let need = Need.taskLife(number)
        guard case .taskLife(let life)? = supplies[need] else { throw unavailable(need, "the journal") }
        guard let life else { throw ShellError(.noSuchTask(number)) }
        return life
    }

    /// The tasks of these numbers, each once, in the order in which they were named.
    ///
    /// - Throws: when one of them does not exist, or the journal can't be read.
    func tasks(_ numbers: [TaskNumber]) throws(ShellError) -> [TaskRecord] {
        var records: [TaskRecord] = []
        for number in numbers where !records.contains(where: { $0.number == number }) { records.append(try task(number)) }
        return records
    }
}
