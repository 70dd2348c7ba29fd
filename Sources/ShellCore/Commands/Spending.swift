import TerminalText
import VideoAPI

/// What every command that sends a request has in common: it is checked, shown, and asked for.
enum Spending {
    /// What has to be known before a draft can go out: its files first, then what depends on them.
    static func needs(of draft: Draft, in session: Session, _ turn: Turn) throws(ShellError) -> [Need] {
        var needs = draft.files.map { Need.picture(path: $0) }
        if draft.seed == .keep, session.lastSeed == nil { needs.append(.newestTask) }
        guard session.profile.isPaid, turn.knows(needs) else { return needs }
        let twins = Need.twins(try known(draft, in: session, turn))
        return needs + [.key(profile: session.profile.name), twins]
    }

    /// Checks a draft once more and sends it, or asks first.
    ///
    /// - Throws: for a draft that is not ready, a file that has gone, a key that is missing, a twin, or a script without `--yes`.
    static func send(_ typed: Draft, _ manner: SendManner, in session: Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        let draft = try known(typed, in: session, turn)
        let problems = draft.problems() + heavyPictures(of: draft, in: session)
        guard problems.isEmpty else { throw ShellError(.notReady(problems)) }
        let request: VideoRequest
        do {
            request = try draft.validated(seed: turn.drawnSeed())
        } catch {
            throw ShellError(.notReady(error.problems))
        }
        let remarks = remarks(on: draft, in: session)
        if manner.isDryRun { return remarks + [dryRun(request, in: session)] }
        let order = SubmitOrder(
            request: request,
            draft: typed,
            profile: session.profile.name,
            keySource: session.profile.isPaid ? turn.keySource(for: session.profile.name) : nil,
            mode: manner.mode,
            timeout: manner.timeout
        )
        guard session.profile.isPaid else { return remarks + [.submit(order)] }
        guard order.keySource != nil else { throw ShellError(.noKey(profile: order.profile)) }
        guard case .twins(let twins)? = turn.supplies[.twins(draft)] else { throw turn.unavailable(.twins(draft), "the journal") }
        var manner = manner
        // What was pasted answers no question, and a flag in it is part of it.
        if turn.surroundings.place?.kind == .paste { manner.isAgreed = false }
        return remarks + (try askOrSend(order, manner, twins: twins, in: session))
    }

    private static func askOrSend(
        _ order: SubmitOrder,
        _ manner: SendManner,
        twins: Twins,
        in session: Session
    ) throws(ShellError) -> [Effect] {
        if session.canAsk {
            let mustAsk = twins != Twins() || (session.settings.isOn(.confirm) && !manner.isAgreed)
            return mustAsk ? [.tell(outgoing(order, twins: twins)), .ask(.spend(order))] : [.submit(order)]
        }
        if let number = twins.unconfirmed { throw ShellError(.twin(number, isUnconfirmed: true)) }
        guard manner.isAgreed else {
            throw twins.recent.map { ShellError(.twin($0, isUnconfirmed: false)) } ?? ShellError(.needsYes)
        }
        return [.submit(order)]
    }

    /// The draft as it will go out, as far as that is known before a seed is drawn: files as they are now, a kept seed as its number.
    private static func known(_ draft: Draft, in session: Session, _ turn: Turn) throws(ShellError) -> Draft {
        var draft = draft
        for name in FieldName.frames {
            guard case .file(let picture)? = draft.image(name) else { continue }
            do {
                draft[name] = .image(.file(try turn.picture(at: picture.path)))
            } catch {
                throw ShellError(.problem(Problem(name, .file(path: picture.path, fault: error))))
            }
        }
        if draft.seed == .keep { draft[.seed] = .seed(keptSeed(in: session, turn)) }
        if draft[.seed] == nil { draft[.seed] = .seed(.random) }
        return draft
    }

    /// The seed of the last submit, be it of this run or of an earlier one; drawn when there was none.
    private static func keptSeed(in session: Session, _ turn: Turn) -> SeedChoice {
        if let seed = session.lastSeed { return .value(seed) }
        guard case .task(let record?)? = turn.supplies[.newestTask], case .value(let seed) = record.draft.seed else { return .random }
        return .value(seed)
    }
}
