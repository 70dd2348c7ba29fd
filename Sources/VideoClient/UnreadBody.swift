import NIOCore
import Synchronization

/// Is handed each part of a body as it comes off the connection, before the client has it.
protocol BodyTap: Sendable {
    /// Takes in the next part.
    func add(_ part: ByteBuffer)
}

extension ReplyTap: BodyTap {}

/// The parts of a body that came and that nobody has read yet.
///
/// The client reads ahead, by as much as the socket held when the other side has closed it, and throws that away when the body ends too
/// early. A download wants it: what came is good. The bytes are shared with the client's own buffers, not copied.
final class UnreadBody: BodyTap {
    private let parts = Mutex(CircularBuffer<ByteBuffer>())

    /// All that was not read, in its order.
    var rest: [ByteBuffer] { parts.withLock { Array($0) } }

    func add(_ part: ByteBuffer) { parts.withLock { $0.append(part) } }

    /// So many more bytes were read, however they were divided.
    func read(_ byteCount: Int) {
        parts.withLock { parts in
            var left = byteCount
            while left > 0, var part = parts.popFirst() {
                let taken = min(left, part.readableBytes)
                part.moveReaderIndex(forwardBy: taken)
                left -= taken
                if part.readableBytes > 0 { parts.prepend(part) }
            }
        }
    }
}
