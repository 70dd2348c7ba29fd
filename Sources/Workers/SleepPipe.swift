import Glibc

/// A sleep that any thread may end, also before it begins.
final class SleepPipe: Sendable {
    /// Nil when the process has no descriptors left: a sleep can't be ended then, and lasts a tenth of a second at most.
    private let pipe = WakePipe()

    /// Sleeps; below zero without end.
    func sleep(milliseconds: Int32) {
        guard let pipe else {
            let longest: Int32 = 100
            poll(nil, 0, (0...longest).contains(milliseconds) ? milliseconds : longest)
            return
        }
        var watched = pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0)
        if poll(&watched, 1, milliseconds) > 0 { pipe.drain() }
    }

    /// Ends the sleep; a full pipe has ended it already.
    func end() { pipe?.wake() }
}
