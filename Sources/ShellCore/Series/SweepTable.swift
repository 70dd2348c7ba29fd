import TerminalText
import VideoAPI

/// The requests of a series as a person sees them before they go out.
enum SweepTable {
    /// A row for each request with what it alone has, and under them how many there are, where they go, and what they cost.
    static func lines(of sweep: SweepOrder, in session: Session, _ turn: Turn) -> [StyledText] {
        table(sweep.orders.map(\.request.draft)).lines(width: turn.surroundings.columns) + [summary(sweep, in: session)]
    }

    private static func table(_ drafts: [Draft]) -> TextTable {
        let names = FieldName.allCases.filter { name in Set(drafts.map { $0.effective(name) }).count > 1 }
        let columns = names.map { TextTable.Column($0.rawValue, overflow: .cut) }
        let rows = drafts.enumerated().map { place, draft in
            [StyledText(String(place + 1), .faint)] + names.map { StyledText(DraftWords.value(draft.effective($0))) }
        }
        return TextTable(columns: [TextTable.Column("", alignment: .trailing)] + columns, rows: rows)
    }

    /// `8 tasks to hosted: wan2.2-kf2v-flash 720P · about 4.00 CNY · 2 at once`.
    private static func summary(_ sweep: SweepOrder, in session: Session) -> StyledText {
        let requests = sweep.orders.map(\.request)
        var facts: [String] = []
        if let first = requests.first, requests.allSatisfy({ $0.model == first.model && $0.size == first.size }) {
            facts.append("\(first.model.wireName) \(first.size.wireName)")
        }
        if let seed = sharedSeed(requests) { facts.append(seed) }
        facts.append(session.profile.isPaid ? MoneyWords.amount(of: requests.map(\.draft), session.settings) : "free")
        if requests.count > sweep.maxParallel { facts.append("\(sweep.maxParallel) at once") }
        return StyledText(Phrase.count(requests.count, "task"), .strong)
            + StyledText(" to \(session.profile.name): " + facts.joined(separator: " · "))
    }

    /// The seed that all go out with.
    private static func sharedSeed(_ requests: [VideoRequest]) -> String? {
        guard let first = requests.first, requests.allSatisfy({ $0.seed == first.seed }) else { return nil }
        return first.seed.map { "seed \($0)" } ?? "seed left to the server"
    }
}
