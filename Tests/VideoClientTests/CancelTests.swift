import FaultServer
import Testing

@testable import VideoAPI
@testable import VideoClient

@Suite("Calling a task off", .timeLimit(.minutes(1)))
struct CancelTests {
    private let id = TaskID(rawValue: "task/1")

    @Test("posts to the task's own place and reads the task")
    func cancelled() async throws {
        let server = try FaultServer([.answer("200 OK", #"{"id":"task/1","status":"cancelled"}"#)])
        let task = try await Fixture.service(server.url + "/v1").cancel(id)
        #expect(task.status == .cancelled)
        let request = try #require(server.log.requests.first)
        #expect(request.line == "POST /v1/videos/task%2F1/cancel HTTP/1.1")
        #expect(request.header("Authorization") == "Bearer \(Fixture.secret)")
        #expect(request.header("Content-Length") ?? "0" == "0")
    }

    @Test(
        "that is refused says why",
        arguments: [
            ("409 Conflict", .input), ("404 Not Found", .notFound), ("401 Unauthorized", .auth), ("503 Service Unavailable", .upstream),
            ("307 Temporary Redirect", .upstream),
        ] as [(String, ServiceError.Kind)]
    )
    func refused(_ status: String, _ kind: ServiceError.Kind) async throws {
        let server = try FaultServer([.answer(status, #"{"error":{"message":"no"}}"#)])
        let error = await #expect(throws: ServiceError.self) { try await Fixture.service(server.url).cancel(id) }
        #expect(error?.kind == kind)
        #expect(error?.message == "no")
        #expect(server.log.requests.count == 1)
    }

    @Test("with an odd id asks nobody")
    func odd() async throws {
        let server = try FaultServer([.answer("200 OK", "{}")])
        let error = await #expect(throws: ServiceError.self) { try await Fixture.service(server.url).cancel(TaskID(rawValue: "")) }
        #expect(error?.kind == .notFound)
        #expect(server.log.connections == 0)
    }

    @Test("is not allowed by a service that documents no such call")
    func undocumented() async throws {
        struct Page: VideoService {
            func submit(_ submission: Submission) async throws(ServiceError) -> TaskSnapshot {
                TaskSnapshot(id: TaskID(rawValue: "a"), status: .pending)
            }
            func snapshot(of id: TaskID) async throws(ServiceError) -> TaskSnapshot { TaskSnapshot(id: id, status: .running) }
        }
        let error = await #expect(throws: ServiceError.self) { try await Page().cancel(id) }
        #expect(error?.kind == .notAllowed)
        #expect(error?.sending == .notSent)
    }
}
