import Glibc
import Workers

/// What a wait for input ended with.
enum Readiness: Equatable {
    case input
    case woken
    case timedOut
}

extension Readiness {
    /// Waits for `descriptor` or `wake`, the latter first; without `milliseconds`, as long as it takes.
    static func wait(for descriptor: Int32?, or wake: WakePipe, milliseconds: Int32? = nil) -> Readiness {
        // poll passes over a descriptor below zero.
        withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 2) { entries in
            entries.initializeElement(at: 0, to: pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0))
            entries.initializeElement(at: 1, to: pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0))
            while true {
                let count = poll(entries.baseAddress, nfds_t(entries.count), milliseconds ?? -1)
                if count < 0, errno == EINTR { continue }
                if count == 0 { return .timedOut }
                // Whatever else it may report (a hang-up, a bad descriptor), the read that follows meets it and says so.
                return entries[0].revents != 0 ? .woken : .input
            }
        }
    }
}
