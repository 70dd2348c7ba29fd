import FaultServer
import Foundation
import Synchronization
import Testing

@testable import VideoAPI
@testable import VideoClient

@Suite("A download", .timeLimit(.minutes(1)))
struct DownloadTests {
    private let folder: ScratchFolder
    private let downloader = Downloader(userAgent: "tween/test", timeouts: .patient)

    init() throws { folder = try ScratchFolder() }

    private func download(
        _ address: String,
        service: String = "https://api.example.com/v1",
        as name: DownloadName = .numbered("tween-0012"),
        with downloader: Downloader? = nil
    ) async throws -> String {
        let downloader = downloader ?? self.downloader
        return try await downloader.download(
            from: address,
            key: Fixture.key(),
            service: ServiceAddress(typed: service),
            task: TaskID(rawValue: "task_1"),
            to: folder.path,
            as: name
        )
    }

    /// Serves one answer to every request.
    private static func server(_ head: String, _ body: [UInt8] = MP4.film) throws -> FaultServer {
        try FaultServer { connection in
            connection.readRequest()
            connection.send(Array((head + "\r\n\r\n").utf8) + body)
        }
    }

    private static let good = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: \(MP4.film.count)"

    @Test("saves the video under its name and tells how far it is")
    func good() async throws {
        let server = try Self.server(Self.good)
        let seen = Mutex<[DownloadProgress]>([])
        let path = try await downloader.download(
            from: server.url + "/a.mp4",
            key: nil,
            service: ServiceAddress(typed: "https://api.example.com"),
            task: TaskID(rawValue: "task_1"),
            to: folder.path,
            as: .numbered("tween-0012")
        ) { progress in seen.withLock { $0.append(progress) } }
        #expect(path == folder.path + "/tween-0012.mp4")
        #expect(folder.read("tween-0012.mp4") == MP4.film)
        #expect(try folder.contents() == ["tween-0012.mp4"])
        #expect(seen.withLock { $0.last } == DownloadProgress(received: MP4.film.count, expected: MP4.film.count))
    }

    @Test(
        "needs no length, since the boxes tell the end",
        arguments: [
            "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nContent-Type: binary/octet-stream",
            "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-\(MP4.film.count - 1)/\(MP4.film.count)",
        ]
    )
    func noLength(_ head: String) async throws {
        let server = try Self.server(head)
        _ = try await download(server.url)
        #expect(folder.read("tween-0012.mp4") == MP4.film)
    }

    @Test(
        "of what is no whole video leaves nothing behind",
        arguments: [
            ("HTTP/1.1 200 OK", MP4.film.dropLast(9), .notVideo(.cutBoxes)),
            ("HTTP/1.1 200 OK\r\nContent-Length: 0", [], .notVideo(.empty)),
            ("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8", MP4.film, .notVideo(.type("text/html; charset=utf-8"))),
            ("HTTP/1.1 200 OK\r\nContent-Type: application/json", Array("{}".utf8), .notVideo(.type("application/json"))),
            ("HTTP/1.1 200 OK\r\nContent-Type: video/mp4", Array("<html>not found</html>".utf8), .notVideo(.notMP4)),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", Array("ff\r\nabc".utf8), .network(TransportFault.closed.description)),
            ("HTTP/1.1 401 Unauthorized", [], .unauthorized),
            ("HTTP/1.1 403 Forbidden", [], .expired(status: 403)),
            ("HTTP/1.1 410 Gone", [], .expired(status: 410)),
            (
                "HTTP/1.1 410 Gone", Array(#"{"error":{"message":"The video has expired"}}"#.utf8),
                .expired(status: 410, words: "The video has expired")
            ),
            ("HTTP/1.1 404 Not Found", [], .refused(status: 404)),
            (
                "HTTP/1.1 400 Bad Request", Array(#"{"error":{"message":"Task is not completed yet"}}"#.utf8),
                .refused(status: 400, words: "Task is not completed yet")
            ),
            ("HTTP/1.1 400 Bad Request", Array("no, \(Fixture.secret)".utf8), .refused(status: 400, words: "no, (key)")),
            ("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 5", [], .refused(status: 429, retryAfter: .seconds(5))),
            ("HTTP/1.1 206 Partial Content", MP4.film, .refused(status: 206)),
            ("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 1-300026/300027", MP4.film, .refused(status: 206)),
            ("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-300025/300027", MP4.film, .refused(status: 206)),
            ("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-300026/*", MP4.film, .refused(status: 206)),
            ("HTTP/1.1 302 Found", [], .badRedirect),
            ("HTTP/1.1 302 Found\r\nLocation: ftp://example.com/a.mp4", [], .badRedirect),
            ("HTTP/1.1 302 Found\r\nLocation: http://user@example.com/a.mp4", [], .badRedirect),
            ("HTTP/1.1 302 Found\r\nLocation: /again", [], .tooManyRedirects),
        ] as [(String, [UInt8], DownloadError)]
    )
    func bad(_ head: String, _ body: [UInt8], _ expected: DownloadError) async throws {
        let server = try Self.server(head, body)
        await #expect(throws: expected) { try await download(server.url) }
        #expect(try folder.contents() == [])
    }

    @Test("that ends before the length in the head is reached is no video, though its boxes are whole")
    func truncated() async throws {
        let server = try Self.server("HTTP/1.1 200 OK\r\nContent-Length: 400000")
        let error = await #expect(throws: DownloadError.self) { try await download(server.url) }
        guard case .truncated(_, expected: 400_000)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try folder.contents() == [])
    }

    @Test("follows five redirects and not a sixth")
    func redirects() async throws {
        let server = try Self.server("HTTP/1.1 302 Found\r\nLocation: /again", [])
        await #expect(throws: DownloadError.tooManyRedirects) { try await download(server.url) }
        #expect(server.log.requests.map(\.line).first == "GET / HTTP/1.1")
        #expect(server.log.requests.count == 6)
    }

    @Test(
        "that is too large is stopped, whatever the head says",
        arguments: ["HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nContent-Length: 300027"]
    )
    func tooLarge(_ head: String) async throws {
        let server = try Self.server(head)
        let small = Downloader(userAgent: "tween/test", timeouts: .patient, byteLimit: 1000)
        await #expect(throws: DownloadError.tooLarge(limit: 1000)) { try await download(server.url, with: small) }
        #expect(try folder.contents() == [])
    }

    @Test("that stalls is given up")
    func stalled() async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.send(Array((Self.good + "\r\n\r\n").utf8) + MP4.film.prefix(1000))
            connection.waitForClose()
        }
        let hasty = Downloader(userAgent: "tween/test", timeouts: .brief)
        await #expect(throws: DownloadError.stalled) { try await download(server.url, with: hasty) }
        #expect(try folder.contents() == [])
    }

    @Test("that is stopped leaves nothing behind that could not be gone on from")
    func cancelled() async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.send(Array((Self.good + "\r\n\r\n").utf8) + MP4.film.prefix(1000))
            connection.waitForClose()
        }
        let (steps, step) = AsyncStream<DownloadProgress>.makeStream()
        let download = Task { [downloader, folder] in
            try await downloader.download(
                from: server.url,
                key: nil,
                service: ServiceAddress(typed: "https://api.example.com"),
                task: TaskID(rawValue: "task_1"),
                to: folder.path,
                as: .numbered("tween-0012")
            ) { step.yield($0) }
        }
        for await _ in steps { break }
        download.cancel()
        await #expect(throws: DownloadError.cancelled) { try await download.value }
        #expect(try folder.contents() == [])
    }

    @Test("takes the next number when a name is taken, by whatever it is")
    func taken() async throws {
        try folder.write("mine", to: "tween-0012.mp4")
        try FileManager.default.createDirectory(atPath: folder.path + "/tween-0012-2.mp4", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/tween-0012-3.mp4", withDestinationPath: "/nowhere")
        try folder.write("another's", to: "tween-0012.mp4.part")
        let server = try Self.server(Self.good)
        let path = try await download(server.url)
        #expect(path.hasSuffix("/tween-0012-4.mp4"))
        #expect(folder.read("tween-0012.mp4") == Array("mine".utf8))
        #expect(folder.read("tween-0012.mp4.part") == Array("another's".utf8))
        #expect(try folder.contents().count == 5)
    }

    @Test("never writes through a symbolic link where the part would be")
    func linkedPart() async throws {
        try folder.write("precious", to: "target")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/a.mp4.part", withDestinationPath: folder.path + "/target")
        let server = try Self.server(Self.good)
        _ = try await download(server.url, as: .exact("a.mp4"))
        #expect(folder.read("target") == Array("precious".utf8))
        #expect(folder.read("a.mp4") == MP4.film)
    }

    @Test("to a name of one's own takes no other")
    func exact() async throws {
        try folder.write("mine", to: "a.mp4")
        let server = try Self.server(Self.good)
        await #expect(throws: DownloadError.exists(path: folder.path + "/a.mp4")) { try await download(server.url, as: .exact("a.mp4")) }
        #expect(folder.read("a.mp4") == Array("mine".utf8))
        #expect(server.log.connections == 0)
    }

    @Test(
        "to a name that leads elsewhere is refused",
        arguments: ["", ".", "..", "../a.mp4", "a/b", "a\0b", String(repeating: "a", count: 300)]
    )
    func badName(_ name: String) async throws {
        await #expect(throws: DownloadError.badName) { try await download("http://127.0.0.1:1/", as: .exact(name)) }
    }

    @Test("to a folder that is not there says which")
    func noFolder() async throws {
        let missing = folder.path + "/missing"
        await #expect(throws: DownloadError.folder(path: missing, reason: "no such file or directory")) {
            try await downloader.download(
                from: "http://127.0.0.1:1/",
                key: nil,
                service: ServiceAddress(typed: "https://api.example.com"),
                task: TaskID(rawValue: "task_1"),
                to: missing,
                as: .numbered("a")
            )
        }
    }

    @Test(
        "of an address that is none is refused",
        arguments: ["ftp://example.com/", "http://user:pass@example.com/", "http://a b/", "data:,x"]
    )
    func badAddress(_ address: String) async throws {
        await #expect(throws: DownloadError.badAddress) { try await download(address) }
        #expect(try folder.contents() == [])
    }

    @Test("of a content address asks the service with the key")
    func content() async throws {
        let server = try Self.server(Self.good)
        let service = try ServiceAddress(typed: server.url + "/v1")
        let address = try #require(service.content(of: TaskID(rawValue: "../a b?")))
        _ = try await download(address, service: service.description)
        let request = try #require(server.log.requests.first)
        #expect(request.line == "GET /v1/videos/..%2Fa%20b%3F/content HTTP/1.1")
        #expect(request.header("Authorization") == "Bearer \(Fixture.secret)")
    }

    @Test("gives the key to the service's origin alone: another port, host or scheme gets none")
    func keyStays() async throws {
        let origin = try Self.server(Self.good)
        let others = [
            "https://127.0.0.1:\(origin.port)",  // another scheme
            "http://localhost:\(origin.port)",  // another host
            "http://127.0.0.1:\(origin.port == 1024 ? 1025 : 1024)",  // another port
        ]
        for service in others { _ = try await download(origin.url, service: service) }
        #expect(origin.log.requests.count == others.count)
        #expect(!String(decoding: origin.log.bytes, as: UTF8.self).contains(Fixture.secret))
    }

    @Test("drops the key when it is redirected within the service")
    func keyIsDroppedAtHome() async throws {
        let service = try FaultServer(answering: { request in
            request.line.hasPrefix("GET /start ")
                ? .answer("302 Found", "", headers: ["Location: /film"]) : .cut(Array((Self.good + "\r\n\r\n").utf8) + MP4.film)
        })
        _ = try await download("/start", service: service.url)
        #expect(service.log.requests.map { $0.header("Authorization") } == ["Bearer \(Fixture.secret)", nil])
    }

    @Test("drops the key when it is redirected away, and does not take it up again on the way back")
    func keyIsDropped() async throws {
        let back = Mutex("")
        let other = try FaultServer { connection in
            connection.readRequest()
            connection.answer("302 Found", "", headers: ["Location: " + back.withLock { $0 }])
        }
        let away = other.url
        let service = try FaultServer { connection in
            guard let request = connection.readRequest() else { return }
            if request.line.hasPrefix("GET /back") {
                connection.send(Array((Self.good + "\r\n\r\n").utf8) + MP4.film)
            } else {
                connection.answer("307 Temporary Redirect", "", headers: ["Location: \(away)/other"])
            }
        }
        back.withLock { $0 = service.url + "/back" }
        _ = try await download("/start", service: service.url)
        #expect(service.log.requests.map { $0.header("Authorization") } == ["Bearer \(Fixture.secret)", nil])
        #expect(other.log.requests.map { $0.header("Authorization") } == [nil])
    }
}
