import TerminalText
import VideoAPI

/// `cost [--today]`.
enum CostCommand {
    static let command = Command(
        "cost",
        group: .results,
        summary: "count the tasks, and what they cost by your own price table",
        details: [
            "Counts are certain; the API page names no price and no charge, so amounts are \"about\": each accepted task at the price that config set price.MODEL.SIZE gives it, however it ended. Tasks of local are free and counted apart.",
            "An unconfirmed task may have been charged; it is counted, and not in the amounts.",
        ],
        examples: [
            .init("cost", "counts all tasks"),
            .init("cost --today", "counts those of today"),
        ],
        parameters: .flag("--today", "only the tasks of this day"),
        needs: { _, turn, isToday throws(ShellError) in [.spending(since: since(isToday, turn))] },
        run: { (session: inout Session, turn: Turn, isToday: Bool) throws(ShellError) in
            let bill = Bill(try turn.counts(since: since(isToday, turn)), session.settings)
            return session.answer(
                lines: bill.lines(columns: turn.surroundings.columns, isToday: isToday),
                header: Bill.titles,
                rows: bill.rows.map(\.cells),
                object: bill.object(since: since(isToday, turn))
            )
        }
    )

    private static func since(_ isToday: Bool, _ turn: Turn) -> Int? { isToday ? turn.surroundings.dayStart : nil }
}
