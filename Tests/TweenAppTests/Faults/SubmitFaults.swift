import FaultServer
import Foundation
import ShellCore
import VideoClient

@testable import TweenApp

/// What can befall a request on its way out and its answer on its way back.
enum SubmitFaults {
    static let book = FaultBook(
        name: "submitting",
        rows: unsent + lost + odd + redirected + refused + limited + broken + stopped + unwritten
    )

    private static func row(_ name: String, _ faults: FaultServer.Fault...) -> FaultCase {
        FaultCase(name) { if !faults.isEmpty { $0.submits = faults } }
    }

    private static let html = ["Content-Type: text/html"]
    private static let beginning = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"

    private static let unsent = [
        row("nobody listens").with { $0.place = .nobody },
        row("nobody knows the name").with { $0.place = .unknownName },
        row("TLS with something else", .resetInRequest).with { $0.place = .tls },
        row("TLS that is never answered", .hang(after: "")).with { ($0.place, $0.timeouts) = (.tls, .impatient(\.connect)) },
    ]

    private static let lost = [
        row("reset in the request", .resetInRequest),
        row("reset after the request", .reset(after: "")),
        row("closed after the request", .cut("")),
        row("a cut status line", .cut("HTTP/1.1 20")),
        row("a cut head", .cut("HTTP/1.1 200 OK\r\nContent-Le")),
        row("no HTTP", .cut("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
        row("a cut body", .cut(beginning + #"{"status":"pending","id":"task_"#)),
        row("a cut body with the id in it", .cut(beginning + #"{"id":"task_1","status":"pen"#)),
        row("a reset in the body", .reset(after: beginning + #"{"status":"#)),
        row("silence", .hang(after: "")).with { $0.timeouts = .impatient(\.firstByte) },
        row("silence in the body", .hang(after: beginning + "{")).with { $0.timeouts = .impatient(\.wholeReply, .seconds(1)) },
        row("drip", .drip(beginning + String(repeating: " ", count: 99))).with { $0.timeouts = .impatient(\.wholeReply) },
        row("hints without end", .hints),
        row("a huge head", .hugeHead),
        row("a huge body", .hugeBody),
        row("a gzip bomb", .gzipBomb),
    ]

    private static let odd = [
        row("200, empty", .answer("200 OK", "")),
        row("200 without an id", .json(#"{"status":"pending"}"#)),
        row("200 with an error", .json(#"{"code":"InternalError","message":"try later"}"#)),
        row("200, a page", .answer("200 OK", "<html><title>Welcome to nginx!</title>", headers: html)),
        row("200, no object", .json("[1,2]")),
        row("200, too deep", .json(String(repeating: "[", count: 100_000))),
        row("200, broken JSON with an id", .json(#"{"id":"task_1","status":pending}"#)),
        row("200, the id elsewhere", .json(#"{"output":{"task_status":"PENDING","task_id":"task_1"}}"#)),
        row("200, an id of 300 bytes", .json(#"{"id":"\#(String(repeating: "x", count: 300))"}"#)),
        row("201", .answer("201 Created", #"{"id":"task_1"}"#)),
    ]

    private static let redirected =
        ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"].map {
            row($0, .answer($0, "", headers: ["Location: {elsewhere}/v1/videos"]))
        } + [
            row("307 to an odd place", .answer("307 Temporary Redirect", "", headers: ["Location: http://x/\u{202E}gpj.exe"])),
            row("304", .answer("304 Not Modified", "")),
        ]

    private static func error(_ status: String, _ code: String, _ message: String, _ more: String = "") -> FaultServer.Fault {
        .answer(status, #"{"error":{"code":"\#(code)","message":"\#(message)"\#(more)}}"#)
    }

    private static let refused = [
        row("400 without words", .answer("400 Bad Request", "{}")),
        row("400 that blames a field", error("400 Bad Request", "invalid_size", "size 4K is not offered", #","param":"size""#)),
        row(
            "400 in a string",
            .answer("400 Bad Request", #"{"message":"{\"error\":{\"code\":\"InvalidParameter\",\"message\":\"bad seed\"}}"}"#)
        ),
        row("400 with escapes", error("400 Bad Request", "InvalidParameter", #"\u001b]0;x\u0007\u202eno"#)),
        row("400 of a moderator", error("400 Bad Request", "DataInspectionFailed", "Input data may contain inappropriate content.")),
        row("400 of a picture", error("400 Bad Request", "InvalidURL.Timeout", "Download of the first frame timed out.")),
        row("400 of arrears", error("400 Bad Request", "Arrearage", "Access denied, please make sure your account is in good standing.")),
        row("401", error("401 Unauthorized", "invalid_api_key", "Invalid token")),
        row("401 with the key in it", error("401 Unauthorized", "InvalidApiKey", "Incorrect API key provided: \(FaultRun.key).")),
        row("402", error("402 Payment Required", "insufficient_balance", "balance 0.12, needed 1.00")),
        row("403", error("403 Forbidden", "Model.AccessDenied", "Model access denied.")),
        row("403 without credit", error("403 Forbidden", "AllocationQuota.FreeTierOnly", "The free tier of the model has been exhausted.")),
        row("404 of a model", error("404 Not Found", "ModelNotFound", "Model not exist.")),
        row("404 of an address", .answer("404 Not Found", "<html><title>404 Not Found</title>", headers: html)),
        row("408", .answer("408 Request Timeout", "")),
        row("413", .answer("413 Content Too Large", "")),
        row("422", error("422 Unprocessable Content", "unprocessable", "images must be two")),
        row("402 that is broken", .answer("402 Payment Required", #"{"error":{"message":"balance 0"#)),
        row("409 with a task in it", .answer("409 Conflict", #"{"code":"duplicate","message":"sent before","task_id":"task_1"}"#)),
    ]

    private static func limit(_ headers: String..., body: String = #"{"message":"slow down"}"#) -> FaultServer.Fault {
        .answer("429 Too Many Requests", body, headers: headers)
    }

    private static let endless = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\n\r\n"
    private static let date = "Date: Sun, 06 Nov 1994 08:49:37 GMT"

    private static let limited = [
        row("429 that does not say when", limit(), .accepted),
        row("429 for no time", limit("Retry-After: 0"), .accepted),
        row("429 for two seconds", limit("Retry-After: 2"), .accepted),
        row("429 for two seconds, and again", limit("Retry-After: 2"), limit("Retry-After: 2"), .accepted),
        row("429 for two seconds, then a reset", limit("Retry-After: 2"), .reset(after: "")),
        row("429 for 120 seconds", limit("Retry-After: 120"), .accepted),
        row("429 for 121 seconds", limit("Retry-After: 121"), .accepted),
        row("429 for 300 seconds", limit("Retry-After: 300"), .accepted),
        row("429 until a date", limit(date, "Retry-After: Sun, 06 Nov 1994 08:51:07 GMT"), .accepted),
        row("429 until a date that has gone by", limit(date, "Retry-After: Sun, 06 Nov 1994 08:49:07 GMT"), .accepted),
        row("429 for ever", limit("Retry-After: 99999999999999999999"), .accepted),
        row("429 for nonsense", limit("Retry-After: soon"), .accepted),
        row("429 with a task in it", limit("Retry-After: 2", body: #"{"task_id":"task_1"}"#)),
        row("429 with a task in broken JSON", limit("Retry-After: 2", body: #"{"task_id":"task_1","status":"queued",,}"#), .accepted),
        row("429 with a task, without a length, and cut", .cut(endless + #"{"task_id":"task_1","status":"queu"#), .accepted),
        row("429 with a task in the error", limit("Retry-After: 2", body: #"{"error":{"message":"slow","task_id":"task_1"}}"#), .accepted),
        row("429 with a task elsewhere", limit("Retry-After: 2", body: #"{"result":{"task_id":"task_1"}}"#), .accepted),
        row("429 with a task in a list", limit("Retry-After: 2", body: #"[{"task_id":"task_1"}]"#), .accepted),
        row("429 without a length, and cut", .cut(endless + #"{"error":{"mess"#), .accepted),
        row("429 without a length", .cut(endless + #"{"error":{"message":"slow"}}"#), .accepted),
        row("429 in plain text", limit("Retry-After: 2", body: "slow down"), .accepted),
        row("429 with a page", limit("Content-Type: text/html", "Retry-After: 2", body: "<html><title>Slow down</title>"), .accepted),
        row("429 that is empty", limit("Retry-After: 2", body: ""), .accepted),
        row("429 that is cut", .cut("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\nContent-Length: 99\r\n\r\n{"), .accepted),
        row("429 of a bill", limit("Retry-After: 2", body: #"{"code":"PostpaidBillOverdue","message":"pay first"}"#), .accepted),
        row(
            "429 without quota",
            limit("Retry-After: 2", body: #"{"error":{"code":"insufficient_quota","message":"You exceeded your quota"}}"#),
            .accepted
        ),
        row(
            "429 of an allocation",
            limit("Retry-After: 2", body: #"{"code":"Throttling.AllocationQuota","message":"Allocated quota exceeded"}"#),
            .accepted
        ),
    ]

    private static let broken = [
        row("500", .answer("500 Internal Server Error", #"{"code":"InternalError","message":"An internal error has occured"}"#)),
        row("502, a page", .answer("502 Bad Gateway", "<html><title>502 Bad Gateway</title>", headers: html)),
        row("503", .answer("503 Service Unavailable", "")),
        row("503 that says when", .answer("503 Service Unavailable", "", headers: ["Retry-After: 7"])),
        row("500 with the key in it", .answer("500 Internal Server Error", "upstream said: Authorization: Bearer \(FaultRun.key)")),
    ]

    private static let stopped = [
        row("^C before the first byte").with { $0.interrupt = .beforePost },
        row("^C after it", .hang(after: "")).with { $0.interrupt = .afterPost },
        row("^C while a 429 is waited out", limit("Retry-After: 60"), .accepted).with { $0.interrupt = .whileWaiting },
    ]

    private static let unwritten = [
        row("no journal can be made").with {
            $0.prepare = {
                try FileManager.default.createDirectory(atPath: $0.places.state + "/journal.sqlite", withIntermediateDirectories: false)
            }
        },
        row("the journal fails after the answer").with {
            $0.onPost = { try? TamperedDatabase($0.places.state + "/journal.sqlite").run("ALTER TABLE task RENAME TO gone") }
        },
        row("the journal fails after an answer to a series").with {
            $0.lines = ["sweep seed=1..3 --yes"]
            $0.output = .json
            $0.onPost = { try? TamperedDatabase($0.places.state + "/journal.sqlite").run("ALTER TABLE task RENAME TO gone") }
        },
        row("the journal fails, and the answer is lost", .reset(after: "")).with {
            $0.onPost = { try? TamperedDatabase($0.places.state + "/journal.sqlite").run("ALTER TABLE task RENAME TO gone") }
        },
    ]
}
