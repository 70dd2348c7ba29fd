import CEditLine
import Glibc
import Synchronization
import TerminalText
import Workers

/// All dealings with libedit. One object on one thread, from its making to its end: libedit has statics that no lock guards.
final class EditingThread {
    let link: EditorLink
    let configuration: LineEditorConfiguration
    var editor: OpaquePointer?
    var stream: UnsafeMutablePointer<FILE>?
    /// Where the stream's text waits until the editor waits for keys.
    let outlet: Outlet
    /// Names of commands, which libedit keeps without copying them.
    var commandNames: [UnsafeMutablePointer<wchar_t>] = []

    // Input on its way: bytes become events, events become characters for libedit.
    var typed = TypedBytes()
    var decoder = InputDecoder()
    var events: [InputEvent] = []
    var refusal: (reason: Refusal, character: Int, times: Int)?

    /// When ^D was heard between lines, until another key is typed.
    var lastEnd: ContinuousClock.Instant?

    // The line being read, and what outlives it.
    var job = 0
    var reading = LineReading()
    /// The last script pasted whose place something else took.
    var formerScript: [Unicode.Scalar] = []
    var searchRunsOnEnter = true
    /// The pattern of the search before, for ^R without one.
    var formerPattern: [Unicode.Scalar] = []

    // Drawing.
    var prompt = WideBuffer()
    let noPrompt = WideBuffer()
    var searched = WideBuffer()
    /// Where libedit's own walk stands.
    var stepped = (entries: HistoryEntries(recent: []), position: 0)
    /// Whether the cursor is where notices may be printed the next time libedit asks for the right-hand prompt.
    var mayPrintNotices = false
    /// The window that the block was drawn for.
    var drawnSize = TerminalSize(of: -1) {
        didSet { endRows(at: drawnSize.columns) }
    }
    var isResized = false
    var isResumed = false
    /// How far it has come to draw for a new size.
    var resizing = Resizing()
    /// Whether libedit may shift the rest of a row.
    var allowsShifts = false
    /// What of the block the terminal has taken into its scrollback.
    var lostRows = LostRows()
    /// Whether the cells are sure that a new width depends on.
    var hasGaps = true
    /// Whether keys have paused since the last one.
    var isQuiet = false
    /// The window is too small for the line, and a row that says so stands in its place.
    var isHidden = false
    var shownHint = ShownHint()
    /// What the prompt is filled with; nil if that is a search's pattern.
    var drawnPrompt: StyledText?
    /// The cells of the prompt as it is drawn, what stands in front of it included.
    var promptWidth = 0
    /// A line of no more characters than these fits the window for sure.
    var shortCount = 0
    var pace = RedrawPace()
    /// Milliseconds until news may be drawn; nil if there are none.
    var newsDelay: Int32?
    /// Whether the terminal can be told to show several changes at once, and whether it has been.
    var isSynchronising = false
    var isUpdating = false

    init(link: EditorLink, configuration: LineEditorConfiguration, outlet: Outlet) {
        self.link = link
        self.configuration = configuration
        self.outlet = outlet
    }

    /// Does jobs until the editor is shut down.
    func run() {
        link.jobs.begin()
        serve()
        while link.jobs.isUsed {
            link.jobs.run()
            outlet.letOut()
            _ = Readiness.wait(for: nil, or: link.wake)
            link.wake.drain()
        }
    }

    private func serve() {
        guard ce_use_utf8_on_this_thread() else { return refuseAll("this system has no C.UTF-8 locale to edit text in") }
        // The object holds the outlet for as long as the stream is open.
        stream = ce_open_stream(Unmanaged.passUnretained(outlet).toOpaque(), Callbacks.keep)
        guard stream != nil else { return refuseAll("the terminal cannot be written to: \(SystemError.words(errno))") }
        var closings: [CheckedContinuation<Void, Never>] = []
        while true {
            link.jobs.run()
            guard let job = link.next() else {
                if link.isClosed { break }
                flush()
                rest()
                continue
            }
            if case .shutdown(let continuation) = job.work { closings.append(continuation) } else { perform(job) }
        }
        close()
        link.history.withLock { $0.tidy() }
        for job in link.endRunning() { refuse(job, .cancelled) }
        for closing in closings { closing.resume() }
    }

    private func perform(_ job: EditorLink.Job) {
        guard !link.isCancelled(job.id) else { return refuse(job, .cancelled) }
        self.job = job.id
        switch job.work {
        case .line(let request, let continuation):
            let event = readLine(request)
            // The line is on its way while it is written down; whoever asks for the history meanwhile waits for that.
            link.history.withLock { history in
                continuation.resume(returning: event)
                remember(event, in: &history)
            }
        case .secret(let prompt, let continuation): continuation.resume(returning: readSecret(prompt))
        case .shutdown(let continuation): continuation.resume()
        }
        link.forget(job.id)
    }

    private func refuseAll(_ reason: String) {
        for job in link.endRunning() { refuse(job, .failed(reason)) }
    }

    private func refuse(_ job: EditorLink.Job, _ event: LineEvent) {
        switch job.work {
        case .line(_, let continuation): continuation.resume(returning: event)
        case .secret(_, let continuation): continuation.resume(returning: nil)
        case .shutdown(let continuation): continuation.resume()
        }
        link.forget(job.id)
    }
}
