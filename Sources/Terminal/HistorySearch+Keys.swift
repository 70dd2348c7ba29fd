extension HistorySearch {
    /// What an event does to a search.
    enum Answer: Equatable {
        /// The search goes on, and is to be drawn.
        case goesOn
        /// The search goes on as it was.
        case refused
        /// The search is over, and the line stands as it was before.
        case left
        /// The search is over, and the find stays.
        case accepted
        /// The find stays, and the event then does what it always does.
        case acceptedThen(InputEvent)
    }

    /// Takes an event. `runsOnEnter` is false where Enter only ends the search, as after vi's `/`.
    mutating func take(_ event: InputEvent, runsOnEnter: Bool) -> Answer {
        switch event {
        case .scalar("\u{12}"): next(.older)
        case .scalar("\u{13}"): next(.newer)
        case .scalar("\u{08}"), .scalar("\u{7F}"): return takeBack() ? .goesOn : .refused
        case .scalar("\u{03}"): return clear() ? .goesOn : .left
        case .scalar("\u{07}"): return .left
        case .scalar("\t"), .key(.escape): return .accepted
        case .scalar("\r"), .scalar("\n"): return runsOnEnter ? .acceptedThen(event) : .accepted
        case .scalar(let scalar) where scalar >= " ": add([scalar])
        case .paste(let text): add(Array(text.unicodeScalars))
        case .scalar, .key, .alt, .refused: return .acceptedThen(event)
        }
        return .goesOn
    }
}
