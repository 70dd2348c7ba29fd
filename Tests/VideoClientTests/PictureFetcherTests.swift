import FaultServer
import Synchronization
import Testing

@testable import VideoAPI
@testable import VideoClient

@Suite("Fetching a picture", .timeLimit(.minutes(1)))
struct PictureFetcherTests {
    private static func fetcher(
        allowLoopback: Bool = true,
        timeLimit: Duration = .seconds(60),
        byteLimit: Int = 1000,
        resolve: @escaping PictureFetcher.Resolver = { _ in ["127.0.0.1"].compactMap(IPAddress.init) }
    ) -> PictureFetcher {
        PictureFetcher(userAgent: "tween/test", allowLoopback: allowLoopback, timeLimit: timeLimit, byteLimit: byteLimit, resolve: resolve)
    }

    private static func server(_ status: String = "200 OK", _ body: String = "picture", headers: [String] = []) throws -> FaultServer {
        try FaultServer { connection in
            connection.readRequest()
            connection.answer(status, body, headers: headers)
        }
    }

    @Test("connects to the checked address and asks for the name")
    func good() async throws {
        let server = try Self.server()
        let bytes = try await Self.fetcher().fetch("http://pictures.example:\(server.port)/a.png?x=1#top")
        #expect(bytes == Array("picture".utf8))
        let request = try #require(server.log.requests.first)
        #expect(request.line == "GET /a.png?x=1 HTTP/1.1")
        #expect(request.header("Host") == "pictures.example:\(server.port)")
        #expect(request.header("Authorization") == nil)
    }

    @Test("names the host in the TLS greeting, so that the certificate is held against the name")
    func serverName() async throws {
        let server = try FaultServer { $0.read() }
        await #expect(throws: PictureFetchError.self) { try await Self.fetcher().fetch("https://pictures.example:\(server.port)/") }
        #expect(server.log.bytes.firstRange(of: Array("pictures.example".utf8)) != nil)
    }

    @Test(
        "refuses a host when any of its addresses is not public",
        arguments: [
            ["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"], ["2606:4700::1", "fe80::1"], ["::ffff:192.168.0.1"],
        ]
    )
    func notPublic(_ addresses: [String]) async {
        let fetcher = Self.fetcher(allowLoopback: false) { _ in addresses.compactMap(IPAddress.init) }
        await #expect(throws: PictureFetchError.notPublic(host: "pictures.example")) { try await fetcher.fetch("http://pictures.example/") }
    }

    @Test("does not mix this machine with others even where loopback is allowed")
    func mixed() async {
        let fetcher = Self.fetcher { _ in ["127.0.0.1", "10.0.0.1"].compactMap(IPAddress.init) }
        await #expect(throws: PictureFetchError.notPublic(host: "pictures.example")) { try await fetcher.fetch("http://pictures.example/") }
    }

    @Test(
        "reads the real resolver's answer for a spelling that hides this machine",
        arguments: [
            "http://localhost/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
            "http://0.0.0.0/", "http://169.254.169.254/latest/meta-data",
        ]
    )
    func hidden(_ address: String) async throws {
        let error = await #expect(throws: PictureFetchError.self) {
            try await PictureFetcher(userAgent: "tween/test", allowLoopback: false).fetch(address)
        }
        guard case .notPublic? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(
        "refuses what is no plain web address",
        arguments: [
            ("ftp://example.com/", .badAddress), ("file:///etc/passwd", .badAddress), ("http://user@example.com/", .badAddress),
            ("http://exa mple.com/", .badAddress), ("http://example.com\\@127.0.0.1/", .badAddress), ("http:///a", .badAddress),
            ("http://example.com:8080/", .port(8080)), ("https://example.com:22/", .port(22)),
        ] as [(String, PictureFetchError)]
    )
    func badAddress(_ address: String, _ expected: PictureFetchError) async {
        let fetcher = Self.fetcher { _ in ["93.184.215.14"].compactMap(IPAddress.init) }
        await #expect(throws: expected) { try await fetcher.fetch(address) }
    }

    @Test("checks every redirect again, and connects to none that fails")
    func redirectInside() async throws {
        let inside = try FaultServer { $0.waitForClose() }
        let server = try Self.server("302 Found", "", headers: ["Location: http://inside.example:\(inside.port)/"])
        let asked = Mutex<[String]>([])
        let fetcher = Self.fetcher { host in
            asked.withLock { $0.append(host) }
            return [host == "inside.example" ? "10.0.0.1" : "127.0.0.1"].compactMap(IPAddress.init)
        }
        await #expect(throws: PictureFetchError.notPublic(host: "inside.example")) {
            try await fetcher.fetch("http://pictures.example:\(server.port)/")
        }
        #expect(asked.withLock { $0 } == ["pictures.example", "inside.example"])
        #expect(inside.log.connections == 0)
    }

    @Test("follows three redirects and not a fourth")
    func redirects() async throws {
        let server = try Self.server("302 Found", "", headers: ["Location: /again"])
        await #expect(throws: PictureFetchError.badRedirect) { try await Self.fetcher().fetch(server.url) }
        #expect(server.log.requests.count == 4)
    }

    @Test("stops at the limit, at a bad status, and at half a picture")
    func bad() async throws {
        let large = try Self.server("200 OK", String(repeating: "a", count: 1001))
        await #expect(throws: PictureFetchError.tooLarge(limit: 1000)) { try await Self.fetcher().fetch(large.url) }
        let missing = try Self.server("404 Not Found")
        await #expect(throws: PictureFetchError.refused(status: 404)) { try await Self.fetcher().fetch(missing.url) }
        let cut = try FaultServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nhalf")
        }
        await #expect(throws: PictureFetchError.network(TransportFault.closed.description)) { try await Self.fetcher().fetch(cut.url) }
        await #expect(throws: PictureFetchError.unknownHost("a.example")) { try await Self.fetcher { _ in [] }.fetch("http://a.example/") }
    }

    @Test("gives up in time, on a server that hangs and on a resolver that does")
    func timeout() async throws {
        let server = try FaultServer { $0.waitForClose() }
        let brief = Self.fetcher(timeLimit: .milliseconds(50))
        await #expect(throws: PictureFetchError.timeout) { try await brief.fetch(server.url) }
        let (endless, _) = AsyncStream<Void>.makeStream()
        let stuck = Self.fetcher(timeLimit: .milliseconds(50)) { _ in
            // Does not hear of the cancellation, as `getaddrinfo` would not.
            await Task { for await _ in endless {} }.value
            return []
        }
        await #expect(throws: PictureFetchError.timeout) { try await stuck.fetch("http://pictures.example/") }
    }

    @Test("that is stopped says so")
    func stopped() async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.waitForClose()
        }
        let fetch = Task { try await Self.fetcher().fetch(server.url) }
        _ = await server.log.nextRequest()
        fetch.cancel()
        await #expect(throws: PictureFetchError.cancelled) { try await fetch.value }
    }
}
