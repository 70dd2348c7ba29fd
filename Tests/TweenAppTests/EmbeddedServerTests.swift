import Foundation
import ShellCore
import Testing
import VideoAPI

@testable import TweenApp

@Suite("The server inside the shell", .timeLimit(.minutes(1)))
struct EmbeddedServerTests {
    private let world: World
    private let clock = ManualClock()
    private let server: EmbeddedServer

    init() throws {
        world = try World()
        server = EmbeddedServer(folder: world.places.server, searchPath: "", clock: clock)
    }

    @Test("it runs while somebody needs it and a while longer, and starts again with what was there")
    func comesAndGoes() async throws {
        #expect(await !server.isRunning)
        let services = LiveServices(embedded: server, keys: KeyRing(path: world.places.credentials, environmentKey: nil))
        let service = try await services.service(for: .local).service
        let task = try await service.submit(try Self.submission())
        #expect(await server.isRunning)
        try await passPatience()
        // Without an ffmpeg it can't have come to anything else.
        #expect(try await service.snapshot(of: task.id).status == .failed)
        #expect(await server.isRunning)
        try await passPatience()
    }

    @Test("it does not go while it is spoken to")
    func stays() async throws {
        _ = try await server.use { _ throws(ServiceError) in }
        while !clock.hasSleepers { try await goOn() }
        let answers = try await server.use { [clock] access throws(ServiceError) in
            // The patience of the one before was ended with its coming.
            (clock.hasSleepers, access.address, try await server.use { access throws(ServiceError) in access.address })
        }
        #expect(!answers.0)
        #expect(answers.1 == answers.2)
        try await passPatience()
    }

    /// Lets the time pass that it waits for somebody, and waits until it is gone.
    private func passPatience() async throws {
        while !clock.wakeNext() { try await goOn() }
        while await server.isRunning { try await goOn() }
    }

    private func goOn() async throws {
        try Task.checkCancellation()
        await Task.yield()
    }

    /// A request with two black pictures of two by two in it.
    private static func submission() throws -> Submission {
        let fields: [(Int, Int)] = [(70, 4), (0, 4), (54, 4), (40, 4), (2, 4), (2, 4), (1, 2), (24, 2), (0, 4), (16, 4)]
        let head = fields.flatMap { value, count in (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        let picture = InlinePicture.url(format: .bmp, bytes: Array("BM".utf8) + head + [UInt8](repeating: 0, count: 32))
        var draft = Draft()
        for field in [FieldName.first, .last] { draft[field] = .image(.address("https://example.com/\(field.rawValue).png")) }
        return Submission(request: try draft.validated(seed: 7), firstImage: picture, lastImage: picture, idempotencyKey: "k")
    }
}
