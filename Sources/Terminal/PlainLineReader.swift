import Glibc
import Synchronization
import Workers

/// Reads lines from a pipe, a file, or a terminal that cannot be edited on, a chunk at a time on a thread of its own.
///
/// Nothing is read before it is asked for. Its thread holds it until the input ends or ``close()`` is called.
package final class PlainLineReader: Sendable {
    private struct State {
        /// Who waits for lines, in the order they came.
        var waiting: [(id: Int, continuation: CheckedContinuation<[PlainLine], Never>)] = []
        /// Waits that were broken off before they had begun.
        var brokenOff: Set<Int> = []
        var lastID = 0
        /// Lines that came when the wait for them had just been broken off.
        var unclaimed: [PlainLine] = []
        /// What a person sent before now does not count.
        var mustSettle = false
        /// ^D that a person typed before now does not count.
        var dropsEnds = false
        var isStarted = false
        var isClosed = false
        var hasEnded = false
    }

    private let descriptor: Int32
    private let splitter: LineSplitter
    private let wake: WakePipe
    private let settling: Int32
    private let state = Mutex(State())

    /// Reads from `descriptor`, which stays the caller's; nil if the process has no descriptors left.
    /// - Parameter settling: how long nothing may have come, in milliseconds, before an answer counts that must be fresh.
    package init?(descriptor: Int32, limit: Int = 1 << 20, settling: Int32 = 200) {
        guard let wake = WakePipe() else { return nil }
        self.settling = settling
        self.descriptor = descriptor
        self.wake = wake
        splitter = LineSplitter(limit: limit)
    }

    /// Waits for what is there to be read: at least one line, and all that one chunk holds. Empty at the end, and after cancellation,
    /// which ends this wait and no other.
    /// - Parameter discardsTypeahead: at a terminal, throws away what was sent before the question could be read.
    package func next(discardsTypeahead: Bool = false) async -> [PlainLine] {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let lines: [PlainLine]? = state.withLock { state in
                    guard !state.isClosed, state.brokenOff.remove(id) == nil else { return [] }
                    let mustSettle = discardsTypeahead && Descriptor(descriptor).isTerminal
                    if mustSettle { state.unclaimed = [] }
                    guard !state.hasEnded, state.unclaimed.isEmpty else {
                        defer { state.unclaimed = [] }
                        return state.unclaimed
                    }
                    state.waiting.append((id, continuation))
                    if mustSettle { state.mustSettle = true }
                    return nil
                }
                if let lines { return continuation.resume(returning: lines) }
                start()
                wake.wake()
            }
        } onCancel: {
            breakOff(id)
        }
    }

    /// Throws away what a person has sent up to now. Before a question is shown, not after: a ^C at the question is not to go with it.
    package func discardTypeahead() {
        if Descriptor(descriptor).isTerminal { tcflush(descriptor, TCIFLUSH) }
    }

    /// At a terminal, has ^D count for nothing up to the moment at which a wait for lines finds that nothing is typed.
    package func dropEnds() {
        if Descriptor(descriptor).isTerminal { state.withLock { $0.dropsEnds = true } }
    }

    /// Ends a wait for lines, and all reading.
    package func close() {
        state.withLock { $0.isClosed = true }
        wake.wake()
    }

    /// Ends one wait. What comes from now on is for the next.
    private func breakOff(_ id: Int) {
        let continuation = state.withLock { state in
            guard let index = state.waiting.firstIndex(where: { $0.id == id }) else {
                state.brokenOff.insert(id)
                return nil as CheckedContinuation<[PlainLine], Never>?
            }
            return state.waiting.remove(at: index).continuation
        }
        continuation?.resume(returning: [])
        wake.wake()
    }

    private func start() {
        let isFirst = state.withLock { state in
            defer { state.isStarted = true }
            return !state.isStarted
        }
        guard isFirst else { return }
        if !WorkThread.detach({ [self] in run() }) {
            hand([.fault(InputFault(line: 1, reason: .unreadable("the system gives no thread to read on")))], isLast: true)
        }
    }

    private func run() {
        var splitter = splitter
        while true {
            let (isWanted, isClosed, mustSettle, dropsEnds) = state.withLock {
                (!$0.waiting.isEmpty, $0.isClosed, $0.mustSettle, $0.dropsEnds)
            }
            if isClosed { return hand([], isLast: true) }
            if mustSettle {
                settle(&splitter)
                continue
            }
            // Idle, it waits for the next request alone.
            switch Readiness.wait(for: isWanted ? descriptor : nil, or: wake, milliseconds: isWanted && dropsEnds ? 0 : nil) {
            case .input: break
            case .woken:
                wake.drain()
                continue
            case .timedOut:
                noteAllRead()
                continue
            }
            var lines: [PlainLine] = []
            let isLast = read(into: &splitter, lines: &lines, dropsEnds: dropsEnds)
            // Before anybody is shown a prompt at which ^D would count.
            if dropsEnds, !isLast, Readiness.wait(for: descriptor, or: wake, milliseconds: 0) == .timedOut { noteAllRead() }
            if isLast || !lines.isEmpty { hand(lines, isLast: isLast) }
            if isLast { return }
        }
    }

    /// All that was typed before is read: ^D counts from now on.
    private func noteAllRead() { state.withLock { $0.dropsEnds = false } }

    /// Throws away what comes until nothing has for a while. The end is left for the reading that follows, and so is being closed.
    /// What comes after the wait was broken off is for the next one.
    private func settle(_ splitter: inout LineSplitter) {
        let id = state.withLock { state in
            state.mustSettle = false
            return state.waiting.last?.id
        }
        splitter = self.splitter
        while state.withLock({ state in !state.isClosed && state.waiting.contains { $0.id == id } }) {
            switch Readiness.wait(for: descriptor, or: wake, milliseconds: settling) {
            case .woken: wake.drain()
            // A line that is only begun shows in no poll.
            case .timedOut: return _ = tcflush(descriptor, TCIFLUSH)
            case .input:
                var waiting: Int32 = 0
                guard ioctl(descriptor, UInt(FIONREAD), &waiting) == 0, waiting > 0 else { return }
                tcflush(descriptor, TCIFLUSH)
            }
        }
    }

    /// Reads one chunk; true if it was the last.
    private func read(into splitter: inout LineSplitter, lines: inout [PlainLine], dropsEnds: Bool) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count > 0 {
                splitter.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]), into: &lines)
                return false
            }
            // One that was closed at its other end is no terminal any more.
            if count == 0, dropsEnds, Descriptor(descriptor).isTerminal { return false }
            if count < 0, errno == EINTR || errno == EAGAIN { return false }
            // A terminal that was closed at its other end gives EIO.
            let fault = count < 0 && errno != EIO ? SystemError.words(errno) : nil
            splitter.finish(into: &lines)
            if let fault { lines.append(.fault(InputFault(line: splitter.lineNumber + 1, reason: .unreadable(fault)))) }
            return true
        }
    }

    private func hand(_ lines: [PlainLine], isLast: Bool) {
        let waiting = state.withLock { state in
            defer { state.waiting = isLast ? [] : Array(state.waiting.dropFirst()) }
            state.hasEnded = isLast
            if state.waiting.isEmpty { state.unclaimed += lines }
            return isLast ? state.waiting[...] : state.waiting.prefix(1)
        }
        for (index, wait) in waiting.enumerated() { wait.continuation.resume(returning: index == 0 ? lines : []) }
    }
}
