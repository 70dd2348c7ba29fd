import Foundation
import Renderer

/// A renderer that does what a test says, when it says so.
final class ScriptedRenderer: VideoRendering, Sendable {
    /// One rendering that has begun.
    struct Film: Sendable {
        let job: RenderJob
        private let orders: AsyncStream<Order>.Continuation

        fileprivate init(_ job: RenderJob, _ orders: AsyncStream<Order>.Continuation) {
            self.job = job
            self.orders = orders
        }

        func report(_ percent: Int) { orders.yield(.report(percent)) }

        /// Leaves a file of these bytes and ends well.
        func finish(_ bytes: [UInt8] = Array("the video".utf8), warnings: [String] = []) { orders.yield(.finish(bytes, warnings)) }

        func fail(_ error: RenderError) { orders.yield(.fail(error)) }
    }

    fileprivate enum Order: Sendable {
        case report(Int)
        case finish([UInt8], [String])
        case fail(RenderError)
    }

    private let films: AsyncStream<Film>
    private let beginner: AsyncStream<Film>.Continuation

    init() { (films, beginner) = AsyncStream.makeStream() }

    /// Waits for the next rendering to begin.
    func next() async throws -> Film {
        guard let film = await films.first(where: { _ in true }) else { throw CancellationError() }
        return film
    }

    func render(_ job: RenderJob, progress: @escaping @Sendable (Int) -> Void) async throws(RenderError) -> RenderedVideo {
        let (orders, sender) = AsyncStream.makeStream(of: Order.self)
        beginner.yield(Film(job, sender))
        for await order in orders {
            switch order {
            case .report(let percent): progress(percent)
            case .fail(let error): throw error
            case .finish(let bytes, let warnings):
                guard FileManager.default.createFile(atPath: job.destination, contents: Data(bytes)) else { throw .engine("no room") }
                return RenderedVideo(width: 1280, height: 720, warnings: warnings)
            }
        }
        throw .cancelled
    }
}
