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
        needs: { session, _ throws(ShellError) in SharingCommands.needs(nil, session) },
        run: { (session: inout Session, turn: Turn) throws(ShellError) in
            let body = RequestPreview.body(of: try SharingCommands.draft(nil, session, turn))
            return session.output == .json ? [.data(body.text)] : [.print(lines(body, session))]
        }
    )

    private static func lines(_ body: JSONValue, _ session: Session) -> [StyledText] {
        let members = body.members ?? []
        let address = session.profile.address?.description ?? RequestPreview.embeddedAddress
        var lines = [StyledText("POST ", .strong) + StyledText("\(address)/videos")]
        lines.append(StyledText("{", .faint))
        for (place, member) in members.enumerated() {
            lines += self.lines(member, isLast: place == members.count - 1)
        }
        lines.append(StyledText("}", .faint))
        let absent = Field.all.filter { field in members.allSatisfy { $0.key != field.wireName } }
        for field in absent { lines.append(StyledText("# left out: \(field.wireName)  \(field.summary)", .faint)) }
        return lines
    }

    private static func lines(_ member: JSONMember, isLast: Bool) -> [StyledText] {
        let field = Field.all.first { $0.wireName == member.key }
        let summary = member.key == "images" ? "The first and the last frame, in this order." : field?.summary ?? ""
        var line = StyledText("  \"\(member.key)\"", .accent) + StyledText(": ")
        line.append(Sanitizer.oneLine(member.value.text), .success)
        line.append(isLast ? "" : ",")
        return [StyledText("  # \(summary)", .faint), line]
    }
}
