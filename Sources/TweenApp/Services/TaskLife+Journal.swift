import Journal
import ShellCore
import VideoAPI

extension TaskLife {
    /// A task as the journal has it.
    ///
    /// - Parameter utcOffset: how far the user's clock is ahead of UTC at a moment.
    init(_ life: Journal.Life, utcOffset: (Int) -> Int = { _ in 0 }) {
        self.init(life.record, changes: life.changes.map { LifeChange($0, offset: utcOffset($0.at)) })
    }
}

extension LifeChange {
    fileprivate init(_ change: TaskChange, offset: Int) {
        self.init(change.event.rawValue, at: change.at)
        self.offset = offset
        status = change.status
        rawStatus = change.rawStatus
        progress = change.progress
        httpStatus = change.httpStatus
        code = change.code
        message = change.message
        requestID = change.requestID
        reply = change.reply
    }
}

extension TaskCount {
    /// What `cost` and the budget count, one row a kind; a kind of which nothing was accepted or in doubt has none.
    static func counts(_ tallies: [Journal.Tally]) -> [TaskCount] {
        var counts: [TaskCount] = []
        for model in Model.allCases {
            for size in VideoSize.allCases {
                for isDemo in [false, true] {
                    let tallies = tallies.filter { ($0.model, $0.size, $0.isDemo) == (model, size, isDemo) }
                    let count = TaskCount(tallies, model, size, isDemo: isDemo)
                    if count.accepted + count.unconfirmed > 0 { counts.append(count) }
                }
            }
        }
        return counts
    }

    private init(_ tallies: [Journal.Tally], _ model: Model, _ size: VideoSize, isDemo: Bool) {
        func sum(_ isMeant: (Journal.Tally) -> Bool) -> Int { tallies.filter(isMeant).reduce(0) { $0 + $1.count } }
        self.init(
            model: model,
            size: size,
            isDemo: isDemo,
            accepted: sum { $0.sending == .accepted },
            succeeded: sum { $0.sending == .accepted && $0.status == .succeeded },
            failed: sum { $0.sending == .accepted && ($0.status == .failed || $0.status == .cancelled) },
            // What is being sent may be charged as well as what was lost.
            unconfirmed: sum { $0.sending == .unconfirmed || $0.sending == .sending }
        )
    }
}
