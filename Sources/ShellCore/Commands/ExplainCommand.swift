import TerminalText
import VideoAPI

/// `explain`: the JSON body with a comment for each field.
enum ExplainCommand {
    static let command = Command(
        "explain",
        group: .draft,
        summary: "show the request that the draft makes, with a comment for each field",
        details: ["For teaching: `json` prints the same without comments, for programs."],
        examples: [.init("explain", "shows the body of POST /v1/videos, explained")],
        run: { (session: inout Session, turn: Turn) throws(ShellError) in
            if session.output == .json { return [.data(RequestPreview.body(of: session.draft).text)] }
            return [.print(lines(session, turn))]
        }
    )

    private static func lines(_ session: Session, _ turn: Turn) -> [StyledText] {
        let body = RequestPreview.body(of: session.draft)
        let members = body.members ?? []
        let address = session.profile.address.map(\.description) ?? "http://127.0.0.1:PORT/v1"
        var lines = [StyledText("POST ", .strong) + StyledText("\(address)/videos")]
        lines.append(StyledText("{", .faint))
        for (place, member) in members.enumerated() {
            lines += self.lines(member, isLast: place == members.count - 1, columns: turn.surroundings.columns)
        }
        lines.append(StyledText("}", .faint))
        let absent = Field.wireOrder.filter { field in members.allSatisfy { $0.key != field.wireName } }
        for field in absent { lines.append(StyledText("# left out: \(field.wireName)  \(field.summary)", .faint)) }
        return lines
    }

    private static func lines(_ member: JSONMember, isLast: Bool, columns: Int) -> [StyledText] {
        let field = Field.wireOrder.first { $0.wireName == member.key }
        let summary = member.key == "images" ? "The first and the last frame, in this order." : field?.summary ?? ""
        var line = StyledText("  \"\(member.key)\"", .accent) + StyledText(": ")
        line.append(Sanitizer.oneLine(member.value.text), .success)
        line.append(isLast ? "" : ",")
        return [StyledText("  # \(summary)", .faint), line]
    }
}

/// The body that a draft would make, as far as it is known: for `json`, `curl`, `explain` and `--dry-run`.
enum RequestPreview {
    /// The body with addresses as they stand; files and data: URLs by what they are; an undrawn seed is left out.
    static func body(of draft: Draft) -> JSONValue {
        let images = [FieldName.first, .last].map { name in
            draft.image(name).map { JSONValue.string(image($0)) } ?? .null
        }
        let seed: Int? = if case .value(let number) = draft.seed { number } else { nil }
        return draft.wireObject(images: images, seed: seed)
    }

    private static func image(_ reference: ImageReference) -> String {
        switch reference {
        case .address(let address): address
        case .inline(let picture): "data:\(picture.format.mediaType);base64,(\(ByteCount(picture.byteCount)))"
        case .file(let picture): "data:\(picture.format.mediaType);base64,(\(picture.path), \(ByteCount(picture.byteCount)))"
        case .forgotten(let digest): "data:\(digest.format.mediaType);base64,(\(ByteCount(digest.byteCount)), not kept)"
        }
    }
}
