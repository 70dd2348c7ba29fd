import Glibc

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
        var watched = [
            pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let count = poll(&watched, nfds_t(watched.count), milliseconds ?? -1)
            if count < 0, errno == EINTR { continue }
            if count == 0 { return .timedOut }
            // Whatever else it may report (a hang-up, a bad descriptor), the read that follows meets it and says so.
            return watched[0].revents != 0 ? .woken : .input
        }
    }
}
