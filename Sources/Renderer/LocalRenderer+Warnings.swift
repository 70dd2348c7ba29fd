extension LocalRenderer {
    /// What a person should know about a film that was made.
    static func warnings(
        _ heads: (first: PictureHead, last: PictureHead),
        _ job: RenderJob,
        _ directions: CameraDirections,
        _ plan: RenderPlan
    ) -> [String] {
        let pictures = [heads.first, heads.last].enumerated().flatMap { index, head in
            head.warnings.map { "images[\(index)] \($0)" }
        }
        guard directions.move == nil, !job.prompt.isEmpty else { return pictures }
        return pictures + [
            "prompt names no camera move, and a local preview reads nothing else in it: seed \(job.seed) chose to \(plan.move.infinitive)"
        ]
    }
}
