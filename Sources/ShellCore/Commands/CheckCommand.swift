import TerminalText
import VideoAPI

/// `check [--fix]`.
enum CheckCommand {
    static let command = Command(
        "check",
        group: .draft,
        summary: "check the draft without sending anything; --fix mends what has one remedy",
        examples: [
            .init("check", "says what stands between the draft and a submit"),
            .init("check --fix", "takes a size that the model offers"),
        ],
        parameters: .flag("--fix", "take the nearest value that fits, where there is one"),
        run: { (session: inout Session, _: Turn, fixes: Bool) throws(ShellError) in
            var effects: [Effect] = []
            if fixes {
                let fixed = mended(session.draft)
                if fixed != session.draft { effects += DraftChange.apply(fixed, set: [], in: &session, remark: "(fixed)") }
            }
            return effects + report(session)
        }
    )

    /// The size that the model offers which is nearest to the one that was asked for.
    private static func mended(_ draft: Draft) -> Draft {
        var mended = draft
        for problem in draft.problems() {
            guard case .sizeNotOffered(let size, let model) = problem.reason else { continue }
            let nearest = model.sizes.min { abs($0.pixelCount - size.pixelCount) < abs($1.pixelCount - size.pixelCount) }
            mended[.size] = nearest.map(FieldValue.size)
        }
        return mended
    }

    private static func report(_ session: Session) -> [Effect] {
        let problems = session.draft.problems()
        let warnings = session.draft.warnings()
        if session.output == .json {
            let list = { (problems: [Problem]) in JSONValue.array(problems.map { Diagnostic(Message($0)).object(nil)["error"] ?? .null }) }
            return [.data((["ready": .bool(problems.isEmpty), "problems": list(problems), "warnings": list(warnings)] as JSONValue).text)]
                + failure(problems)
        }
        var lines: [StyledText] = []
        if problems.isEmpty {
            lines.append(StyledText("ready", .success) + StyledText("   `submit`", .faint))
        } else {
            lines.append(StyledText("not ready:", .warning))
        }
        lines += (problems + warnings).map(ProblemWords.line)
        return (problems.isEmpty ? [.print(lines)] : [.tell(lines)]) + failure(problems)
    }

    private static func failure(_ problems: [Problem]) -> [Effect] { problems.isEmpty ? [] : [.fail(.draftInvalid)] }
}
