/// What a prompt says about the camera; everything else in it is left to a model that can draw.
struct CameraDirections: Sendable, Hashable {
    /// The move it names, if it names one.
    let move: CameraMove?
    let speed: CameraSpeed

    /// Reads a prompt.
    ///
    /// Of several moves, one in a clause that names the camera wins, the nearer to that word the better; then jargon, which
    /// only a camera does; then what a subject may do. What is still even is decided by the earlier and then the longer phrase.
    init(prompt: String) {
        let tokens = PromptTokens(prompt)
        let cameras = CameraPhrase.cameraWords.flatMap(tokens.places)
        let hits = CameraPhrase.table
            .flatMap { phrase in tokens.places(of: phrase.words).map { Hit(phrase, at: $0, in: tokens, cameras: cameras) } }
            .filter { !$0.isNegated(in: tokens) }

        let move = hits.filter { $0.counts }.compactMap { hit in hit.move.map { (hit: hit, move: $0) } }
            .min { $0.hit.order.lexicographicallyPrecedes($1.hit.order) }
        self.move = move?.move
        let clauses = Set((cameras + [move?.hit.range].compactMap { $0 }).map { tokens.clauses[$0.lowerBound] })
        self.speed =
            hits
            .filter { clauses.contains(tokens.clauses[$0.range.lowerBound]) }
            .sorted { $0.range.lowerBound < $1.range.lowerBound }
            .compactMap(\.speed).first ?? .normal
    }
}

/// A phrase at its place in a prompt.
private struct Hit {
    let phrase: CameraPhrase
    let range: Range<Int>
    /// Words between the phrase and the nearest camera word of its clause; nil when the clause has none.
    let distance: Int?

    init(_ phrase: CameraPhrase, at range: Range<Int>, in tokens: PromptTokens, cameras: [Range<Int>]) {
        self.phrase = phrase
        self.range = range
        self.distance =
            cameras
            .filter { tokens.clauses[$0.lowerBound] == tokens.clauses[range.lowerBound] }
            .map { max(0, $0.lowerBound - range.upperBound, range.lowerBound - $0.upperBound) }
            .min()
    }

    var move: CameraMove? {
        switch phrase.meaning {
        case .move(let move): move
        case .speed: nil
        }
    }

    var speed: CameraSpeed? {
        switch phrase.meaning {
        case .move: nil
        case .speed(let speed): speed
        }
    }

    /// Whether it directs the camera at all.
    var counts: Bool { distance != nil || phrase.certainty != .never }

    /// What a hit is compared by: the smaller, the better.
    var order: [Int] {
        let certainty = distance == nil ? 1 + phrase.certainty.rawValue : 0
        return [certainty, distance ?? 0, range.lowerBound, -range.count]
    }

    /// Whether a "no" or a "without" stands within the two words before it.
    func isNegated(in tokens: PromptTokens) -> Bool {
        CameraPhrase.negations.flatMap(tokens.places).contains { negation in
            tokens.clauses[negation.lowerBound] == tokens.clauses[range.lowerBound]
                && (0...1).contains(range.lowerBound - negation.upperBound)
        }
    }
}
