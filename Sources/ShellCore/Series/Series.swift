import TerminalText
import VideoAPI

/// What `vary` and `sweep` have in common: several requests are shown as a table, asked for once, and sent one after the other.
enum Series {
    /// The most tasks that one line may send.
    static let most = 100

    /// How many tasks are unfinished at once unless the user says otherwise.
    static let usualParallel = 2

    /// Checks drafts once more and sends them, or asks first.
    ///
    /// - Parameter seeds: for each draft the number that it is sent with if its seed is drawn.
    /// - Throws: as ``Spending/send(_:_:in:_:)`` does.
    static func send(
        _ drafts: [Draft],
        seeds: [Int],
        _ manner: SendManner,
        maxParallel: Int?,
        in session: Session,
        _ turn: Turn
    ) throws(ShellError) -> [Effect] {
        var orders: [SubmitOrder] = []
        for (draft, seed) in zip(drafts, seeds) { orders.append(try Spending.order(draft, seed: seed, manner, in: session, turn)) }
        let sweep = SweepOrder(
            orders: orders,
            maxParallel: maxParallel ?? usualParallel,
            mode: manner.mode,
            timeout: manner.timeout
        )
        let remarks = remarks(on: orders, in: session)
        if manner.isDryRun { return remarks + dryRun(sweep, in: session, turn) }
        let outgoing = session.output == .json ? [] : [Effect.tell(SweepTable.lines(of: sweep, in: session, turn))]
        guard session.profile.isPaid else { return remarks + outgoing + [.sweep(sweep)] }
        let cautions = try Spending.cautions(of: orders, in: session, turn)
        guard session.canAsk else {
            try cautions.refuseUnasked(isAgreed: turn.hasAgreed(manner.isAgreed))
            return remarks + outgoing + [.sweep(sweep)]
        }
        // Several tasks are asked for whatever the settings and the flags say.
        let mustAsk = orders.count > 1 || !cautions.isEmpty || (session.settings.isOn(.confirm) && !turn.hasAgreed(manner.isAgreed))
        return remarks + outgoing + (mustAsk ? [.tell(cautions.lines), .ask(.sweep(sweep))] : [.sweep(sweep)])
    }

    /// The bodies that would go out: a table for a person, a line each for a program.
    private static func dryRun(_ sweep: SweepOrder, in session: Session, _ turn: Turn) -> [Effect] {
        guard session.output != .terminal else { return [.print(SweepTable.lines(of: sweep, in: session, turn))] }
        return sweep.orders.map { Spending.dryRun($0.request, in: session) }
    }

    /// What is worth saying and stops nothing, once for all.
    private static func remarks(on orders: [SubmitOrder], in session: Session) -> [Effect] {
        var effects: [Effect] = []
        for effect in orders.flatMap({ Spending.remarks(on: $0.request.draft, in: session) }) where !effects.contains(effect) {
            effects.append(effect)
        }
        return effects
    }
}
