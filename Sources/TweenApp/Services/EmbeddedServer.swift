import Renderer
import VideoAPI
import VideoClient
import VideoServer

/// The server inside the shell: started at the first need, on a random loopback port, with a random token.
actor EmbeddedServer {
    private let folder: String
    private let searchPath: String
    private let token = EmbeddedServer.randomToken()
    private var running: Task<Void, Never>?
    private var starting: Task<ServiceAddress?, Never>?
    private var failure: String?

    /// A server that keeps its jobs in a folder; nothing is started yet.
    init(folder: String, searchPath: String) {
        self.folder = folder
        self.searchPath = searchPath
    }

    /// Where the server is, and the token that it wants; starts it if it does not run.
    ///
    /// - Throws: a ``ServiceError`` that was not sent, when it can't be started.
    func reach() async throws(ServiceError) -> (address: ServiceAddress, token: String) {
        // Whoever comes while it starts waits for the same start.
        let starting = starting ?? Task { await start() }
        self.starting = starting
        guard let address = await starting.value else {
            if self.starting == starting { self.starting = nil }
            throw ServiceError(.network, sending: .notSent, message: "the embedded server did not start: \(failure ?? "no reason given")")
        }
        return (address, token)
    }

    private func start() async -> ServiceAddress? {
        let (ports, announcer) = AsyncStream.makeStream(of: Int.self)
        let server = Self.server(port: 0, token: token, folder: folder, searchPath: searchPath, allowLoopbackImages: false)
        running = Task {
            do {
                try await server.run { announcer.yield($0) }
            } catch {
                failure = (error as? VideoServerFault)?.message
            }
            announcer.finish()
        }
        for await port in ports { return try? ServiceAddress(typed: "http://127.0.0.1:\(port)/v1") }
        running = nil
        return nil
    }

    /// Stops the server, and with it what it renders.
    func stop() async {
        running?.cancel()
        await running?.value
        (running, starting) = (nil, nil)
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
