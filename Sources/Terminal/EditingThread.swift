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
    var outgoing: [Unicode.Scalar] = []
    var posture = EditingPosture()
    /// The person has been told that the line fills the screen.
    var hasToldFullScreen = false
    var refusal: (reason: Refusal, character: Int, times: Int)?

    // The line being read.
    var job = 0
    var request = LineRequest(prompt: "")
    var ending: LineEvent?
    var pendingInsert: [Unicode.Scalar] = []
    var initialCursor: Int?
    /// Whether what is to be inserted was pasted.
    var isPasting = false
    /// Whether the line is a paste of several lines that began on an empty line, to be run one by one.
    var isScript = false
    /// The last such paste whose place something else took.
    var formerScript: [Unicode.Scalar] = []
    /// Whether what is typed does not count yet.
    var isSettling = false
    var isStopDue = false
    var undo = UndoStack()
    /// What Tab has listed last, until another key is typed.
    var listed: CompletionRequest?
    var walk = HistoryWalk()
    var search: HistorySearch?
    var searchRunsOnEnter = true
    /// What a search that is over leaves in the line, until it is drawn.
    var searchResult: EditedLine?
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
                _ = Readiness.wait(for: nil, or: link.wake)
                note(link.wake.drain())
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
        ending = nil
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

    private func readLine(_ request: LineRequest) -> LineEvent {
        guard editor != nil || isEditable else { return .failed("lines cannot be edited on this terminal") }
        guard editor != nil || open(), let editor else { return .failed("libedit found no memory") }
        prepare(request)
        guard fits(pendingInsert) else { return tooTall(request) }
        // By itself libedit shows the prompt first, and what is typed in between is echoed by the terminal.
        ce_set_raw(editor, true)
        let waiting = isSettling ? 0 : bytesWaiting
        typed.beginLine(waiting: waiting)
        // The terminal, in charge of lines, has shown it where the prompt is to stand; it is shown again behind that.
        if waiting > 0 { write("\r\u{1B}[K") }
        if !isSettling { write(PasteMarks.on) }
        mayPrintNotices = true
        var count: Int32 = 0
        let text = el_wgets(editor, &count).map { String(wide: UnsafeBufferPointer(start: $0, count: Int(max(0, count)))) }
        reportRefusal()
        endUpdate()
        write(PasteMarks.off)
        // With the next line there already, what this one does is shown together with that.
        if typed.isEmpty { flush() } else { hold() }
        let event = ending ?? text.map { self.event(forLine: $0.last == "\n" ? String($0.dropLast()) : $0) } ?? .endOfInput
        return event
    }

    /// libedit would take our private keys for text where it cannot edit, and complain of a terminal that it does not know.
    private var isEditable: Bool {
        let term = getenv("TERM").map { String(cString: $0) }
        return TerminalKind.detect(input: configuration.input, output: configuration.output, term: term) == .editor
    }

    private func prepare(_ request: LineRequest) {
        self.request = request
        if request.discardsTypeahead { discardTypeahead() }
        // A signal of before is none of this line's.
        link.wake.drain()
        (isStopDue, isSettling, isScript) = (false, request.discardsTypeahead, false)
        (undo, listed) = (UndoStack(), nil)
        posture = EditingPosture()
        (walk, search, searchResult) = (HistoryWalk(), nil, nil)
        outgoing = []
        pendingInsert = Array(request.initialText.unicodeScalars)
        initialCursor = request.initialCursor
        if !pendingInsert.isEmpty { outgoing = [PrivateKey.insert.scalar] }
        // A change that came too late for the line before is none of this one's.
        _ = link.takePrompt()
        shownHint = ShownHint(isOutdated: true)
        show(request.prompt)
        drawnSize = TerminalSize(of: configuration.input)
        isHidden = false
        hasToldFullScreen = false
        isResized = false  // libedit asks for the size when it begins a line
        isResumed = false
        resizing = Resizing(isMute: resizing.isMute)
        lostRows = LostRows()
    }

    /// A text to begin with that the screen cannot hold is one for an editor from the start.
    private func tooTall(_ request: LineRequest) -> LineEvent {
        let cursor = request.initialCursor ?? request.initialText.unicodeScalars.count
        return .edit(LineToEdit(text: request.initialText, cursor: cursor, reason: .tooTall, isScript: false))
    }

    private func remember(_ event: LineEvent, in history: inout History) {
        guard request.keepsHistory else { return }
        let label = request.historyLabel
        switch event {
        case .line(let line): history.record(line, label: label)
        case .interrupted(let line): history.record(line, label: label, onDisk: false)
        case .pasted(let lines): for line in lines { history.record(line, label: label) }
        case .edit, .endOfInput, .cancelled, .failed: break
        }
    }

    private func discardTypeahead() {
        tcflush(configuration.input, TCIFLUSH)
        typed.discard()
        decoder = InputDecoder(identity: decoder.identity)
        events = []
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
