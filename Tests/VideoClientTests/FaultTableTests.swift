import FaultServer
import Testing

@testable import VideoAPI
@testable import VideoClient

@Suite("Against a service that fails", .timeLimit(.minutes(1)))
struct FaultTableTests {
    /// One fault, and what it means for a submit and for a question how a task is.
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let fault: FaultServer.Fault
        let submit: Outcome
        let poll: Outcome
        var retryAfter: Duration?
        /// Whether the time limits have to end it.
        var isEndless = false

        enum Outcome: Sendable {
            case task(TaskStatus)
            case unconfirmed(ServiceError.Kind)
            case rejected(ServiceError.Kind)
            /// Whether a byte left before the reset came in is chance; what is said has to be either of two.
            case raced
            /// Only a question can fail in this way.
            case failed(ServiceError.Kind)
        }

        init(
            _ name: String,
            _ fault: FaultServer.Fault,
            submit: Outcome,
            poll: Outcome,
            retryAfter: Duration? = nil,
            isEndless: Bool = false
        ) {
            testDescription = name
            self.fault = fault
            self.submit = submit
            self.poll = poll
            self.retryAfter = retryAfter
            self.isEndless = isEndless
        }
    }

    private static let lost = [
        Row("reset before the request is read", .resetAtOnce, submit: .raced, poll: .failed(.network)),
        Row("reset after the request", .reset(after: ""), submit: .unconfirmed(.unconfirmed), poll: .failed(.network)),
        Row("closed after the request", .cut(""), submit: .unconfirmed(.unconfirmed), poll: .failed(.network)),
        Row("cut status line", .cut("HTTP/1.1 20"), submit: .unconfirmed(.unconfirmed), poll: .failed(.network)),
        Row("cut head", .cut("HTTP/1.1 200 OK\r\nContent-Le"), submit: .unconfirmed(.unconfirmed), poll: .failed(.network)),
        Row("no HTTP", .cut("SSH-2.0-OpenSSH_9.2\r\n\r\n"), submit: .unconfirmed(.unconfirmed), poll: .failed(.network)),
        Row("huge head", .hugeHead, submit: .unconfirmed(.unconfirmed), poll: .failed(.network)),
        Row("hints without end", .hints, submit: .unconfirmed(.unconfirmed), poll: .failed(.network)),
        Row("body without end", .hugeBody, submit: .unconfirmed(.unconfirmed), poll: .failed(.network)),
        Row(
            "cut body",
            .cut("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"status\":\"running\",\"id\":\"task_"),
            submit: .unconfirmed(.unconfirmed),
            poll: .failed(.network)
        ),
        Row(
            "reset in the body",
            .reset(after: "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"status\":\"running\""),
            submit: .unconfirmed(.unconfirmed),
            poll: .failed(.network)
        ),
        Row("silence", .hang(after: ""), submit: .unconfirmed(.unconfirmed), poll: .failed(.network), isEndless: true),
        Row(
            "silence in the body",
            .hang(after: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
            submit: .unconfirmed(.unconfirmed),
            poll: .failed(.network),
            isEndless: true
        ),
        Row(
            "drip",
            .drip("HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n" + String(repeating: " ", count: 90_000)),
            submit: .unconfirmed(.unconfirmed),
            poll: .failed(.network),
            isEndless: true
        ),
    ]

    private static let odd = [
        Row("empty", .answer("200 OK", ""), submit: .unconfirmed(.unconfirmed), poll: .failed(.upstream)),
        Row("no id", .answer("200 OK", #"{"status":"running"}"#), submit: .unconfirmed(.unconfirmed), poll: .task(.running)),
        Row("no object", .answer("200 OK", "[1,2]"), submit: .unconfirmed(.unconfirmed), poll: .failed(.upstream)),
        Row("a page", .answer("200 OK", "<!doctype html>", headers: html), submit: .unconfirmed(.unconfirmed), poll: .failed(.upstream)),
        Row(
            "a gzip bomb",
            .gzipBomb,
            submit: .unconfirmed(.unconfirmed),
            poll: .failed(.upstream)
        ),
        Row(
            "figures as text",
            .answer("200 OK", #"{"id":"t","status":"RUNNING","progress":"45.7%"}"#),
            submit: .task(.running),
            poll: .task(.running)
        ),
        Row(
            "a lone surrogate",
            .answer("200 OK", #"{"id":"t","status":"queued","x":"\ud800"}"#),
            submit: .task(.queued),
            poll: .task(.queued)
        ),
        Row("an unknown status", .answer("200 OK", #"{"id":"t","status":"brewing"}"#), submit: .task(.running), poll: .task(.running)),
        Row(
            "broken UTF-8",
            .cut(
                Array("HTTP/1.1 200 OK\r\nContent-Length: 37\r\n\r\n{\"id\":\"t\",\"status\":\"running\",\"x\":\"".utf8) + [
                    0xFF, 0x22, 0x7D,
                ]
            ),
            submit: .task(.running),
            poll: .task(.running)
        ),
        Row(
            "too deep",
            .answer("200 OK", String(repeating: "[", count: 100_000)),
            submit: .unconfirmed(.unconfirmed),
            poll: .failed(.upstream)
        ),
    ]

    private static let refused = [
        Row("400", .answer("400 Bad Request", "{}"), submit: .rejected(.input), poll: .rejected(.input)),
        Row(
            "400 of an unknown task",
            .answer("400 Bad Request", #"{"code":"task_not_exist","message":"x"}"#),
            submit: .rejected(.notFound),
            poll: .rejected(.notFound)
        ),
        Row(
            "400 of a moderator",
            .answer("400 Bad Request", #"{"code":"DataInspectionFailed","message":"x"}"#),
            submit: .rejected(.moderation),
            poll: .rejected(.moderation)
        ),
        Row(
            "400 of a picture",
            .answer("400 Bad Request", #"{"code":"InvalidURL.Timeout","message":"x"}"#),
            submit: .rejected(.imageUnreachable),
            poll: .rejected(.imageUnreachable)
        ),
        Row("401", .answer("401 Unauthorized", "{}"), submit: .rejected(.auth), poll: .rejected(.auth)),
        Row("402", .answer("402 Payment Required", ""), submit: .rejected(.quota), poll: .rejected(.quota)),
        Row("403", .answer("403 Forbidden", "{}"), submit: .rejected(.notAllowed), poll: .rejected(.notAllowed)),
        Row(
            "403 without credit",
            .answer("403 Forbidden", #"{"code":"insufficient_user_quota","message":"x"}"#),
            submit: .rejected(.quota),
            poll: .rejected(.quota)
        ),
        Row("404", .answer("404 Not Found", "<html>", headers: html), submit: .rejected(.notFound), poll: .rejected(.notFound)),
        Row("410", .answer("410 Gone", "{}"), submit: .rejected(.expired), poll: .rejected(.expired)),
        Row("413", .answer("413 Content Too Large", ""), submit: .rejected(.input), poll: .rejected(.input)),
        Row("429", .answer("429 Too Many Requests", ""), submit: .rejected(.rateLimit), poll: .rejected(.rateLimit)),
        waiting("429 in seconds", "429 Too Many Requests", ["Retry-After: 3"], .seconds(3), .rejected(.rateLimit)),
        waiting(
            "429 until a date",
            "429 Too Many Requests",
            [date, "Retry-After: Sun, 06 Nov 1994 08:51:07 GMT"],
            .seconds(90),
            .rejected(.rateLimit)
        ),
        waiting("429 for ever", "429 Too Many Requests", ["Retry-After: 99999999999"], .seconds(30 * 86_400), .rejected(.rateLimit)),
        waiting("429 with nonsense", "429 Too Many Requests", ["Retry-After: soon"], nil, .rejected(.rateLimit)),
        waiting("429 with a negative wait", "429 Too Many Requests", ["Retry-After: -1"], nil, .rejected(.rateLimit)),
        Row(
            "429 of a bill",
            .answer("429 Too Many Requests", #"{"code":"PostpaidBillOverdue","message":"x"}"#),
            submit: .rejected(.quota),
            poll: .rejected(.quota)
        ),
        Row("429 with a task", .answer("429 Too Many Requests", #"{"task_id":"t"}"#), submit: .task(.pending), poll: .rejected(.rateLimit)),
        Row("500", .answer("500 Internal Server Error", ""), submit: .unconfirmed(.upstream), poll: .rejected(.upstream)),
        Row("502", .answer("502 Bad Gateway", "<html>", headers: html), submit: .unconfirmed(.upstream), poll: .rejected(.upstream)),
        waiting("503", "503 Service Unavailable", ["Retry-After: 7"], .seconds(7), .unconfirmed(.upstream)),
    ]

    private static let html = ["Content-Type: text/html"]
    private static let date = "Date: Sun, 06 Nov 1994 08:49:37 GMT"

    private static func waiting(_ name: String, _ status: String, _ headers: [String], _ wait: Duration?, _ submit: Row.Outcome) -> Row {
        let poll: Row.Outcome = if case .unconfirmed(let kind) = submit { .rejected(kind) } else { submit }
        return Row(name, .answer(status, "{}", headers: headers), submit: submit, poll: poll, retryAfter: wait)
    }

    private static let rows = lost + odd + refused

    @Test("a submit is sent once, and says what is known of it", arguments: rows)
    func submit(_ row: Row) async throws {
        let server = try FaultServer([row.fault])
        let service = try Fixture.service(server.url, timeouts: row.isEndless ? .brief : .patient)
        let submission = try Fixture.submission()
        let outcome: Result<TaskSnapshot, ServiceError>
        do throws(ServiceError) {
            outcome = .success(try await service.submit(submission))
        } catch {
            outcome = .failure(error)
        }
        switch (row.submit, outcome) {
        case (.task(let status), .success(let task)):
            #expect(task.status == status)
            #expect(task.id.rawValue == "t")
        case (.unconfirmed(let kind), .failure(let error)):
            #expect(error.sending == .unconfirmed)
            #expect(error.kind == kind)
            #expect(error.reply?.utf8.count ?? 0 <= 64 * 1024)
            if case .answer(_, let body, _) = row.fault {
                #expect(error.reply.map { Array($0.utf8) } == Array(body.utf8.prefix(64 * 1024)))
            }
            #expect(error.retryAfter == row.retryAfter)
        case (.raced, .failure(let error)):
            #expect(error.kind == (error.sending == .notSent ? .network : .unconfirmed))
            #expect(error.sending != .rejected)
        case (.rejected(let kind), .failure(let error)):
            #expect(error.sending == .rejected)
            #expect(error.kind == kind)
            #expect(error.retryAfter == row.retryAfter)
        default: Issue.record("\(outcome)")
        }
        #expect(server.log.connections == 1)
        #expect(server.log.posts <= 1)
    }

    @Test("a question fails by itself and says nothing final of the task", arguments: rows)
    func poll(_ row: Row) async throws {
        let server = try FaultServer([row.fault])
        let service = try Fixture.service(server.url, timeouts: row.isEndless ? .brief : .patient)
        let outcome: Result<TaskSnapshot, ServiceError>
        do throws(ServiceError) {
            outcome = .success(try await service.snapshot(of: TaskID(rawValue: "t")))
        } catch {
            outcome = .failure(error)
        }
        switch (row.poll, outcome) {
        case (.task(let status), .success(let task)): #expect(task.status == status)
        case (.failed(let kind), .failure(let error)): #expect(error.kind == kind)
        case (.rejected(let kind), .failure(let error)):
            #expect(error.kind == kind)
            #expect(error.retryAfter == row.retryAfter)
        default: Issue.record("\(outcome)")
        }
        #expect(server.log.connections == 1)
    }

    @Test("a status that goes back is told as it came")
    func regression() async throws {
        let words = ["running", "succeeded", "running", "pending", "failed", "succeeded"]
        let server = try FaultServer(words.map { .answer("200 OK", "{\"status\":\"\($0)\"}") })
        let service = try Fixture.service(server.url)
        var seen: [String] = []
        for _ in words { seen.append(try await service.snapshot(of: TaskID(rawValue: "t")).status.rawValue) }
        #expect(seen == words)
        #expect(server.log.connections == 1)
    }
}
