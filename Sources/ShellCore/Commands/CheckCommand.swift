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
                if fixed != session.draft { effects = DraftChange.apply(fixed, set: [], in: &session, remark: "(fixed; `undo`)") }
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
        let ready = StyledText("ready", .success) + StyledText("   `submit`", .faint)
        let head = problems.isEmpty ? ready : StyledText("not ready:", .warning)
        let verdict = session.answer(
            lines: [head] + (problems + warnings).map(ProblemWords.line),
            header: ["field", "code", "message"],
            rows: (problems + warnings).map { [$0.field.rawValue, Message($0).code.rawValue, Message($0).text] },
            object: ["ready": .bool(problems.isEmpty), "problems": list(problems), "warnings": list(warnings)]
        )
        return verdict + (problems.isEmpty ? [] : [.fail(.draftInvalid)])
    }

    private static func list(_ problems: [Problem]) -> JSONValue {
        .array(
            problems.map { problem in
                let message = Message(problem)
                return [
                    "field": .string(problem.field.rawValue), "code": .string(message.code.rawValue), "message": .string(message.text),
                    "fix": message.hints.first.map(JSONValue.string) ?? .null,
                ]
            }
        )
    }
}
