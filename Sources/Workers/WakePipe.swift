import Glibc

/// A pipe that ends a wait in `poll`. Signal handlers write their number into it; a zero says "look again".
package final class WakePipe: Sendable {
    /// Where `poll` looks.
    package let readEnd: Int32
    /// Where a handler of signals writes. Neither end blocks, and no child gets them.
    package let writeEnd: Int32

    /// Nil if the process has no descriptors left.
    package init?() {
        var ends: (Int32, Int32) = (-1, -1)
        guard withUnsafeMutableBytes(of: &ends, { pipe($0.assumingMemoryBound(to: Int32.self).baseAddress) }) == 0 else { return nil }
        (readEnd, writeEnd) = ends
        for end in [readEnd, writeEnd] {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Ends the reader's wait. A full pipe has woken it already.
    package func wake() {
        var zero: UInt8 = 0
        _ = Glibc.write(writeEnd, &zero, 1)
    }

    /// Takes out everything that was written: numbers of signals, and zeros.
    @discardableResult
    package func drain() -> [UInt8] {
        var numbers: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 256)
        while true {
            let count = read(readEnd, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return numbers }
            numbers += chunk[..<count]
        }
    }
}
