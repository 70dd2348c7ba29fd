import Renderer
import VideoAPI
import VideoClient
import VideoServer

/// The server inside the shell, on a random loopback port, with a random token: it runs while somebody speaks to it or something renders.
///
/// Its library's clock ticks once a second, which a shell at rest must not. What it knows lies in its folder, so that the next one goes on.
actor EmbeddedServer {
    private let folder: String
    private let searchPath: String
    private let clock: any Clock<Duration>
    private let token = EmbeddedServer.randomToken()
    private var running: Run?
    private var users = 0
    private var leaving: Task<Void, Never>?

    /// How long it stays when nobody needs it any more: longer than from one question about a task to the next.
    static let patience: Duration = .seconds(2)

    /// A way to it, for as long as it is used.
    struct Access: Sendable {
        let address: ServiceAddress
        let key: APIKey?
    }

    /// A server from its start to its end.
    private struct Run {
        let server: VideoServer
        /// Ends after the last of it.
        let serving: Task<Void, Never>
        /// Where it is, or why it has not started.
        let start: Task<Result<ServiceAddress, ServiceError>, Never>
    }

    /// A server that keeps its jobs in a folder; nothing is started yet.
    init(folder: String, searchPath: String, clock: any Clock<Duration> = ContinuousClock()) {
        self.folder = folder
        self.searchPath = searchPath
        self.clock = clock
    }

    /// Whether it listens, or is about to.
    var isRunning: Bool { running != nil }

    /// Speaks to it; it starts if it does not run, and stays until `body` is over.
    ///
    /// - Throws: a ``ServiceError`` that was not sent, when it can't be started; and what `body` throws.
    func use<Value: Sendable>(
        _ body: @Sendable (Access) async throws(ServiceError) -> Value
    ) async throws(ServiceError) -> Value {
        users += 1
        leaving?.cancel()
        defer {
            users -= 1
            if users == 0 { leaveLater() }
        }
        // Whoever comes while it starts waits for the same start.
        let run = running ?? start()
        running = run
        switch await run.start.value {
        case .success(let address): return try await body(Access(address: address, key: try? APIKey(token)))
        case .failure(let error):
            // The next one tries again.
            if running?.start == run.start { running = nil }
            throw error
        }
    }

    private func start() -> Run {
        let server = Self.server(port: 0, token: token, folder: folder, searchPath: searchPath, allowLoopbackImages: false)
        let (starts, announcer) = AsyncStream.makeStream(of: Result<ServiceAddress, ServiceError>.self)
        let serving = Task {
            do {
                try await server.run { port in
                    if let address = try? ServiceAddress(typed: "http://127.0.0.1:\(port)/v1") { announcer.yield(.success(address)) }
                }
            } catch {
                announcer.yield(.failure(Self.notStarted((error as? VideoServerFault)?.message ?? "no reason given")))
            }
            announcer.finish()
        }
        let start = Task { await starts.first { _ in true } ?? .failure(Self.notStarted("it was stopped")) }
        return Run(server: server, serving: serving, start: start)
    }

    private static func notStarted(_ reason: String) -> ServiceError {
        ServiceError(.network, sending: .notSent, message: "the embedded server did not start: \(reason)")
    }

    /// Ends it when nobody has come back for a while and nothing renders.
    private func leaveLater() {
        guard let run = running else { return }
        leaving = Task {
            guard (try? await clock.sleep(for: Self.patience)) != nil else { return }
            await run.server.finishJobs()
            guard !Task.isCancelled else { return }
            running = nil
            run.serving.cancel()
            await run.serving.value
        }
    }

    /// Stops the server, and with it what it renders.
    func stop() async {
        leaving?.cancel()
        running?.serving.cancel()
        await leaving?.value
        await running?.serving.value
        (running, leaving) = (nil, nil)
    }

    /// A server with the real renderer and the guarded fetch.
    static func server(port: Int, token: String, folder: String, searchPath: String, allowLoopbackImages: Bool) -> VideoServer {
        let fetcher = PictureFetcher(userAgent: Product.userAgent, allowLoopback: allowLoopbackImages)
        let seams = VideoServerSeams(
            fetchPicture: { (address: String) async throws(PictureFetchFault) -> [UInt8] in
                do throws(PictureFetchError) {
                    return try await fetcher.fetch(address)
                } catch {
                    throw PictureFetchFault(error.words)
                }
            }
        )
        let configuration = VideoServerConfiguration(port: port, token: token, folder: folder, allowLoopbackImages: allowLoopbackImages)
        return VideoServer(configuration, renderer: LocalRenderer(searchPath: searchPath), seams: seams)
    }

    /// 128 random bits in hexadecimal.
    static func randomToken() -> String {
        (0..<2).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

/// What the product calls itself.
package enum Product {
    package static let version = "0.1.0"
    /// The version without its last part: the banner fits into 80 columns with it.
    static let release = "0.1"
    static let userAgent = "tween/\(version)"
}
