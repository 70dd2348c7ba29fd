import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Reads lines from the keyboard until the person leaves.
    func runKeyboard(_ keyboard: any Keyboard) async {
        inspectJournal()
        while ending == nil {
            switch await nextLine(keyboard) {
            case .line(let line, let hasPaste): await take(line, hasPaste: hasPaste)
            case .pasted(let lines): await runPaste(lines)
            case .edit(let line): await edit(line)
            case .interrupted(let text): if text.isEmpty { await dispatch(.interrupted) }
            case .endOfInput:
                // It ends what is asked for: a text that was begun, else the session.
                if ending == nil, session.openText != nil { await dispatch(.interrupted) } else { ending = ending ?? .left(waiting: false) }
            case .unreadable(let reason):
                outside.console.tell(Diagnostic(code: .failed, message: reason).lines(columns: outside.console.columns))
            }
            if ending == nil { inherit(isAtStart: false) }
        }
        await farewell()
    }

    /// Waits for a line, while news of tasks is told above it.
    private func nextLine(_ keyboard: any Keyboard) async -> TypedLine {
        let (mailbox, order) = (mailbox, nextOrder())
        let reading = startAtOnce {
            let typed = await keyboard.line(order)
            mailbox.post(.typed(typed))
        }
        var prompt = order.prompt
        while true {
            switch await mailbox.next() {
            case .signal(.interrupt) where !keyboard.editsLines:
                // The terminal has dropped the line itself.
                await dispatch(.interrupted)
                prompt = session.promptText
                keyboard.setPrompt(prompt)
            case .signal(.suspend) where !keyboard.editsLines: stopJob()
            case let message: await heed(message)
            }
            if let line = typed {
                typed = nil
                return line
            }
            known.value = completer()
            if session.promptText != prompt {
                prompt = session.promptText
                keyboard.setPrompt(prompt)
            }
            keyboard.settle()
            if ending != nil {
                reading.cancel()
                await reading.value
                return .endOfInput
            }
        }
    }

    /// ^Z where nothing is watched that could be left. While a line is edited, the editor stops the job.
    func stopJob() {
        guard let keyboard = outside.keyboard, !keyboard.takesSignalKeys else { return }
        outside.stopJob()
        keyboard.resume()
    }

    private func nextOrder() -> LineOrder {
        known.value = completer()
        let known = known
        var order = LineOrder(prompt: session.promptText)
        order.completer = { known.value }
        order.keepsHistory = true
        order.profile = session.profile.name
        order.historyScope = session.settings.historyScope(profile: session.profile.name)
        if let placed { (order.text, order.cursor) = placed }
        placed = nil
        return order
    }

    /// What Tab and the help beside the line know: a copy, so that the editing thread waits for nobody.
    func completer() -> Completer {
        let files = outside.files
        return Completer(session: session, tasks: recentTasks, draftNames: { files.draftNames() }, files: { files.entries(of: $0) })
    }

    /// What is said on leaving: what ends here, and what goes on.
    private func farewell() async {
        guard case .left(let waiting)? = ending else { return }
        if waiting {
            ending = nil
            for id in sweeps.keys.sorted() where ending == nil { await watch(sweep: id, .waiting) }
            ending = ending ?? .left(waiting: true)
        }
        await leaveSweeps()
        let unfinished = followed.values.filter(\.isUnfinished).sorted { $0.number < $1.number }
        let local = unfinished.filter(\.isDemo)
        if waiting, !local.isEmpty {
            ending = nil
            await watch(local.map(\.number), mode: .waiting, timeout: nil)
            ending = ending ?? .left(waiting: false)
        } else if !local.isEmpty {
            let names = local.map(\.number.description).joined(separator: " ")
            let words = local.count == 1 ? "1 local render ends with this shell" : "\(local.count) local renders end with this shell"
            say("\(words) (\(names)); `exit --wait` would have finished \(local.count == 1 ? "it" : "them").")
        }
        if !savings.isEmpty {
            let numbers = savings.numbers
            let names = numbers.map(\.description).joined(separator: " ")
            let words = numbers.count == 1 ? "1 video is not saved yet" : "\(numbers.count) videos are not saved yet"
            let them = numbers.count == 1 ? "it" : "them"
            say("\(words) (\(names)); next start goes on with \(them).")
        }
        let hosted = unfinished.filter { !$0.isDemo }
        guard !hosted.isEmpty else { return }
        let names = hosted.map(\.number.description).joined(separator: " ")
        let words = hosted.count == 1 ? "1 task goes on at the server" : "\(hosted.count) tasks go on at the server"
        say("\(words) (\(names)); next start follows \(hosted.count == 1 ? "it" : "them").")
    }

    /// Has a person read words that a program has no use for: where one reads the output, they do not go there.
    private func say(_ words: String) {
        let line = StyledText(words, .faint)
        if session.output == .terminal { outside.console.print([line]) } else { outside.console.tell([line]) }
    }
}
