import VideoAPI

/// `resolve N ID|not-charged|resend`.
enum ResolveCommand {
    static let command = Command(
        "resolve",
        group: .tasks,
        summary: "say what became of a task whose answer was lost",
        details: [
            "resolve N ID adopts the task that the service shows under this id; of one that is lost there it names another id. resolve N not-charged closes it.",
            "resolve N resend sends it again with the same Idempotency-Key; it asks like submit, and a script needs --yes.",
        ],
        examples: [
            .init("resolve 13 task_abc", "follows the task under the id that the service shows"),
            .init("resolve 13 not-charged", "closes it: the service does not know it"),
        ],
        maySpend: true,
        parameters: .flag("--yes", "the answer to the question of price, for scripts"),
        .task(open: .answer),
        .optionalWord(
            "ID|not-charged|resend",
            .words([.init("not-charged", "close it: the service does not know it"), .init("resend", "send it again, with the same key")])
        ),
        needs: { session, turn, _, number, word throws(ShellError) in
            var needs: [Need] = [.task(number)]
            if word?.text == "resend", case .task(let record?)? = turn.supplies[.task(number)] {
                needs.append(.key(profile: record.profile))
                if !record.isDemo { needs += Spending.budgetNeeds(in: session, turn) }
            }
            return needs
        },
        run: { (session: inout Session, turn: Turn, isAgreed: Bool, number: TaskNumber, word: Token?) throws(ShellError) in
            let record = try turn.task(number)
            guard record.sending == .unconfirmed || record.status == .lost else {
                throw ShellError(.taskNotUnconfirmed(number, record.sending))
            }
            guard let word else { throw ShellError(.taskNotAccepted(number, record.sending)) }
            switch word.text {
            case "not-charged" where record.status == .lost, "resend" where record.status == .lost:
                throw ShellError(.taskNotUnconfirmed(number, record.sending))
            case "not-charged": return [.resolve(number, .notCharged)]
            case "resend": return try resend(record, isAgreed: isAgreed, in: session, turn)
            default: return [.resolve(number, .adopt(try id(word, for: number)))]
            }
        }
    )

    private static let words = ["not-charged", "resend"]

    /// The word as an id. One that is nearly a word of this command, or a number as tasks have it here, is none: adopting it would close the matter.
    private static func id(_ word: Token, for number: TaskNumber) throws(ShellError) -> TaskID {
        let letters = word.text.lowercased().filter(\.isLetter)
        if let meant = words.first(where: { Nearest.match(for: letters, among: [$0.filter(\.isLetter)]) != nil }) {
            throw ShellError(.unknownWord(given: word.text, legal: words, nearest: meant), at: word.range)
        }
        let isNumberHere = Int(word.text).map { $0 >= 1 && $0 <= number.rawValue } ?? false
        guard !isNumberHere, word.text != "help" else {
            throw ShellError(.unknownWord(given: word.text, legal: ["ID"] + words, nearest: nil), at: word.range)
        }
        let id = TaskID(rawValue: word.text)
        let isClean = word.text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.properties.generalCategory != .control }
        guard !id.isOdd, isClean else { throw ShellError(.oddTaskID(word.text), at: word.range) }
        return id
    }

    private static func resend(_ record: TaskRecord, isAgreed: Bool, in session: Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        if record.isDemo { return [.resolve(record.number, .resend)] }
        guard turn.keySource(for: record.profile) != nil else { throw ShellError(.noKey(profile: record.profile)) }
        let cautions = Cautions(twins: Twins(), budget: try Spending.budgetCaution(sending: [record.draft], in: session, turn))
        if session.canAsk {
            let outgoing = Spending.outgoing(record.draft, to: record.profile, in: session)
            return [.tell([outgoing, TaskWords.resendWarning(record)] + cautions.lines), .ask(.resend(record.number))]
        }
        try cautions.refuseUnasked(isAgreed: turn.hasAgreed(isAgreed))
        return [.resolve(record.number, .resend)]
    }
}
