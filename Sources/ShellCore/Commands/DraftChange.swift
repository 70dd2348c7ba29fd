import TerminalText
import VideoAPI

/// How a changed draft enters the session, whatever changed it.
enum DraftChange {
    /// Puts a draft in place of the present one, which `undo` brings back, and says what has changed.
    ///
    /// - Parameter set: the fields that the line named; their warnings are told even if nothing has changed.
    /// - Parameter asDiff: shows the change as `diff` does, texts word by word.
    static func apply(
        _ draft: Draft,
        set names: Set<FieldName>,
        in session: inout Session,
        remark: String? = nil,
        asDiff: Bool = false
    ) -> [Effect] {
        let old = session.draft
        if draft != old { session.undone.remember(old) }
        session.draft = draft
        session.refused.forget(names)
        return report(from: old, set: names, in: &session, remark: remark, asDiff: asDiff)
    }

    /// Says what has changed since `old`, and what does not fit any more.
    static func report(
        from old: Draft,
        set names: Set<FieldName>,
        in session: inout Session,
        remark: String? = nil,
        asDiff: Bool = false
    ) -> [Effect] {
        let draft = session.draft
        session.rememberAddresses(of: draft)
        var effects: [Effect] = []
        if session.output == .terminal || session.echoes {
            var lines = asDiff ? DraftDiff.lines(from: old, to: draft) : DraftWords.changes(from: old, to: draft)
            // What changes nothing is no step that `undo` could take back.
            let remark = old == draft ? nil : remark
            if lines.isEmpty { lines = [StyledText("(as it was)", .faint)] }
            if let remark { lines[lines.count - 1].append("  \(remark)", .faint) }
            effects.append(.print(lines))
        }
        let changed = Set(FieldName.allCases.filter { old[$0] != draft[$0] })
        let warnings = DraftWords.warnings(of: draft, about: names.union(changed))
        if !warnings.isEmpty { effects.append(.tell(warnings)) }
        return effects
    }
}

extension Session {
    /// Keeps the addresses of a draft for Tab.
    fileprivate mutating func rememberAddresses(of draft: Draft) {
        for name in FieldName.frames {
            guard case .address(let address)? = draft.image(name), usedAddresses.first != address else { continue }
            usedAddresses.removeAll { $0 == address }
            usedAddresses.insert(address, at: 0)
            if usedAddresses.count > 20 { usedAddresses.removeLast() }
        }
    }
}
