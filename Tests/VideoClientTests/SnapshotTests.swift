import FaultServer
import Testing

@testable import VideoAPI
@testable import VideoClient

@Suite("Asking for a task", .timeLimit(.minutes(1)))
struct SnapshotTests {
    @Test("uses one connection again and again")
    func keepsConnection() async throws {
        let server = try FaultServer { connection in
            while connection.readRequest() != nil { connection.answer("200 OK", #"{"id":"task_1","status":"running"}"#) }
        }
        let service = try Fixture.service(server.url + "/v1")
        for _ in 0..<1000 { #expect(try await service.snapshot(of: TaskID(rawValue: "task_1")).status == .running) }
        #expect(server.log.connections == 1)
        #expect(server.log.requests.count == 1000)
        let request = try #require(server.log.requests.last)
        #expect(request.line == "GET /v1/videos/task_1 HTTP/1.1")
        #expect(request.header("Authorization") == "Bearer \(Fixture.secret)")
        #expect(request.header("Accept-Encoding") == nil)
    }

    @Test("never opens more than eight connections, however many values ask")
    func fewConnections() async throws {
        let server = try FaultServer { connection in
            while connection.readRequest() != nil { connection.answer("200 OK", #"{"status":"running"}"#) }
        }
        let pool = PooledClient(timeouts: .patient)
        try await withThrowingTaskGroup { group in
            for number in 0..<100 {
                let service = HTTPVideoService(
                    address: try ServiceAddress(typed: server.url),
                    key: try Fixture.key(),
                    userAgent: "tween/test",
                    timeouts: .patient,
                    pool: pool
                )
                group.addTask { _ = try await service.snapshot(of: TaskID(rawValue: "task_\(number)")) }
            }
            try await group.waitForAll()
        }
        #expect(server.log.requests.count == 100)
        #expect(server.log.connections <= 8)
    }

    @Test(
        "puts the whole id into one segment of the address",
        arguments: [
            ("a/b", "a%2Fb"), ("..", "%2E%2E"), (".", "%2E"), ("a?b#c", "a%3Fb%23c"), ("a b\r\nX: y", "a%20b%0D%0AX%3A%20y"),
            ("片", "%E7%89%87"),
            ("a%2Fb", "a%252Fb"), ("task_1-2.3~", "task_1-2.3~"),
        ]
    )
    func segment(_ id: String, _ expected: String) async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.answer("200 OK", #"{"status":"running"}"#)
        }
        _ = try await Fixture.service(server.url + "/v1").snapshot(of: TaskID(rawValue: id))
        #expect(server.log.requests.map(\.line) == ["GET /v1/videos/\(expected) HTTP/1.1"])
    }

    @Test("with an odd id asks nobody", arguments: ["", String(repeating: "a", count: TaskID.longest + 1)])
    func odd(_ id: String) async throws {
        let server = try FaultServer { $0.waitForClose() }
        let error = await #expect(throws: ServiceError.self) { try await Fixture.service(server.url).snapshot(of: TaskID(rawValue: id)) }
        #expect(error?.kind == .notFound)
        #expect(server.log.connections == 0)
    }

    @Test(
        "that gets no whole answer is a fault of the network",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"status\":", "garbage\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: " ", count: 1_100_000),
        ]
    )
    func cut(_ answer: String) async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.send(answer)
        }
        let error = await #expect(throws: ServiceError.self) { try await Fixture.service(server.url).snapshot(of: TaskID(rawValue: "a")) }
        #expect(error?.kind == .network)
    }

    @Test("that hangs is given up")
    func hangs() async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.waitForClose()
        }
        let service = try Fixture.service(server.url, timeouts: .brief)
        let error = await #expect(throws: ServiceError.self) { try await service.snapshot(of: TaskID(rawValue: "a")) }
        #expect(error?.message == TransportFault.firstByteTimeout.description)
    }

    @Test("that is stopped says so", arguments: ["", "HTTP/1.1 200 OK\r\n\r\n{"])
    func stopped(_ beginning: String) async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.send(beginning)
            connection.waitForClose()
        }
        let service = try Fixture.service(server.url)
        let ask = Task { try await service.snapshot(of: TaskID(rawValue: "a")) }
        _ = await server.log.nextRequest()
        ask.cancel()
        let error = await #expect(throws: ServiceError.self) { try await ask.value }
        #expect(error?.kind == .cancelled)
    }

    @Test("follows no redirect and gives the key to nobody else")
    func redirect() async throws {
        let other = try FaultServer { $0.waitForClose() }
        let target = other.url
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.answer("302 Found", "", headers: ["Location: \(target)"])
        }
        await #expect(throws: ServiceError.self) { try await Fixture.service(server.url).snapshot(of: TaskID(rawValue: "a")) }
        #expect(other.log.connections == 0)
    }
}
