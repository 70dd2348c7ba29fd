import FaultServer
import Foundation
import Testing

@testable import VideoAPI
@testable import VideoClient

@Suite("A submit", .timeLimit(.minutes(1)))
struct SubmitTests {
    @Test("sends the documented request once and reads the task")
    func accepted() async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.answer("200 OK", #"{"id":"task_1","status":"pending"}"#)
        }
        let submission = try Fixture.submission()
        let task = try await Fixture.service(server.url + "/v1").submit(submission)
        #expect(task.id.rawValue == "task_1")
        let request = try #require(server.log.requests.first)
        #expect(request.line == "POST /v1/videos HTTP/1.1")
        #expect(request.body == Array(submission.body.text.utf8))
        #expect(request.header("Authorization") == "Bearer \(Fixture.secret)")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.header("Accept") == "application/json")
        #expect(request.header("Accept-Language") == "en")
        #expect(request.header("Idempotency-Key") == submission.idempotencyKey)
        #expect(request.header("Connection") == "close")
        #expect(request.header("User-Agent") == "tween/test")
        #expect(request.header("Accept-Encoding") == nil)
        #expect(server.log.posts == 1)
    }

    @Test("uses a new connection each time, though the server would keep the old one")
    func freshConnection() async throws {
        let server = try FaultServer { connection in
            while connection.readRequest() != nil { connection.answer("200 OK", #"{"id":"task_1"}"#, headers: ["Connection: keep-alive"]) }
        }
        let service = try Fixture.service(server.url)
        for _ in 0..<3 { _ = try await service.submit(Fixture.submission()) }
        #expect(server.log.connections == 3)
        #expect(server.log.posts == 3)
    }

    @Test("of which no byte left is not sent")
    func refused() async throws {
        let error = try await Fixture.submitError(Fixture.service("http://127.0.0.1:\(FaultServer.deadPort())"))
        #expect(error.sending == .notSent)
        #expect(error.kind == .network)
        #expect(error.message.contains("refused"))
    }

    @Test("to a host that does not exist is not sent")
    func noHost() async throws {
        let error = try await Fixture.submitError(Fixture.service("https://nowhere.invalid/v1"))
        #expect(error.sending == .notSent)
        #expect(error.kind == .network)
    }

    @Test("whose TLS handshake fails is not sent, and the key stays here")
    func noTLS() async throws {
        let server = try FaultServer { connection in
            connection.read()
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        let error = try await Fixture.submitError(Fixture.service("https://127.0.0.1:\(server.port)"))
        #expect(error.sending == .notSent)
        #expect(error.kind == .network)
        #expect(!String(decoding: server.log.bytes, as: UTF8.self).contains(Fixture.secret))
    }

    @Test("whose header can't be written is not sent")
    func badHeader() async throws {
        let server = try FaultServer { $0.waitForClose() }
        let good = try Fixture.submission()
        let bad = Submission(request: good.request, firstImage: "a", lastImage: "b", idempotencyKey: "a\r\nX-Other: b")
        let error = try await Fixture.submitError(Fixture.service(server.url), bad)
        #expect(error.sending == .notSent)
        #expect(server.log.bytes.isEmpty)
    }

    /// Ways in which an answer is lost after the request has gone out.
    enum Loss: String, CaseIterable, CustomTestStringConvertible {
        case resetAfterRequest, closeAfterRequest, resetInRequest, cutStatusLine, cutHead, cutBody, cutChunk, notHTTP, hugeHead,
            endlessHints
        case hugeBody, hugeLength

        var testDescription: String { rawValue }

        func perform(_ connection: FaultServer.Connection) {
            if case .resetInRequest = self {
                connection.read()
                return connection.reset()
            }
            connection.readRequest()
            switch self {
            case .resetAfterRequest, .resetInRequest: connection.reset()
            case .closeAfterRequest: connection.close()
            case .cutStatusLine: connection.send("HTTP/1.1 20")
            case .cutHead: connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Le")
            case .cutBody: connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"status\":\"pending\",\"id\":\"task_")
            case .cutChunk: connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"status\":")
            case .notHTTP: connection.send("SSH-2.0-OpenSSH_9.2\r\n\r\n")
            case .hugeHead:
                connection.send("HTTP/1.1 200 OK\r\n" + (0..<70).map { "X-\($0): \(String(repeating: "a", count: 1000))\r\n" }.joined())
                connection.send("Content-Length: 15\r\n\r\n{\"id\":\"task_1\"}")
            case .endlessHints:
                while connection.send("HTTP/1.1 103 Early Hints\r\nLink: <\(String(repeating: "a", count: 900))>\r\n\r\n") {}
            case .hugeBody:
                connection.send("HTTP/1.1 200 OK\r\n\r\n")
                while connection.send([UInt8](repeating: 0x20, count: 65536)) {}
            case .hugeLength:
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n")
                connection.send([UInt8](repeating: 0x20, count: 2_000_000))
            }
            connection.close()
        }
    }

    @Test("whose answer is lost is unconfirmed, and is not sent again", arguments: Loss.allCases)
    func lost(_ loss: Loss) async throws {
        let server = try FaultServer { loss.perform($0) }
        // Large enough that a server which reads once has not read all of it.
        let large = try Fixture.submission(
            image: "https://example.com/" + String(repeating: "a", count: loss == .resetInRequest ? 4_000_000 : 10)
        )
        let error = try await Fixture.submitError(Fixture.service(server.url), large)
        #expect(error.sending == .unconfirmed)
        #expect(error.kind == .unconfirmed)
        #expect(server.log.connections == 1)
    }

    @Test(
        "whose answer is no task is unconfirmed and keeps the answer",
        arguments: [
            ("200 OK", "", []),
            ("200 OK", "{}", []),
            ("200 OK", "[]", []),
            ("200 OK", "<!doctype html><title>home</title>", ["Content-Type: text/html"]),
            ("200 OK", "\u{1F}\u{8B}\u{8}not really", ["Content-Encoding: gzip"]),
            ("500 Internal Server Error", "oops", []),
            ("502 Bad Gateway", "<html>", ["Content-Type: text/html"]),
            ("503 Service Unavailable", "{}", ["Retry-After: 7"]),
            ("307 Temporary Redirect", "moved", ["Location: http://127.0.0.1:1/"]),
        ] as [(String, String, [String])]
    )
    func noTask(_ status: String, _ body: String, _ headers: [String]) async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.answer(status, body, headers: headers)
        }
        let error = try await Fixture.submitError(Fixture.service(server.url))
        #expect(error.sending == .unconfirmed)
        #expect(error.reply == body)
        #expect(error.retryAfter == (headers.first == "Retry-After: 7" ? .seconds(7) : nil))
        #expect(server.log.posts == 1)
    }

    @Test("is never redirected to another host", arguments: [301, 302, 303, 307, 308])
    func redirect(_ status: Int) async throws {
        let other = try FaultServer { connection in
            connection.readRequest()
            connection.answer("200 OK", #"{"id":"stolen"}"#)
        }
        let target = other.url
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.answer("\(status) Elsewhere", "", headers: ["Location: \(target)/v1/videos"])
        }
        let error = try await Fixture.submitError(Fixture.service(server.url))
        #expect(error.sending == .unconfirmed)
        #expect(other.log.connections == 0)
        #expect(server.log.posts == 1)
    }

    @Test(
        "that a whole 4xx refuses is rejected",
        arguments: [
            ("400 Bad Request", ServiceError.Kind.input), ("401 Unauthorized", .auth), ("404 Not Found", .notFound),
            ("429 Too Many Requests", .rateLimit),
        ]
    )
    func rejected(_ status: String, _ kind: ServiceError.Kind) async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.answer(status, #"{"error":{"message":"no"}}"#)
        }
        let error = try await Fixture.submitError(Fixture.service(server.url))
        #expect(error.sending == .rejected)
        #expect(error.kind == kind)
        #expect(error.message == "no")
        #expect(error.retryAfter == nil)
        #expect(server.log.posts == 1)
    }

    @Test("that is refused while it is still going out is rejected")
    func refusedEarly() async throws {
        let server = try FaultServer { connection in
            connection.read()
            connection.answer("413 Content Too Large", #"{"error":{"message":"too large"}}"#)
            connection.waitForClose()
        }
        let large = try Fixture.submission(image: "https://example.com/" + String(repeating: "a", count: 8_000_000))
        let error = try await Fixture.submitError(Fixture.service(server.url), large)
        #expect(error.sending == .rejected)
        #expect(error.httpStatus == 413)
    }

    @Test(
        "that has to wait is not sent again by itself, and says how long",
        arguments: [
            (["Retry-After: 3"], Duration.seconds(3)),
            (["Date: Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After: Sun, 06 Nov 1994 08:51:07 GMT"], .seconds(90)),
        ]
    )
    func wait(_ headers: [String], _ expected: Duration) async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.answer("429 Too Many Requests", "{}", headers: headers)
        }
        let error = try await Fixture.submitError(Fixture.service(server.url))
        #expect(error.sending == .rejected)
        #expect(error.retryAfter == expected)
        #expect(server.log.posts == 1)
    }

    @Test(
        "is accepted when a whole id can be seen, whatever else is lost",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"id\":\"task_7\",\"status\":\"pen",
            "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 20\r\n\r\n{\"task_id\":\"task_7\"}",
            "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 900\r\n\r\n{\"id\":\"a\",\"task_id\":\"task_7\",\"sta",
            "HTTP/1.1 429 Too Many Requests\r\n\r\n{\"task_id\":\"task_7\",\"status\":\"queu",
            "HTTP/1.1 201 Created\r\n\r\n{\"id\":\"task_7\"}",
        ]
    )
    func salvaged(_ answer: String) async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.send(answer)
        }
        let service = try Fixture.service(server.url)
        // Often, since what came and the end of the connection race each other.
        for _ in 0..<50 { #expect(try await service.submit(Fixture.submission()).id.rawValue == "task_7") }
    }

    @Test("is accepted when the id is the last thing that came, however much came at once")
    func salvagedAtTheEnd() async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.send(
                "HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n{" + String(repeating: " ", count: 800_000) + "\"id\":\"task_7\","
            )
        }
        let service = try Fixture.service(server.url)
        for _ in 0..<20 { #expect(try await service.submit(Fixture.submission()).id.rawValue == "task_7") }
    }

    @Test("with a cut 4xx is unconfirmed: half a refusal is none")
    func cutRefusal() async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 900\r\n\r\n{\"error\":{\"message\":\"no\"}}")
        }
        let error = try await Fixture.submitError(Fixture.service(server.url))
        #expect(error.sending == .unconfirmed)
        #expect(error.httpStatus == 400)
        #expect(error.reply == #"{"error":{"message":"no"}}"#)
    }

    @Test("keeps at most 64 KiB of the answer")
    func longReply() async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n" + String(repeating: "x", count: 200_000))
        }
        #expect(try await Fixture.submitError(Fixture.service(server.url)).reply?.utf8.count == 64 * 1024)
    }
}
