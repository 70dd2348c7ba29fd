import VideoAPI

/// `forget N…` and `cancel N`.
enum FollowCommands {
    static let forget = Command(
        "forget",
        group: .tasks,
        summary: "stop following tasks; at the service they go on",
        details: ["A forgotten task may go on and be billed. watch N follows it again."],
        examples: [.init("forget 14", "hears no more of #14")],
        parameters: .tasks,
        needs: { _, _, numbers throws(ShellError) in numbers.map(Need.task) },
        run: { (_: inout Session, turn: Turn, numbers: [TaskNumber]) throws(ShellError) in
            let records = try turn.tasks(numbers)
            for record in records { try refuseOver(record) }
            return [.forget(records.map(\.number))]
        }
    )

    static let cancel = Command(
        "cancel",
        group: .tasks,
        summary: "end a task where the service documents a call for it; local does",
        details: [
            "The API page documents no such call, so a task of another profile goes on and may be billed; forget N stops following it."
        ],
        examples: [.init("cancel 14", "ends #14, if it is a local one")],
        parameters: .task(open: .work),
        needs: { _, _, number throws(ShellError) in [.task(number)] },
        run: { (_: inout Session, turn: Turn, number: TaskNumber) throws(ShellError) in
            let record = try turn.task(number)
            try refuseOver(record)
            guard record.isDemo else { throw ShellError(.noCancelCall(number)) }
            return [.cancel(number)]
        }
    )

    /// A task that was never accepted, or that is over, has nothing to be stopped.
    private static func refuseOver(_ record: TaskRecord) throws(ShellError) {
        guard record.sending == .accepted else { throw ShellError(.taskNotAccepted(record.number, record.sending)) }
        if let status = record.status, status.isTerminal { throw ShellError(.taskOver(record.number, status)) }
    }
}
