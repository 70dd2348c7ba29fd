import VideoAPI

/// `vary N`.
enum VaryCommand {
    static let command = Command(
        "vary",
        group: .tasks,
        summary: "send the draft several times, each with another seed",
        details: [
            "The seeds are drawn, each is another one, and all are recorded; what the draft says of its seed does not count here.",
            "It asks once for all, as sweep does. ^C stops submitting; what was accepted goes on.",
        ],
        examples: [
            .init("vary 4", "sends the draft with four new seeds"),
            .init("vary 4 --dry-run", "shows what would go out"),
        ],
        maySpend: true,
        parameters: .manner,
        .maxParallel,
        .count("N", 1...Series.most),
        needs: { session, turn, _, _, _ throws(ShellError) in
            try Spending.needs(of: [session.draft.withDrawnSeed], in: session, turn)
        },
        run: { (session: inout Session, turn: Turn, manner: SendManner, maxParallel: Int?, count: Int) throws(ShellError) in
            let seeds = turn.drawnSeeds(count, besides: Set(session.usedSeeds))
            let drafts = Array(repeating: session.draft.withDrawnSeed, count: count)
            return try Series.send(drafts, seeds: seeds, manner, maxParallel: maxParallel, in: session, turn)
        }
    )
}

extension Draft {
    /// The same, whatever was said of its seed.
    fileprivate var withDrawnSeed: Draft {
        var draft = self
        draft[.seed] = .seed(.random)
        return draft
    }
}
