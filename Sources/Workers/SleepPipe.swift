import Glibc

/// A sleep that any thread may end, also before it begins.
final class SleepPipe: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32

    /// Without descriptors, when the process has none left, a sleep can't be ended and lasts a tenth of a second at most.
    init() {
        var ends: (Int32, Int32) = (-1, -1)
        _ = withUnsafeMutableBytes(of: &ends) { pipe($0.assumingMemoryBound(to: Int32.self).baseAddress) }
        (readEnd, writeEnd) = ends
        for end in [readEnd, writeEnd] where end >= 0 {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        guard readEnd >= 0 else { return }
        close(readEnd)
        close(writeEnd)
    }

    /// Sleeps; below zero without end.
    func sleep(milliseconds: Int32) {
        let longest: Int32 = 100
        let milliseconds = readEnd < 0 && !(0...longest).contains(milliseconds) ? longest : milliseconds
        var watched = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        guard poll(&watched, 1, milliseconds) > 0 else { return }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { while read(readEnd, $0.baseAddress, $0.count) > 0 {} }
    }

    /// Ends the sleep; a full pipe has ended it already.
    func end() {
        var byte: UInt8 = 0
        _ = write(writeEnd, &byte, 1)
    }
}
