import TerminalText
import VideoAPI

/// What tasks have cost, as far as the user's own prices tell.
struct Bill {
    /// The paid tasks of one kind.
    struct Row {
        let count: TaskCount
        /// Of one task; nil when the user has not said.
        let price: Money?

        /// What the accepted ones come to.
        var amount: Money? { price?.times(count.accepted) }

        /// The row for a program; the amount is empty where no price is known.
        var cells: [String] {
            [count.model.wireName, count.size.wireName] + counts + [amount?.figure ?? "", amount?.currency ?? ""]
        }

        fileprivate var counts: [String] { [count.accepted, count.succeeded, count.failed, count.unconfirmed].map(String.init) }
    }

    static let titles = ["model", "size", "accepted", "succeeded", "failed", "unconfirmed", "amount", "currency"]

    let rows: [Row]
    /// The accepted tasks of the embedded server.
    private let demo: Int

    init(_ counts: [TaskCount], _ settings: Settings) {
        rows = counts.filter { !$0.isDemo }.map { Row(count: $0, price: settings.price($0.model, $0.size)?.ofTask) }
        demo = counts.filter(\.isDemo).reduce(0) { $0 + $1.accepted }
    }

    /// One sum a currency.
    private var sums: [Money] { MoneyWords.sums(rows.compactMap(\.amount)) }

    private var unpriced: [TaskCount] { rows.filter { $0.price == nil && $0.count.accepted > 0 }.map(\.count) }

    /// The bill for a person.
    func lines(columns: Int, isToday: Bool) -> [StyledText] {
        let free = demo == 0 ? [] : [StyledText("\(Phrase.count(demo, "task")) of local, free", .faint)]
        guard !rows.isEmpty else { return [StyledText("no paid tasks\(isToday ? " today" : "")", .faint)] + free }
        return table.lines(width: columns) + totals + remarks + free
    }

    private var table: TextTable {
        let columns =
            [TextTable.Column("model"), TextTable.Column("size")]
            + Self.titles[2...6].map { TextTable.Column($0, alignment: .trailing) }
        return TextTable(
            columns: columns,
            rows: rows.map { row in
                [StyledText(row.count.model.wireName), StyledText(row.count.size.wireName)] + row.counts.map { StyledText($0) }
                    + [row.amount.map { StyledText($0.words) } ?? StyledText("?", .faint)]
            }
        )
    }

    private var totals: [StyledText] {
        guard !sums.isEmpty else { return [] }
        let accepted = rows.filter { $0.price != nil }.reduce(0) { $0 + $1.count.accepted }
        let words = sums.map { "about \($0.words)" }.joined(separator: " and ")
        return [StyledText(words, .strong) + StyledText(" for \(Phrase.count(accepted, "accepted task")), by your price table")]
    }

    private var remarks: [StyledText] {
        let unconfirmed = rows.reduce(0) { $0 + $1.count.unconfirmed }
        let doubt = "\(Phrase.count(unconfirmed, "task")) unconfirmed: maybe charged, and not in the amounts"
        let unknown = unpriced.map { count in
            StyledText(MoneyWords.noPrice(count.model, count.size) + ": ", .warning)
                + StyledText("`\(MoneyWords.wayToSetPrice(count.model, count.size))`", .accent)
        }
        return (unconfirmed == 0 ? [] : [StyledText(doubt, .warning)]) + unknown
    }

    /// The bill for a program; amounts are texts, since they are exact.
    func object(since: Int?) -> JSONValue {
        [
            "since": since.map(JSONValue.integer) ?? .null,
            "tasks": .array(
                rows.map { row in
                    let count = row.count
                    return [
                        "model": .string(count.model.wireName), "size": .string(count.size.wireName), "accepted": .integer(count.accepted),
                        "succeeded": .integer(count.succeeded), "failed": .integer(count.failed),
                        "unconfirmed": .integer(count.unconfirmed),
                        "amount": row.amount.map { .string($0.figure) } ?? .null,
                        "currency": row.amount.map { .string($0.currency) } ?? .null,
                    ]
                }
            ),
            "about": .object(sums.map { JSONMember($0.currency, .string($0.figure)) }),
            "demo": .integer(demo),
        ]
    }
}
