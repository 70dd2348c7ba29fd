import TerminalText
import VideoAPI

/// What every command that sends a request has in common: it is checked, shown, and asked for.
enum Spending {
    /// How a send was asked for.
    struct Manner: Sendable, Hashable {
        var mode: WatchMode
        var timeout: Duration?
        /// `--yes`: the answer to price and ten-minute twin.
        var isAgreed: Bool
        var isDryRun: Bool
    }

    /// What has to be known before a draft can go out.
    static func needs(of draft: Draft, for profile: Profile) -> [Need] {
        var needs = files(of: draft).map { Need.picture(path: $0) }
        if profile.isPaid { needs += [.key(profile: profile.name), .twins(draft)] }
        return needs
    }

    /// Checks a draft once more and sends it, or asks first.
    ///
    /// - Throws: for a draft that is not ready, a file that has gone, a key that is missing, a twin, or a script without `--yes`.
    static func send(_ draft: Draft, _ manner: Manner, in session: inout Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        let draft = try lookedAtAgain(draft, turn)
        let problems = draft.problems() + heavyPictures(of: draft, session)
        guard problems.isEmpty else { throw ShellError(.notReady(problems)) }
        let request: VideoRequest
        do {
            request = try draft.validated(seed: seed(for: draft, in: session, turn))
        } catch {
            throw ShellError(.notReady(error.problems))
        }
        let order = SubmitOrder(request: request, profile: session.profile.name, mode: manner.mode, timeout: manner.timeout)
        let remarks = remarks(on: draft, in: session)
        if manner.isDryRun { return [.tell(remarks), dryRun(order, session)] }
        guard session.profile.isPaid else { return [.tell(remarks), .submit(order)] }
        try requireKey(session, turn)
        return try askOrSend(order, manner, remarks: remarks, in: session, turn)
    }

    private static func askOrSend(
        _ order: SubmitOrder,
        _ manner: Manner,
        remarks: [StyledText],
        in session: Session,
        _ turn: Turn
    ) throws(ShellError) -> [Effect] {
        guard case .twins(let twins)? = turn.supplies[.twins(order.request.draft)] ?? turn.supplies.firstTwins else {
            throw ShellError(.file(path: "the journal", message: turn.journalReason))
        }
        if session.isInteractive {
            let mustAsk = twins != Twins() || session.settings.isOn(.confirm)
            guard mustAsk, !(manner.isAgreed && twins == Twins()) else { return [.tell(remarks), .submit(order)] }
            return [.tell(remarks + outgoing(order, twins: twins)), .ask(.spend(order))]
        }
        if let number = twins.unconfirmed { throw ShellError(.twin(number, isUnconfirmed: true)) }
        guard manner.isAgreed else {
            if let number = twins.recent { throw ShellError(.twin(number, isUnconfirmed: false)) }
            throw ShellError(.needsYes)
        }
        return [.tell(remarks), .submit(order)]
    }

    /// What goes out, before the question.
    private static func outgoing(_ order: SubmitOrder, twins: Twins) -> [StyledText] {
        let request = order.request
        let seed = request.seed.map { "seed \($0)" } ?? "seed left to the server"
        var lines = [
            StyledText("1 task", .strong)
                + StyledText(" to \(order.profile): \(request.model.wireName) \(request.size.wireName) · \(seed) · price unknown")
        ]
        if let number = twins.unconfirmed {
            lines.append(
                StyledText("warning: ", .warning)
                    + StyledText("\(number), the same draft, is unconfirmed: it may have been charged. `resolve \(number.rawValue)`")
            )
        } else if let number = twins.recent {
            lines.append(
                StyledText("warning: ", .warning) + StyledText("\(number), the same request, was accepted less than ten minutes ago")
            )
        }
        return lines
    }

    private static func requireKey(_ session: Session, _ turn: Turn) throws(ShellError) {
        guard case .key(let source)? = turn.supplies[.key(profile: session.profile.name)], source != nil else {
            throw ShellError(.noKey(profile: session.profile.name))
        }
    }

    /// The number for a seed that is drawn or kept.
    private static func seed(for draft: Draft, in session: Session, _ turn: Turn) -> Int {
        guard draft.seed == .keep, let last = session.lastSeed else { return turn.drawnSeed() }
        return last
    }
}

extension Spending {
    private static func files(of draft: Draft) -> [String] {
        [FieldName.first, .last].compactMap { name in
            guard case .file(let picture)? = draft.image(name) else { return nil }
            return picture.path
        }
    }

    /// The draft with its files as they are now.
    private static func lookedAtAgain(_ draft: Draft, _ turn: Turn) throws(ShellError) -> Draft {
        var draft = draft
        for name in [FieldName.first, .last] {
            guard case .file(let picture)? = draft.image(name) else { continue }
            do {
                draft[name] = .image(.file(try turn.picture(at: picture.path)))
            } catch {
                throw ShellError(.problem(Problem(name, .file(path: picture.path, fault: error))))
            }
        }
        return draft
    }

    /// Files of 7 MB and more do not travel well as data: URLs; the embedded server takes them up to its own limit.
    private static func heavyPictures(of draft: Draft, _ session: Session) -> [Problem] {
        guard session.profile.isPaid else { return [] }
        return [FieldName.first, .last].compactMap { name in
            let byteCount: Int? =
                switch draft.image(name) {
                case .file(let picture): picture.byteCount
                case .inline(let picture): picture.byteCount
                case .address, .forgotten, .none: nil
                }
            guard let byteCount, byteCount >= 7_000_000 else { return nil }
            return Problem(name, .heavyPicture(byteCount: byteCount))
        }
    }

    /// What is worth saying and stops nothing.
    private static func remarks(on draft: Draft, in session: Session) -> [StyledText] {
        var problems = draft.warnings()
        if session.profile.isPaid {
            problems += [FieldName.first, .last].filter { name in
                switch draft.image(name) {
                case .file, .inline: true
                case .address, .forgotten, .none: false
                }
            }.map { Problem($0, .inlinePicture) }
        }
        var lines = problems.map { StyledText("warning: ", .warning) + StyledText(Message($0).text) }
        let hidden = [FieldName.prompt, .negative].map { Sanitizer.hiddenCount(in: draft.text($0) ?? "") }.reduce(0, +)
        if hidden > 0 {
            lines.append(StyledText("warning: ", .warning) + StyledText("the text contains \(Phrase.count(hidden, "invisible character"))"))
        }
        return lines
    }

    /// What would go out.
    private static func dryRun(_ order: SubmitOrder, _ session: Session) -> Effect {
        let body = RequestPreview.body(of: order.request.draft)
        return session.output == .terminal ? .print(body.indented.split(separator: "\n").map { StyledText(String($0)) }) : .data(body.text)
    }
}

extension [Need: Supply] {
    /// Twins are asked for by the draft as the user has it, before its seed is drawn.
    fileprivate var firstTwins: Supply? {
        first { if case .twins = $0.key { true } else { false } }?.value
    }
}

extension Turn {
    /// Why the journal said nothing of twins.
    fileprivate var journalReason: String {
        for (need, supply) in supplies {
            if case .twins = need, case .unavailable(let reason) = supply { return reason }
        }
        return "not available"
    }
}
