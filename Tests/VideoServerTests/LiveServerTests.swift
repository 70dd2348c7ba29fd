import Foundation
import HTTPTypes
import Renderer
import Testing
import VideoAPI

@testable import VideoServer

@Suite("The server on a real port", .timeLimit(.minutes(1)))
struct LiveServerTests {
    /// Runs a test against a running server, then stops it and waits for that.
    @discardableResult
    private static func serve<Value: Sendable>(
        _ test: @Sendable (_ port: Int, _ renderer: ScriptedRenderer) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.path + "/tween-live-" + RandomText.alphanumeric(12)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let renderer = ScriptedRenderer()
        let seams = VideoServerSeams(fetchPicture: { _ throws(PictureFetchFault) in throw PictureFetchFault("no network") })
        let server = VideoServer(VideoServerConfiguration(token: ServerTester.token, folder: folder), renderer: renderer, seams: seams)
        let (ports, announcer) = AsyncStream.makeStream(of: Int.self)
        let running = Task {
            defer { announcer.finish() }
            try await server.run { announcer.yield($0) }
        }
        defer { running.cancel() }
        let port = try #require(await ports.first { _ in true })
        let value = try await test(port, renderer)
        running.cancel()
        try await running.value
        return value
    }

    private static func request(
        _ line: String,
        host: String = "localhost",
        _ more: String = "Connection: close\r\n",
        body: String = ""
    ) -> String {
        "\(line) HTTP/1.1\r\nHost: \(host)\r\nAuthorization: Bearer \(ServerTester.token)\r\n\(more)\r\n\(body)"
    }

    private static func exchange(_ port: Int, _ text: String) async throws -> String {
        let connection = try #require(RawConnection(host: "127.0.0.1", port: port))
        connection.write(text)
        return await connection.read()
    }

    @Test("a body in chunks becomes a video, which comes back byte for byte")
    func chunked() async throws {
        try await Self.serve { port, renderer in
            let body = ServerTester.body(#""prompt":"猫""#)
            let cut = body.index(body.startIndex, offsetBy: 40)
            let chunks = [String(body[..<cut]), String(body[cut...])].map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }.joined()
            let head = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
            let created = try await Self.exchange(port, Self.request("POST /v1/videos", head, body: chunks + "0\r\n\r\n"))
            #expect(created.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(created)")
            let film = try await renderer.next()
            #expect(film.job.prompt == "猫")
            film.finish(Array("film".utf8))
            let json = try JSONValue(parsing: Array((created.components(separatedBy: "\r\n\r\n").last ?? "").utf8))
            let id = try #require(json["id"]?.string)
            var content = ""
            while !content.hasPrefix("HTTP/1.1 200") {
                try Task.checkCancellation()
                content = try await Self.exchange(port, Self.request("GET /v1/videos/\(id)/content"))
            }
            #expect(content.hasSuffix("\r\n\r\nfilm"))
            let head2 = try await Self.exchange(port, Self.request("HEAD /v1/videos/\(id)/content"))
            #expect(head2.lowercased().contains("content-length: 4\r\n") && head2.hasSuffix("\r\n\r\n"))
        }
    }

    @Test(
        "another host's name, or none, is refused over the wire",
        arguments: [("evil.example", "403"), ("", "403"), ("127.0.0.1", "200")]
    )
    func host(name: String, status: String) async throws {
        try await Self.serve { port, _ in
            let answer = try await Self.exchange(port, Self.request("GET /healthz", host: name))
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
            #expect(answer.lowercased().contains("x-request-id: req_"))
        }
    }

    @Test(
        "broken framing is refused, and the connection closed",
        arguments: [
            "GET / HTTP/1.1 extra\r\n\r\n", "POST /v1/videos HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
            "\u{1}\u{2}\r\n\r\n",
            "POST /v1/videos HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        ]
    )
    func framing(text: String) async throws {
        try await Self.serve { port, _ in
            let answer = try await Self.exchange(port, text)
            #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
        }
    }

    @Test("a length of more than 32 MiB is refused before the body is sent")
    func tooLong() async throws {
        try await Self.serve { port, _ in
            let connection = try #require(RawConnection(host: "127.0.0.1", port: port))
            connection.write(Self.request("POST /v1/videos", "Content-Type: application/json\r\nContent-Length: 33554433\r\n"))
            #expect(await connection.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test("who asks before sending a body is told to go on, and who announces too much is refused instead")
    func goesOn() async throws {
        try await Self.serve { port, _ in
            let body = ServerTester.body(#""prompt":"a kitten""#)
            let head = "Content-Type: application/json\r\nExpect: 100-Continue\r\nContent-Length: "
            let connection = try #require(RawConnection(host: "127.0.0.1", port: port))
            for _ in 1...2 {
                connection.write(Self.request("POST /v1/videos", head + "\(body.utf8.count)\r\n"))
                #expect(await connection.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
                connection.write(body)
                #expect(await connection.read(until: "\"metadata\"").hasPrefix("HTTP/1.1 200 OK\r\n"))
            }
            let refused = try #require(RawConnection(host: "127.0.0.1", port: port))
            refused.write(Self.request("POST /v1/videos", head + "33554433\r\n"))
            #expect(await refused.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test("nobody is told to go on in the middle of another answer")
    func goesOnInOrder() async throws {
        try await Self.serve { port, _ in
            let body = ServerTester.body()
            let head =
                "Content-Type: application/json\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n"
            let both = Self.request("GET /v1/models", "") + Self.request("POST /v1/videos", head, body: body)
            let answers = try await Self.exchange(port, both)
            #expect(answers.components(separatedBy: "HTTP/1.1 200 OK\r\n").count == 3, "\(answers)")
            #expect(!answers.contains("100 Continue"))
        }
    }

    @Test("the server stops although a connection is open and a video renders, and says that it was interrupted")
    func stops() async throws {
        let connection = try await Self.serve { port, renderer in
            let connection = try #require(RawConnection(host: "127.0.0.1", port: port))
            let body = ServerTester.body()
            connection.write(
                Self.request("POST /v1/videos", "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n", body: body)
            )
            #expect(await connection.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
            _ = try await renderer.next()
            return connection
        }
        // The other side has closed: nothing more can be read.
        #expect(await connection.read().contains("HTTP/1.1") == false)
    }

    @Test("the server stops although somebody does not read the video that they asked for")
    func stalledReader() async throws {
        let connection = try await Self.serve { port, renderer in
            let body = ServerTester.body()
            let head = "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n"
            let created = try await Self.exchange(port, Self.request("POST /v1/videos", head, body: body))
            let json = try JSONValue(parsing: Array((created.components(separatedBy: "\r\n\r\n").last ?? "").utf8))
            let id = try #require(json["id"]?.string)
            try await renderer.next().finish([UInt8](repeating: 0x61, count: 40_000_000))
            while try await !Self.exchange(port, Self.request("GET /v1/videos/\(id)")).contains("\"succeeded\"") {
                try Task.checkCancellation()
            }
            let connection = try #require(RawConnection(host: "127.0.0.1", port: port))
            connection.write(Self.request("GET /v1/videos/\(id)/content", ""))
            #expect(await connection.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
            return connection
        }
        #expect(await connection.read().utf8.count < 40_000_000)
    }

    @Test("a port that is taken is told in words")
    func takenPort() async throws {
        try await Self.serve { port, _ in
            let folder = FileManager.default.temporaryDirectory.path + "/tween-taken-" + RandomText.alphanumeric(12)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let seams = VideoServerSeams(fetchPicture: { _ throws(PictureFetchFault) in throw PictureFetchFault("no network") })
            let configuration = VideoServerConfiguration(port: port, token: "t", folder: folder)
            let second = VideoServer(configuration, renderer: ScriptedRenderer(), seams: seams)
            let fault = await #expect(throws: VideoServerFault.self) { try await second.run { _ in Issue.record("it runs") } }
            #expect(fault?.message == "port \(port) is taken; choose another, or 0 for any")
        }
    }
}
