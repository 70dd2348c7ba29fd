import VideoAPI

/// What `seed=keep` stands for.
enum KeptSeed {
    /// What has to be known for it: the newest task, unless this run has sent a seed.
    static func needs(of drafts: [Draft], in session: Session) -> [Need] {
        session.lastSeed == nil && drafts.contains { $0.seed == .keep } ? [.newestTask] : []
    }

    /// The draft with the seed of the last submit in place of `keep`, be it of this run or of an earlier one; drawn when there was none.
    static func resolved(_ draft: Draft, in session: Session, _ turn: Turn) -> Draft {
        guard draft.seed == .keep else { return draft }
        var draft = draft
        draft[.seed] = .seed(seed(in: session, turn))
        return draft
    }

    private static func seed(in session: Session, _ turn: Turn) -> SeedChoice {
        if let seed = session.lastSeed { return .value(seed) }
        guard case .task(let record?)? = turn.supplies[.newestTask], case .value(let seed) = record.draft.seed else { return .random }
        return .value(seed)
    }
}
