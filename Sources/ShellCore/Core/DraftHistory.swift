package import VideoAPI

/// The drafts that `undo` and `redo` walk over; 200 are kept.
package struct DraftHistory: Sendable, Hashable {
    private var past: [Draft] = []
    private var future: [Draft] = []

    /// Remembers a draft that is about to be replaced; what was undone before can't be done again after that.
    package mutating func remember(_ draft: Draft) {
        past.append(draft)
        if past.count > 200 { past.removeFirst() }
        future = []
    }

    /// Exchanges a draft for the one before; false when there is none.
    package mutating func undo(_ draft: inout Draft) -> Bool {
        guard let previous = past.popLast() else { return false }
        future.append(draft)
        draft = previous
        return true
    }

    /// Exchanges a draft for the one that the last undo took back; false when there is none.
    package mutating func redo(_ draft: inout Draft) -> Bool {
        guard let next = future.popLast() else { return false }
        past.append(draft)
        draft = next
        return true
    }
}
