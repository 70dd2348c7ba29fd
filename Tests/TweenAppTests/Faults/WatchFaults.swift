import FaultServer
import ShellCore
import VideoClient

@testable import TweenApp

/// What can befall the questions how a task is, and what may be said in answer to them.
enum WatchFaults {
    static let book = FaultBook(name: "watching", rows: errors + keys + words + figures + shapes + ids + ends)

    /// The task is accepted, then asked for.
    private static func row(_ name: String, _ polls: FaultServer.Fault...) -> FaultCase { row(name, polls) }
    private static func row(_ name: String, _ polls: [FaultServer.Fault]) -> FaultCase {
        FaultCase(name, ["submit --yes"]) { $0.polls = polls }
    }

    /// The same, typed.
    private static func typed(_ name: String, _ lines: [FaultCase.Line], _ polls: FaultServer.Fault...) -> FaultCase {
        FaultCase(name, lines) { $0.polls = polls }.with { $0.isTyped = true }
    }

    private static let unknown = FaultServer.Fault.answer("400 Bad Request", #"{"code":"task_not_exist","message":"task not exist"}"#)
    private static let missing = FaultServer.Fault.answer("404 Not Found", "{}")
    private static let refused = FaultServer.Fault.answer("401 Unauthorized", #"{"error":{"message":"Invalid token"}}"#)

    private static let errors = [
        row("errors, then news", .answer("500 Internal Server Error", ""), .reset(after: ""), .cut(""), .status("running"), .succeeded),
        row("nine errors", Array(repeating: .answer("503 Service Unavailable", ""), count: 9) + [.succeeded]),
        row("a page", .answer("200 OK", "<html><title>Maintenance</title>", headers: ["Content-Type: text/html"]), .succeeded),
        row("429 for 50 seconds", .answer("429 Too Many Requests", "", headers: ["Retry-After: 50"]), .succeeded),
        row("429 for 600 seconds", .answer("429 Too Many Requests", "", headers: ["Retry-After: 600"]), .succeeded),
        row("402", .answer("402 Payment Required", #"{"message":"no balance"}"#), .succeeded),
        row("a redirect", .answer("307 Temporary Redirect", "", headers: ["Location: {elsewhere}/v1/videos/task_1"]), .succeeded),
        row("unknown at first", unknown, missing, missing, .status("running"), .succeeded),
        row("404 for ever", missing),
        row("task_not_exist for ever", unknown),
        typed(
            "404 for ever, then known again",
            ["submit --yes", "tasks", "watch 1"],
            missing,
            missing,
            missing,
            missing,
            missing,
            missing,
            missing,
            missing,
            .succeeded
        ),
        row("silence, then news", .hang(after: ""), .succeeded).with { $0.timeouts = .impatient(\.firstByte, .seconds(1)) },
        row("hints without end", .hints, .succeeded),
        row("a huge head", .hugeHead, .succeeded),
        row("a huge answer", .hugeBody, .succeeded),
        row("gzip that nobody asked for", .answer("200 OK", "\u{1f}bomb", headers: ["Content-Encoding: gzip"]), .succeeded),
        row("a gzip bomb", .gzipBomb, .succeeded),
        row("a deep answer", .json(String(repeating: "[", count: 100_000)), .succeeded),
    ]

    private static let keys = [
        row("401", refused).with { $0.service.videos = [refused] },
        row("401, and a film all the same", refused),
        row("403", .answer("403 Forbidden", #"{"message":"no access"}"#)).with { $0.service.videos = [refused] },
        row("403 for want of credit", .answer("403 Forbidden", #"{"code":"insufficient_user_quota","message":"用户额度不足"}"#))
            .with { $0.service.videos = [refused] },
        typed(
            "401, then the same key",
            ["submit --yes", "tasks", "login", .secret(FaultRun.key), .pass(60), "tasks"],
            refused,
            .succeeded
        ).with { $0.service.videos = [refused, .film()] },
        typed(
            "401, then another key",
            ["submit --yes", "tasks", "login", .secret("sk-another-0123456789"), .pass(60), "tasks"],
            refused,
            .succeeded
        ).with { $0.service.videos = [refused, .film()] },
    ]

    private static let words = [
        row("words that go back", .status("running"), .status("queued"), .status("pending"), .status("running"), .succeeded),
        row("an unknown word", .status("brewing"), .status("Brewing hard, and for a time that nobody can foresee"), .succeeded),
        row("an empty word", .status(""), .succeeded),
        row("no word", .json(#"{"id":"task_1","status":null}"#), .succeeded),
        row("a number for a word", .json(#"{"id":"task_1","status":3}"#), .succeeded),
        row("upper case", .status("IN-PROGRESS"), .status("SUCCEEDED")),
        row("a word with escapes", .status(#"\u001b[2Jgone"#), .succeeded),
        row("failed", .status("failed", #","error":{"code":"InternalError.Algo","message":"inference failed"}"#)),
        row("failed without a reason", .status("failed")),
        row("failed, with the key in it", .status("failed", #","error":{"message":"key \#(FaultRun.key) is over its limit"}"#)),
        row("cancelled", .status("cancelled")),
        row("expired", .status("expired")),
        row("the error of a call", .json(#"{"code":"Throttling","message":"Requests rate limit exceeded"}"#), .succeeded),
    ]

    private static let figures = [
        row(
            "progress",
            ["45", "45.7", #""46""#, #""47%""#, "0.5", "null", "-3", "101", "1e300", "[]", #""half""#].map {
                .status("running", ",\"progress\":\($0)")
            }
                + [.succeeded]
        ).with { $0.output = .json },
        row(
            "moments that can't be",
            ["-1", "0", "1e300", "99999999999999", #""yesterday""#, "null", "[]"].map {
                .status("running", ",\"created_at\":\($0),\"expires_at\":\($0)")
            }
                + [.status("succeeded", #","created_at":99999999999,"completed_at":-5,"expires_at":1"#)]
        ),
    ]

    private static let shapes = [
        row(
            "DashScope's form",
            .json(#"{"output":{"task_status":"RUNNING","task_id":"x"}}"#),
            .json(#"{"output":{"task_status":"SUCCEEDED"}}"#)
        ),
        row("another id", .json(#"{"id":"task_2","status":"running"}"#), .succeeded),
        row("a lone surrogate", .status("running", #","x":"\ud800""#), .succeeded),
        row("a duplicate key", .json(#"{"id":"task_1","status":"running","status":"queued"}"#), .succeeded),
    ]

    private static let ids = [
        "a/b", "..", "a?b#c", #"a\u0007\u001b[31mb"#, "小猫", String(repeating: "x", count: 300), String(repeating: "y", count: 2049),
    ].map { id in
        FaultCase("id " + id.prefix(20) + (id.utf8.count > 20 ? ", \(id.utf8.count) bytes" : ""), ["submit --yes --timeout 60s"]) {
            $0.submits = [.json(#"{"id":"\#(id)","status":"pending"}"#)]
        }
    }

    private static let ends = [
        row("the end of patience", .status("running")).with { $0.lines = ["submit --yes --timeout 20s"] },
        row("^C", .status("running")).with { $0.interrupt = .whileWaiting },
        typed("^C at the keyboard", ["submit --yes", .pass(60)], .status("running"), .succeeded).with { $0.interrupt = .whileWaiting },
    ]
}
