import Glibc

/// A pipe that ends a wait in `poll`. Signal handlers write their number into it; a zero says "look again".
final class WakePipe: Sendable {
    let readEnd: Int32
    let writeEnd: Int32

    /// Nil if the process has no descriptors left.
    init?() {
        var ends: (Int32, Int32) = (-1, -1)
        let status = withUnsafeMutableBytes(of: &ends) { pipe2($0.assumingMemoryBound(to: Int32.self).baseAddress, O_CLOEXEC | O_NONBLOCK) }
        guard status == 0 else { return nil }
        (readEnd, writeEnd) = ends
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Ends the reader's wait. A full pipe has woken it already.
    func wake() {
        var zero: UInt8 = 0
        _ = Glibc.write(writeEnd, &zero, 1)
    }

    /// Takes out everything that was written: numbers of signals, and zeros.
    func drain() -> [UInt8] {
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
