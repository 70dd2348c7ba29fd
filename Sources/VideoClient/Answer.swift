import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A reply as far as it came.
struct Answer: Sendable {
    let status: Int
    let headers: [(String, String)]
    let body: [UInt8]
    /// Why the body ends early; nil when it is whole.
    let cut: TransportFault?

    /// The largest JSON answer that is read, in bytes: 1 MiB.
    static let jsonLimit = 1024 * 1024

    /// Reads the body up to a limit by counting what comes, whatever the length in the head says.
    ///
    /// - Parameter tap: what else came of a body that ends early.
    init(_ response: HTTPClientResponse, limit: Int, tap: ReplyTap? = nil) async {
        var bytes: [UInt8] = []
        var cut: TransportFault?
        do {
            for try await part in response.body {
                let room = limit - bytes.count
                bytes.append(contentsOf: part.readableBytesView.prefix(room))
                guard part.readableBytes <= room else {
                    cut = .bodyTooLarge(limit: limit)
                    break
                }
            }
            // A sequence that is cancelled may end as if it were whole.
            if cut == nil, Task.isCancelled { cut = .cancelled }
        } catch {
            cut = TransportFault(error)
        }
        status = Int(response.status.code)
        headers = response.headers.map { ($0.name, $0.value) }
        body = cut == nil ? bytes : tap?.bytes ?? bytes
        self.cut = cut
    }

    /// The first value under a name, in any case.
    func header(_ name: String) -> String? {
        headers.first { $0.0.lowercased() == name.lowercased() }?.1
    }
}
