import Synchronization
import TerminalText
import Workers

/// What the editing thread and the rest of the program share: work to do, notices to print, history.
final class EditorLink: Sendable {
    /// Something for the editing thread to do.
    struct Job: Sendable {
        enum Work: Sendable {
            case line(LineRequest, CheckedContinuation<LineEvent, Never>)
            case secret(StyledText, CheckedContinuation<String?, Never>)
            case shutdown(CheckedContinuation<Void, Never>)
        }

        var id: Int
        var work: Work
    }

    private struct State {
        var jobs: [Job] = []
        var lastID = 0
        var cancelled: Set<Int> = []
        var notices: [StyledText] = []
        /// What the prompt has become while a line is typed.
        var newPrompt: StyledText?
        /// Wants to hear of ^D between lines.
        var endListener: (@Sendable () -> Void)?
        /// Whether anybody has wanted to since the last line.
        var hasListened = false
        var isClosed = false
        var isRunning = false
    }

    let wake: WakePipe
    let jobs: LoopJobs
    let history: Mutex<History>
    private let state = Mutex(State())

    init(wake: WakePipe, history: History) {
        self.wake = wake
        jobs = LoopJobs(wake: wake)
        self.history = Mutex(history)
    }

    /// A number for a job, by which it can be cancelled before and after it is enqueued.
    func newID() -> Int {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    /// Hands in a job. False if none is taken any more.
    func enqueue(_ job: Job) -> Bool {
        let isTaken = state.withLock { state in
            guard !state.isClosed, state.isRunning else { return false }
            state.jobs.append(job)
            return true
        }
        jobs.wakeFromElsewhere()
        return isTaken
    }

    /// The next job, oldest first.
    func next() -> Job? {
        state.withLock { state in state.jobs.isEmpty ? nil : state.jobs.removeFirst() }
    }

    /// Ends a job early, be it running or not.
    func cancel(_ id: Int) {
        state.withLock { state in _ = state.cancelled.insert(id) }
        wake.wake()
    }

    /// Whether the job should end.
    func isCancelled(_ id: Int) -> Bool {
        state.withLock { $0.isClosed || $0.cancelled.contains(id) }
    }

    /// Forgets a job that has ended.
    func forget(_ id: Int) {
        state.withLock { state in _ = state.cancelled.remove(id) }
    }

    /// Says that the thread has been started; false if it was before, or all is over.
    func beginRunning() -> Bool {
        state.withLock { state in
            guard !state.isRunning, !state.isClosed else { return false }
            state.isRunning = true
            return true
        }
    }

    /// Says that there is no thread, and gives back the jobs that it did not do.
    func endRunning() -> [Job] {
        state.withLock { state in
            state.isRunning = false
            state.isClosed = true
            defer { state.jobs = [] }
            return state.jobs
        }
    }

    /// Takes no more jobs and ends those there are; `last` is done when the thread has let go of the terminal. False if none runs.
    func close(_ last: CheckedContinuation<Void, Never>?) -> Bool {
        let isRunning = state.withLock { state in
            state.isClosed = true
            if state.isRunning, let last { state.jobs.append(Job(id: 0, work: .shutdown(last))) }
            return state.isRunning
        }
        wake.wake()
        return isRunning
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    func addNotice(_ text: StyledText) {
        state.withLock { $0.notices.append(text) }
    }

    func setPrompt(_ prompt: StyledText) {
        state.withLock { $0.newPrompt = prompt }
    }

    /// The prompt that takes the present one's place, handed over once.
    func takePrompt() -> StyledText? {
        state.withLock { state in
            defer { state.newPrompt = nil }
            return state.newPrompt
        }
    }

    /// Whether the block of prompt and line has to be drawn again, below what is waiting to be printed.
    var hasNews: Bool { state.withLock { !$0.notices.isEmpty || $0.newPrompt != nil } }

    var endListener: (@Sendable () -> Void)? { state.withLock { $0.endListener } }

    func listenForEnd(_ listener: (@Sendable () -> Void)?) {
        state.withLock { state in
            state.endListener = listener
            if listener != nil { state.hasListened = true }
        }
        jobs.wakeFromElsewhere()
    }

    /// Whether somebody wanted to hear of ^D since this was asked last.
    func hasListened() -> Bool {
        state.withLock { state in
            defer { state.hasListened = false }
            return state.hasListened
        }
    }

    func takeNotices() -> [StyledText] {
        state.withLock { state in
            defer { state.notices = [] }
            return state.notices
        }
    }
}
