import ShellCore
import Testing
import VideoAPI

struct FieldBlameTests {
    @Test(
        "the field that a service blames in its words is pointed at",
        arguments: [
            ("images[0]: Unable to download", "first"), ("first_frame_url is not reachable", "first"),
            ("the last frame image could not be decoded", "last"), ("failed to get images[1].", "last"),
            ("negative_prompt too long", "negative"),
            ("Your prompt violates our rules", "prompt"), ("Size must be 720P", "size"), ("invalid parameter 'seed'", "seed"),
            ("input.negative_prompt: too long", "negative"), ("unsupported model: x", "model"),
            ("Input data may contain inappropriate content", nil), ("the model is overloaded", nil), ("the file size is too large", nil),
            ("Negative prompt too long", "negative"), ("images[0] and images[1] differ", nil), ("Model is overloaded", nil),
            ("the first frame and the last frame differ", nil), ("", nil), ("the first request failed", nil),
        ] as [(String, String?)]
    )
    func blames(_ message: String, _ field: String?) throws {
        var shell = ShellTester.ready(profile: "hosted")
        var record = TaskRecord.sample(12, .failed, profile: "hosted")
        record.failure = TaskFailure(code: "x", message: message)
        shell.send(.changed(record, .live))
        let blame = shell.printed.first { $0.contains("`retry 12 ") && $0.contains("=…`") }
        #expect(blame?.hasPrefix("  \(field ?? "-"): ") == (field == nil ? nil : true), "\(shell.text)")

        var json = ShellTester.ready(.json, profile: "hosted")
        json.send(.changed(record, .live))
        let error = try #require(json.objects.first { $0["error"] != nil }?["error"] as? [String: Any])
        #expect(error["field"] as? String == field)
    }

    @Test(
        "a value that is refused is pointed at by the parameter, else by the words",
        arguments: [
            ("images[1]", "bad", "set last"), (nil, "size: bad", "set size"), ("size", "the prompt is bad", "set size"),
            (nil, "bad", "show"),
        ] as [(String?, String, String)]
    )
    func refused(_ param: String?, _ message: String, _ hint: String) throws {
        var shell = ShellTester.ready(profile: "hosted")
        shell.type("submit --dry-run", "submit")
        guard case .spend(let order)? = shell.question else { throw CancellationError() }
        var error = ServiceError(.input, sending: .rejected, message: message, httpStatus: 400)
        error.param = param
        shell.send(.notSubmitted(.sample(12, nil, sending: .rejected, profile: "hosted"), error, order))
        #expect(shell.told.contains("  try: \(hint)"), "\(shell.text)")
    }
}
