import VideoAPI
import VideoClient

/// Speaks to the embedded server, which is there as long as each call lasts.
struct EmbeddedService: VideoService {
    let server: EmbeddedServer
    let client: @Sendable (EmbeddedServer.Access) -> HTTPVideoService

    func submit(_ submission: Submission) async throws(ServiceError) -> TaskSnapshot {
        try await server.use { access throws(ServiceError) in try await client(access).submit(submission) }
    }

    func snapshot(of id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        try await server.use { access throws(ServiceError) in try await client(access).snapshot(of: id) }
    }

    func cancel(_ id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        try await server.use { access throws(ServiceError) in try await client(access).cancel(id) }
    }
}
