import Glibc

/// An open file descriptor that text is written to. It does not own the descriptor.
struct Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    /// Whether it is a terminal.
    var isTerminal: Bool { isatty(number) == 1 }

    /// Writes all of a text, in as many pieces as it takes. False if the reader is gone or the disk full; errno says which.
    func write(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    /// Writes all of the bytes, likewise.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = Glibc.write(number, start, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            } else if count < 0, errno == EAGAIN {
                // Somebody made the shared descriptor non-blocking.
                var wait = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                poll(&wait, 1, -1)
            } else if count == 0 || errno != EINTR {
                return false
            }
        }
        return true
    }
}
