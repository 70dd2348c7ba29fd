internal import VideoAPI

/// Something that makes a video of two pictures: the local engine is one, the server's tests script another.
package protocol VideoRendering: Sendable {
    /// Renders one job and leaves a whole MP4 at its destination, or nothing.
    ///
    /// - Parameter progress: is told per cent, 0 to 100, rising; from any thread.
    /// - Throws: a ``RenderError``; `.cancelled` when the surrounding task was cancelled, with nothing left behind within a second.
    func render(_ job: RenderJob, progress: @escaping @Sendable (Int) -> Void) async throws(RenderError) -> RenderedVideo
}
