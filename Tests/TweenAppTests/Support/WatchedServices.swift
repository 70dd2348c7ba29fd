import ShellCore
import Synchronization
import VideoAPI

@testable import TweenApp

/// The real services, with a count of what is on its way to them: as long as there is something, a test's clock must not move.
final class WatchedServices: ServiceDirectory {
    private let services: LiveServices
    fileprivate let flights = Mutex(0)
    /// Is called in the task of a submit before anything of it is sent.
    private let beforePost: @Sendable () async -> Void

    init(_ services: LiveServices, beforePost: @escaping @Sendable () async -> Void) {
        self.services = services
        self.beforePost = beforePost
    }

    /// Whether an answer is waited for.
    var isBusy: Bool { flights.withLock { $0 > 0 } }

    func service(for profile: Profile) async throws(ServiceError) -> ServiceRoute { watched(try await services.service(for: profile)) }
    func service(of record: TaskRecord) async throws(ServiceError) -> ServiceRoute { watched(try await services.service(of: record)) }
    func keySource(for profile: Profile) -> KeySource? { services.keySource(for: profile) }
    func store(_ key: APIKey?, for profile: Profile) throws(FileTrouble) { try services.store(key, for: profile) }

    func download(
        _ record: TaskRecord,
        to folder: String,
        name: VideoName,
        progress: @escaping @Sendable (SaveProgress) -> Void
    ) async -> Result<String, DownloadTrouble> {
        flights.withLock { $0 += 1 }
        defer { flights.withLock { $0 -= 1 } }
        return await services.download(record, to: folder, name: name, progress: progress)
    }

    func close() async { await services.close() }

    private func watched(_ route: ServiceRoute) -> ServiceRoute {
        ServiceRoute(
            service: WatchedService(service: route.service, directory: self, beforePost: beforePost),
            origin: route.origin,
            keyFingerprint: route.keyFingerprint,
            isDemo: route.isDemo
        )
    }
}

private struct WatchedService: VideoService {
    let service: any VideoService
    let directory: WatchedServices
    let beforePost: @Sendable () async -> Void

    func submit(_ submission: Submission) async throws(ServiceError) -> TaskSnapshot {
        directory.flights.withLock { $0 += 1 }
        defer { directory.flights.withLock { $0 -= 1 } }
        await beforePost()
        return try await service.submit(submission)
    }

    func snapshot(of id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        directory.flights.withLock { $0 += 1 }
        defer { directory.flights.withLock { $0 -= 1 } }
        return try await service.snapshot(of: id)
    }

    func cancel(_ id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        directory.flights.withLock { $0 += 1 }
        defer { directory.flights.withLock { $0 -= 1 } }
        return try await service.cancel(id)
    }
}
