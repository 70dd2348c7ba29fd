import FaultServer
import Foundation
import Testing

@testable import VideoAPI
@testable import VideoClient

@Suite("A submit that does not end by itself", .timeLimit(.minutes(1)))
struct InterruptedSubmitTests {
    @Test("is given up and unconfirmed", arguments: ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"])
    func hangs(_ beginning: String) async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.send(beginning)
            connection.waitForClose()
        }
        let error = try await Fixture.submitError(Fixture.service(server.url, timeouts: .brief))
        #expect(error.sending == .unconfirmed)
        #expect(error.kind == .unconfirmed)
        #expect(server.log.posts == 1)
    }

    @Test("is given up and unconfirmed when the service does not even read it")
    func unread() async throws {
        let server = try FaultServer { $0.waitUnread() }
        let large = try Fixture.submission(image: "https://example.com/" + String(repeating: "a", count: 8_000_000))
        let timeouts = TransportTimeouts(connect: .seconds(60), firstByte: .milliseconds(80), wholeReply: .seconds(60), slowestUpload: .max)
        let error = try await Fixture.submitError(Fixture.service(server.url, timeouts: timeouts), large)
        #expect(error.sending == .unconfirmed)
        #expect(error.message == TransportFault.uploadTimeout.description)
    }

    @Test(
        "is unconfirmed when it is stopped after the request has gone out",
        arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"]
    )
    func stoppedAfter(_ beginning: String) async throws {
        let server = try FaultServer { connection in
            connection.readRequest()
            connection.send(beginning)
            connection.waitForClose()
        }
        let service = try Fixture.service(server.url)
        let submit = Task { try await Fixture.submitError(service) }
        _ = await server.log.nextRequest()
        submit.cancel()
        let error = try await submit.value
        #expect(error.kind == .cancelled)
        #expect(error.sending == .unconfirmed)
        #expect(server.log.posts == 1)
    }

    @Test("is not sent when it is stopped before")
    func stoppedBefore() async throws {
        let server = try FaultServer { $0.waitForClose() }
        let service = try Fixture.service(server.url)
        let submit = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await Fixture.submitError(service)
        }
        let error = try await submit.value
        #expect(error.kind == .cancelled)
        #expect(error.sending == .notSent)
        #expect(server.log.bytes.isEmpty)
    }

    @Test("is not sent when it is stopped while TLS is being set up")
    func stoppedInHandshake() async throws {
        let (greetings, greet) = AsyncStream<Void>.makeStream()
        let server = try FaultServer { connection in
            connection.read()
            greet.yield()
            connection.waitForClose()
        }
        let service = try Fixture.service("https://127.0.0.1:\(server.port)")
        let submit = Task { try await Fixture.submitError(service) }
        for await _ in greetings { break }
        submit.cancel()
        let error = try await submit.value
        #expect(error.kind == .cancelled)
        #expect(error.sending == .notSent)
    }

    @Test("is never called not sent when the service has seen a byte of it, wherever it is stopped")
    func stoppedAnywhere() async throws {
        for round in 0..<60 {
            let (ends, ended) = AsyncStream<Void>.makeStream()
            let server = try FaultServer { connection in
                connection.waitForClose()
                ended.yield()
            }
            let service = try Fixture.service(server.url)
            let submit = Task { try await Fixture.submitError(service) }
            for _ in 0..<(round * 4) { await Task.yield() }
            submit.cancel()
            let error = try await submit.value
            guard error.sending == .notSent, server.log.connections > 0 else { continue }
            for await _ in ends { break }
            #expect(server.log.bytes.isEmpty, "round \(round)")
        }
    }

    @Test("leaves by a gate that only one side can have passed")
    func gate() {
        let departed = DepartureGate()
        #expect(departed.depart() && !departed.close() && departed.depart())
        let closed = DepartureGate()
        #expect(closed.close() && !closed.depart() && closed.close())
    }
}
