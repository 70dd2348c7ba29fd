import Synchronization
package import TerminalText
import Workers

/// Reads lines from a terminal with libedit, which runs on a thread of its own from the first line on.
package final class LineEditor: Sendable {
    private let link: EditorLink
    private let configuration: LineEditorConfiguration
    private let outlet: Outlet
    private let modes: TerminalModes?

    /// Nil if the process has no descriptors left. Nothing is printed, read or started yet.
    package init?(_ configuration: LineEditorConfiguration) {
        guard let wake = WakePipe() else { return nil }
        let history = History(path: configuration.historyPath, redact: configuration.redact)
        link = EditorLink(wake: wake, history: history)
        self.configuration = configuration
        outlet = configuration.outlet ?? Outlet(Descriptor(configuration.output))
        modes = TerminalModes(of: configuration.input)
    }

    deinit { _ = link.close(nil) }

    /// The editing thread as a place for the tasks that read lines, so that a line reaches them without a change of threads.
    ///
    /// What runs there must not block. It starts the thread, which is then there to the end of the process; nil if there is none.
    package func taskExecutor() -> (any TaskExecutor)? {
        link.jobs.use()
        return start() == nil ? link.jobs : nil
    }

    /// Waits for a line; requests that overlap are answered one after another. Cancelling the task ends it with `.cancelled`.
    package func readLine(_ request: LineRequest) async -> LineEvent {
        let id = link.newID()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if let refusal = start() { return continuation.resume(returning: .failed(refusal)) }
                let isTaken = link.enqueue(.init(id: id, work: .line(request, continuation)))
                if !isTaken { continuation.resume(returning: .cancelled) }
            }
        } onCancel: {
            link.cancel(id)
        }
    }

    /// Waits for a word that is neither shown nor kept; nil after ^C, ^D or cancellation.
    package func readSecret(prompt: StyledText) async -> String? {
        let id = link.newID()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isTaken = start() == nil && link.enqueue(.init(id: id, work: .secret(prompt, continuation)))
                if !isTaken { continuation.resume(returning: nil) }
            }
        } onCancel: {
            link.cancel(id)
        }
    }

    /// Prints whole lines above the one that is being typed, from any thread; if none is, before the next one.
    package func printAbove(_ text: StyledText) {
        guard !text.isEmpty else { return }
        link.addNotice(text)
        link.wake.wake()
    }

    /// Shows another prompt before the line that is being typed, from any thread; without one it does nothing.
    package func setPrompt(_ prompt: StyledText) {
        link.setPrompt(prompt)
        link.wake.wake()
    }

    /// Notices that no line came along to be printed above; they are handed over once.
    package func takeUnprinted() -> [StyledText] { link.takeNotices() }

    /// Keeps a line in the history, on disk too. It may wait for another shell's write.
    package func addHistory(_ line: String, label: String = "") {
        link.history.withLock { $0.record(line, label: label) }
    }

    /// Puts a line one Up away in every scope, and not on disk.
    package func offer(_ line: String) {
        link.history.withLock { $0.record(line, label: nil, onDisk: false) }
    }

    /// The kept lines of one label or all, oldest first, at most the newest `limit`, each text once; other shells' are among them.
    /// The first call reads the file, later ones what was added.
    package func history(label: String? = nil, limit: Int = .max) -> [HistoryEntry] {
        link.history.withLock { $0.listing(label: label, limit: limit) }
    }

    /// Says in words why lines are not kept on disk; nil while they are.
    package var historyFault: String? { link.history.withLock { $0.faultWords } }

    /// Ends whatever is being read and gives the terminal back as it was found. No line can be read afterwards.
    package func shutdown() async {
        await withCheckedContinuation { continuation in
            if !link.close(continuation) { continuation.resume() }
        }
        restoreTerminal()
    }

    /// Gives the terminal back as it was found, from any thread, for a way out that cannot wait.
    package func restoreTerminal() {
        guard let modes else { return }
        outlet.letOut()
        _ = outlet.write(PasteMarks.off)
        modes.restore()
    }

    /// Between lines: whether the terminal shows what is typed ahead. Where another line is drawn over and over it would stand in the way;
    /// the next line that is read shows it.
    package func showTypeahead(_ isShown: Bool) {
        if isShown { modes?.restore() } else { modes?.hideEcho() }
    }

    /// Between lines: has ^D call `heard`, once; nil ends that. What else is typed meanwhile is for the next line.
    ///
    /// - Parameter heard: is called on the editing thread, which must have been started.
    package func listenForEnd(_ heard: (@Sendable () -> Void)?) { link.listenForEnd(heard) }

    /// Starts the thread if need be; gives the reason if there is none.
    private func start() -> String? {
        guard link.beginRunning() else { return nil }
        let (link, configuration, outlet) = (link, configuration, outlet)
        if WorkThread.detach({ EditingThread(link: link, configuration: configuration, outlet: outlet).run() }) { return nil }
        _ = link.endRunning()
        return "the system gives no thread to edit lines on"
    }
}
