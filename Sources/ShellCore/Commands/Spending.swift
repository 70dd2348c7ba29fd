import TerminalText
import VideoAPI

/// What every command that sends a request has in common: it is checked, shown, and asked for.
enum Spending {
    /// What has to be known before drafts can go out: their files first, then what depends on them.
    static func needs(of drafts: [Draft], in session: Session, _ turn: Turn) throws(ShellError) -> [Need] {
        var needs: [Need] = []
        for need in drafts.flatMap(\.files).map(Need.picture) where !needs.contains(need) { needs.append(need) }
        needs += KeptSeed.needs(of: drafts, in: session)
        guard session.profile.isPaid, turn.knows(needs) else { return needs }
        needs.append(.key(profile: session.profile.name))
        needs += budgetNeeds(in: session, turn)
        var twins: Set<Need> = []
        for draft in drafts {
            let need = Need.twins(try known(draft, in: session, turn))
            if twins.insert(need).inserted { needs.append(need) }
        }
        return needs
    }

    /// What has to be known for the budget, if there is one.
    static func budgetNeeds(in session: Session, _ turn: Turn) -> [Need] {
        session.settings.budget == nil ? [] : [.spending(since: turn.surroundings.dayStart)]
    }

    /// Checks a draft once more and sends it, or asks first.
    ///
    /// - Throws: for a draft that is not ready, a file that has gone, a key that is missing, a twin, a spent budget, or a script
    ///   without `--yes`.
    static func send(_ typed: Draft, _ manner: SendManner, in session: Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        let order = try order(typed, seed: turn.drawnSeed(), manner, in: session, turn)
        let remarks = remarks(on: order.request.draft, in: session)
        if manner.isDryRun { return remarks + [dryRun(order.request, in: session)] }
        guard session.profile.isPaid else { return remarks + [.submit(order)] }
        let cautions = try cautions(of: [order], in: session, turn)
        let mustAsk = !cautions.isEmpty || (session.settings.isOn(.confirm) && !turn.hasAgreed(manner.isAgreed))
        if session.canAsk {
            return remarks
                + (mustAsk
                    ? [.tell([outgoing(order.request.draft, to: order.profile, in: session)] + cautions.lines), .ask(.spend(order))]
                    : [.submit(order)])
        }
        try cautions.refuseUnasked(isAgreed: turn.hasAgreed(manner.isAgreed))
        return remarks + [.submit(order)]
    }

    /// Checks a draft and makes a request of it.
    ///
    /// - Parameter seed: the number for a draft whose seed is drawn.
    /// - Throws: for a draft that is not ready, and a file that has gone.
    static func order(
        _ typed: Draft,
        seed: Int,
        _ manner: SendManner,
        in session: Session,
        _ turn: Turn
    ) throws(ShellError) -> SubmitOrder {
        let draft = try known(typed, in: session, turn)
        let problems = draft.problems() + heavyPictures(of: draft, in: session)
        guard problems.isEmpty else { throw ShellError(.notReady(problems)) }
        let request: VideoRequest
        do {
            request = try draft.validated(seed: seed)
        } catch {
            throw ShellError(.notReady(error.problems))
        }
        return SubmitOrder(
            request: request,
            draft: typed,
            profile: session.profile.name,
            keySource: session.profile.isPaid ? turn.keySource(for: session.profile.name) : nil,
            mode: manner.mode,
            timeout: manner.timeout
        )
    }

    /// What stands against sending these to a paid profile without a question.
    ///
    /// - Throws: when there is no key, or when the journal can't say.
    static func cautions(of orders: [SubmitOrder], in session: Session, _ turn: Turn) throws(ShellError) -> Cautions {
        var all = Twins()
        for order in orders {
            guard order.keySource != nil else { throw ShellError(.noKey(profile: order.profile)) }
            let need = Need.twins(try known(order.draft, in: session, turn))
            guard case .twins(let twins)? = turn.supplies[need] else { throw turn.unavailable(need, "the journal") }
            all.unconfirmed = all.unconfirmed ?? twins.unconfirmed
            all.underWay = all.underWay ?? twins.underWay
            all.recent = all.recent ?? twins.recent
        }
        return Cautions(twins: all, budget: try budgetCaution(sending: orders.map(\.draft), in: session, turn))
    }

    /// What the budget says to sending these; nil when it has room, and when there is none.
    static func budgetCaution(sending drafts: [Draft], in session: Session, _ turn: Turn) throws(ShellError) -> BudgetCaution? {
        guard session.settings.budget != nil else { return nil }
        return DayBudget(session.settings, today: try turn.counts(since: turn.surroundings.dayStart))?.caution(sending: drafts)
    }
}

extension Spending {
    /// The draft as it will go out, as far as that is known before a seed is drawn: files as they are now, a kept seed as its number.
    private static func known(_ draft: Draft, in session: Session, _ turn: Turn) throws(ShellError) -> Draft {
        var draft = KeptSeed.resolved(draft, in: session, turn)
        for name in FieldName.frames {
            guard case .file(let picture)? = draft.image(name) else { continue }
            do {
                draft[name] = .image(.file(try turn.picture(at: picture.path)))
            } catch {
                throw ShellError(.problem(Problem(name, .file(path: picture.path, fault: error))))
            }
        }
        if draft[.seed] == nil { draft[.seed] = .seed(.random) }
        return draft
    }
}
