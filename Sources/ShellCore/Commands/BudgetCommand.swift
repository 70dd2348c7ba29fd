import TerminalText
import VideoAPI

/// `budget [AMOUNT/day|off]`.
enum BudgetCommand {
    static let command = Command(
        "budget",
        group: .results,
        summary: "say what a day may cost before the shell asks, or show how it stands",
        details: [
            "Once today's tasks and those that are about to go out would come to more by your price table, every send asks, and a script stops, with --yes too. A task without a price, or with one in another currency, counts as more.",
            "The day is that of your clock. A task whose answer was lost counts as charged.",
        ],
        examples: [
            .init("budget 20/day CNY", "asks before a day costs more than that"),
            .init("budget", "shows what is left of it"),
            .init("budget off", "takes it back"),
        ],
        parameters: .optionalWord("AMOUNT/day|off", .words([.init("off", "no budget any more")])),
        .optionalWord("CURRENCY"),
        needs: { session, turn, amount, _ throws(ShellError) in amount == nil ? Spending.budgetNeeds(in: session, turn) : [] },
        run: { (session: inout Session, turn: Turn, amount: Token?, currency: Token?) throws(ShellError) in
            guard let amount else { return try show(session, turn) }
            let isOff = amount.text.lowercased() == "off"
            if isOff, let currency { throw ShellError(.unexpectedArgument(currency.text, command: "budget off"), at: currency.range) }
            let text = [amount.text, currency?.text].compactMap(\.self).joined(separator: " ")
            let limit = isOff ? nil : try session.settings.budget(typed: text, at: amount.range)
            session.settings.values[Setting.budget.key] = limit?.perDay
            let line = limit.map { StyledText("budget ", .accent) + StyledText($0.perDay) } ?? StyledText("no budget any more")
            return SettingsChange.store(session, turn, saying: line)
        }
    )

    private static func show(_ session: Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        guard session.settings.budget != nil,
            let budget = DayBudget(session.settings, today: try turn.counts(since: turn.surroundings.dayStart))
        else {
            return session.answer(
                lines: [StyledText("no budget   `budget 20/day CNY`", .faint)],
                rows: [],
                object: ["budget": .null]
            )
        }
        let spent = budget.spent
        return session.answer(
            lines: [
                StyledText("budget ", .accent) + StyledText(budget.limit.perDay)
                    + StyledText(
                        spent.map { ", about \($0.words) so far today" } ?? ", and what today has cost is not known: `cost --today`"
                    )
            ],
            header: ["budget", "spent", "currency"],
            rows: [[budget.limit.figure, spent?.figure ?? "", budget.limit.currency]],
            object: [
                "budget": .string(budget.limit.figure), "spent": spent.map { .string($0.figure) } ?? .null,
                "currency": .string(budget.limit.currency),
            ]
        )
    }
}
