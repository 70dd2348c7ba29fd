import VideoAPI

/// `sweep field=values…`.
enum SweepCommand {
    static let command = Command(
        "sweep",
        group: .tasks,
        summary: "send the draft with every combination of some values",
        details: [
            "Values stand between commas, numbers also as 1..4; texts are quoted: prompt=\"a cat\",\"a dog\". A seed that is drawn is the same for all, so that only the values differ. At most \(Series.most) tasks a line.",
            "The table and the count come first. Elsewhere than on local it asks once for all, whatever confirm says; a script needs --yes. ^C stops submitting; what was accepted goes on and is listed.",
        ],
        examples: [
            .init("sweep seed=1..4 size=480P,720P", "sends eight tasks, two unfinished at once"),
            .init("sweep extend=on,off --max-parallel 1", "sends the second when the first is done"),
            .init("sweep prompt=\"a cat\",\"a dog\" --dry-run", "shows what would go out"),
        ],
        maySpend: true,
        parameters: .manner,
        .maxParallel,
        .axes,
        needs: { session, turn, _, _, axes throws(ShellError) in
            let files = try axes.flatMap(\.values).needs()
            guard turn.knows(files) else { return files }
            return files + (try Spending.needs(of: SweepPlan.drafts(of: session.draft, axes, in: session, turn), in: session, turn))
        },
        run: { (session: inout Session, turn: Turn, manner: SendManner, maxParallel: Int?, axes: [SweepAxis]) throws(ShellError) in
            let drafts = try SweepPlan.drafts(of: session.draft, axes, in: session, turn)
            let seeds = Array(repeating: turn.drawnSeed(), count: drafts.count)
            return try Series.send(drafts, seeds: seeds, manner, maxParallel: maxParallel, in: session, turn)
        }
    )
}
