/// A request that is known to be valid: only ``Draft/validated(seed:)`` makes one.
package struct VideoRequest: Sendable, Hashable {
    /// The draft that it was made of; its seed is the number that is sent, or `server`.
    package let draft: Draft
    package let model: Model
    package let first: ImageReference
    package let last: ImageReference
    package let size: VideoSize
    /// The number that is sent; nil leaves the field out.
    package let seed: Int?

    fileprivate init(draft: Draft, first: ImageReference, last: ImageReference, seed: Int?) {
        self.draft = draft
        self.model = draft.model
        self.first = first
        self.last = last
        self.size = draft.size
        self.seed = seed
    }
}

/// All that keeps a draft from being a request; never empty.
package struct DraftProblems: Error, Sendable, Hashable {
    package let problems: [Problem]
}

extension Draft {
    /// Turns the draft into a request.
    ///
    /// - Parameter seed: the number for a seed that is random or kept; ignored when the draft names one or leaves it to the server.
    /// - Throws: every problem that stands in the way.
    package func validated(seed drawn: Int) throws(DraftProblems) -> VideoRequest {
        let found = problems()
        guard found.isEmpty, let first = image(.first), let last = image(.last) else { throw DraftProblems(problems: found) }
        let number: Int? =
            switch seed {
            case .value(let number): number
            case .random, .keep: drawn
            case .server: nil
            }
        var sent = self
        sent[.seed] = .seed(number.map(SeedChoice.value) ?? .server)
        return VideoRequest(draft: sent, first: first, last: last, seed: number)
    }
}
