import TerminalText
import VideoAPI

/// What is shown before a request goes out.
extension Spending {
    /// What goes out, before the question; the draft's seed is drawn.
    static func outgoing(_ draft: Draft, to profile: String, in session: Session) -> StyledText {
        let seed = if case .value(let number) = draft.seed { "seed \(number)" } else { "seed left to the server" }
        let price = MoneyWords.amount(of: [draft], session.settings)
        return StyledText("1 task", .strong)
            + StyledText(" to \(profile): \(draft.model.wireName) \(draft.size.wireName) · \(seed) · \(price)")
    }

    /// The body that would go out.
    static func dryRun(_ request: VideoRequest, in session: Session) -> Effect {
        let body = RequestPreview.body(of: request.draft)
        return session.output == .terminal ? .print(body.indented.split(separator: "\n").map { StyledText(String($0)) }) : .data(body.text)
    }

    /// Files of 7 MB and more do not travel well as data: URLs; the embedded server takes them up to its own limit.
    static func heavyPictures(of draft: Draft, in session: Session) -> [Problem] {
        guard session.profile.isPaid else { return [] }
        return FieldName.frames.compactMap { name in
            guard let byteCount = draft.sentBytes(of: name), byteCount >= 7_000_000 else { return nil }
            return Problem(name, .heavyPicture(byteCount: byteCount))
        }
    }

    /// What is worth saying and stops nothing.
    static func remarks(on draft: Draft, in session: Session) -> [Effect] {
        var problems = draft.warnings()
        if session.profile.isPaid {
            problems += FieldName.frames.filter { draft.sentBytes(of: $0) != nil }.map { Problem($0, .inlinePicture) }
        }
        let lines = problems.map { StyledText.warning(Message($0).text) } + DraftWords.hidden(in: draft, of: [.prompt, .negative])
        return lines.isEmpty ? [] : [.tell(lines)]
    }
}

extension FieldName {
    /// The two fields that are pictures.
    static let frames: [FieldName] = [.first, .last]
}

extension Draft {
    /// The picture files that it names.
    var files: [String] {
        FieldName.frames.compactMap { name in
            guard case .file(let picture)? = image(name) else { return nil }
            return picture.path
        }
    }

    /// The size of a picture that goes out itself, not as an address.
    fileprivate func sentBytes(of name: FieldName) -> Int? {
        switch image(name) {
        case .file(let picture): picture.byteCount
        case .inline(let picture): picture.byteCount
        case .address, .forgotten, .none: nil
        }
    }
}

extension StyledText {
    /// `warning: …`.
    static func warning(_ words: String) -> StyledText { StyledText("warning: ", .warning) + StyledText(words) }
}
