import NIOCore
import Synchronization

/// Keeps the body of a reply as it comes in, for when the connection breaks.
///
/// The client throws away what nobody has asked it for yet when an error comes, and there may be a paid task's id in it.
final class ReplyTap: Sendable {
    private let limit: Int
    private let seen = Mutex<[UInt8]>([])

    /// - Parameter limit: how many bytes are kept.
    init(limit: Int) { self.limit = limit }

    /// All that came, up to the limit.
    var bytes: [UInt8] { seen.withLock { $0 } }

    /// Adds the next part.
    func add(_ part: ByteBuffer) {
        seen.withLock { bytes in bytes += part.readableBytesView.prefix(limit - bytes.count) }
    }
}
