import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
package import Renderer

/// The API over HTTP on the loopback addresses, with videos from a renderer on this machine.
package struct VideoServer: Sendable {
    private let configuration: VideoServerConfiguration
    let responder: VideoResponder

    /// Makes a server that does nothing yet.
    package init(_ configuration: VideoServerConfiguration, renderer: any VideoRendering, seams: VideoServerSeams) {
        self.configuration = configuration
        let queue = JobQueue(store: JobStore(folder: configuration.folder), renderer: renderer, seams: seams)
        responder = VideoResponder(
            gate: Gate(token: configuration.token),
            queue: queue,
            seams: seams,
            allowLoopbackImages: configuration.allowLoopbackImages
        )
    }

    /// Serves until the surrounding task is cancelled; then stops what renders, ends it as interrupted, and returns.
    ///
    /// - Parameter onReady: is told the port once, when requests can come.
    /// - Throws: a ``VideoServerFault`` if the folder or the port can't be had.
    package func run(onReady: @escaping @Sendable (_ port: Int) -> Void) async throws {
        guard !configuration.token.isEmpty else { throw VideoServerFault(message: "the server needs a token; give one that is not empty") }
        try responder.store.prepare()
        responder.store.sweep(second: responder.seams.now().second)
        do {
            try await serve(onReady: onReady)
        } catch {
            await responder.queue.close()
            if Task.isCancelled { return }
            throw fault(of: error)
        }
        await responder.queue.close()
    }

    /// Returns when nothing is rendered any more and nothing waits for that; new requests are still answered.
    package func finishJobs() async { await responder.queue.finish() }

    private func serve(onReady: @escaping @Sendable (Int) -> Void) async throws {
        let (ports, announcer) = AsyncStream.makeStream(of: Int.self)
        async let _ = serveTwin(on: ports)
        defer { announcer.finish() }
        try await application(on: "127.0.0.1", port: configuration.port) { port in
            announcer.yield(port)
            onReady(port)
        }.run()
    }

    /// The same port on ::1, so that `localhost` is answered whichever of the two it becomes; a machine without IPv6 has no need of it.
    private func serveTwin(on ports: AsyncStream<Int>) async {
        for await port in ports { try? await application(on: "::1", port: port) { _ in }.run() }
    }

    func application(
        on host: String,
        port: Int,
        onRunning: @escaping @Sendable (Int) -> Void
    ) -> Application<VideoResponder> {
        // The server lives inside a shell: not a line of a log may come between.
        let logger = Logger(label: "tween.server") { _ in SwiftLogNoOpLogHandler() }
        return Application(
            responder: responder,
            server: HTTPServerBuilder { responder in
                let configuration = HTTP1Channel.Configuration(idleTimeout: .seconds(30), httpDecoderConfiguration: Self.headLimits)
                let channel = HTTP1Channel(responder: responder, configuration: configuration)
                return ExpectingHTTP1Channel(channel: channel, bodyLimit: VideoResponder.bodyLimit)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(256, logger: logger)
            ),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { onRunning(port) }
            },
            logger: logger
        )
    }

    private static let headLimits = HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: 16 * 1024,
        maxHeaderListSize: 16 * 1024,
        maxHeaderFieldCount: 100
    )

    private func fault(of error: any Error) -> VideoServerFault {
        if let error = error as? IOError, error.errnoCode == EADDRINUSE {
            return VideoServerFault(message: "port \(configuration.port) is taken; choose another, or 0 for any")
        }
        return VideoServerFault(message: "the server could not run: \(error)")
    }
}
