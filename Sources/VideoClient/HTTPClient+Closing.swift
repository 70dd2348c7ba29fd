import AsyncHTTPClient
import Dispatch

extension HTTPClient {
    /// Closes its connections and itself; what is on its way breaks off.
    func close() { shutdown(queue: Self.closing) { _ in } }

    /// Where the client tells that it is closed, which it wants a queue for. The threads of a queue that keeps an order go after some
    /// seconds; once one of the shared queues has had a thread, libdispatch looks after its pool every second to the end of the process.
    private static let closing = DispatchQueue(label: "tween.http.closing")
}
