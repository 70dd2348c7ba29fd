import ShellCore
import Terminal
import TerminalText
import VideoAPI

extension ShellApp {
    /// Opens the user's editor on a text of the session, and tells the session what came back.
    func edit(_ order: EditOrder) async {
        guard isAtKeyboard else { return await dispatch(.edited(order, nil)) }
        do throws(EditorTrouble) {
            await dispatch(.edited(order, try await open(order)))
        } catch {
            await dispatch(.failed(message: error.message, .file))
            await dispatch(.edited(order, nil))
        }
    }

    /// Has the line at the prompt go on in the editor.
    func edit(_ line: LineToEdit) async {
        // What comes back from the editor and does not fit, or needs no editor, is only asked for.
        if line.reason == .tooTall, line.text == editedLine || session.isOneCommand(line.text) {
            return await runUnseen(line.text, isScript: line.isScript)
        }
        let text = await edited(line) ?? line.text
        guard !text.allSatisfy(\.isWhitespace) else { return }
        if line.isScript || line.reason == .tooTall { return await runUnseen(text, isScript: line.isScript) }
        editedLine = text
        placed = (text, text == line.text ? line.cursor : nil)
    }

    /// The line as the editor left it; nil, with words, when there was no editing it.
    func edited(_ line: LineToEdit) async -> String? {
        let order = EditOrder(.line(isScript: line.isScript), text: line.text, place: line.cursor)
        do throws(EditorTrouble) {
            return try await open(order) ?? line.text
        } catch {
            outside.keyboard?.offer(line.text)
            await dispatch(.failed(message: error.message, .file))
            return nil
        }
    }

    /// Runs a line that the screen can't hold, if the person says so.
    private func runUnseen(_ text: String, isScript: Bool) async {
        editedLine = nil
        outside.keyboard?.offer(text)
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        let question: String
        if session.isOneCommand(text) {
            question = "a curl command of \(lines.count) lines: Enter imports it, ^C drops it "
        } else {
            let beginning = StyledText(Sanitizer.oneLine(lines.first ?? "").cut(toWidth: max(8, outside.console.columns / 2)))
            outside.console.print([beginning + StyledText("  (\(TextLimit.count(text)) characters)", .faint)])
            question = isScript ? "\(lines.count) lines: Enter runs them one by one, ^C drops them " : "Enter runs it, ^C drops it "
        }
        guard await confirm(question) else {
            outside.console.tell([StyledText("(not run; Up brings it back)", .faint)])
            return
        }
        outside.keyboard?.keep(text, profile: session.profile.name)
        if isScript { await runPaste(lines) } else { await take(text, hasPaste: true) }
    }

    /// Gives the terminal to the editor. What happens meanwhile is told when it is back.
    private func open(_ order: EditOrder) async throws(EditorTrouble) -> String? {
        let text = EditorText(name: order.subject.name, text: order.text, place: order.place)
        let (id, mailbox, edit) = (newOperation(), mailbox, outside.edit)
        let editing = start {
            let result = await Result<String?, EditorTrouble>(edit, text)
            mailbox.post(.finished(id))
            return result
        }
        var held: [LoopMessage] = []
        waiting: while true {
            switch await mailbox.next() {
            case .finished(id): break waiting
            // The editor has stopped itself; the outer shell waits until all of the job has.
            case .signal(.suspend): outside.stopJob()
            case .signal(let signal):
                guard signal.isFinal else { continue }
                ending = .signal(signal)
                editing.cancel()
            case let message: held.append(message)
            }
        }
        let result = await editing.value
        for message in held { await heed(message) }
        return try result.get()
    }
}

extension EditOrder.Subject {
    /// What the file is called that the editor is opened on.
    fileprivate var name: String {
        switch self {
        case .field(let name): name.rawValue
        case .draft: "draft"
        case .line: "line"
        }
    }
}

extension Result where Success == String?, Failure == EditorTrouble {
    /// What became of an editing.
    fileprivate init(_ edit: (EditorText) async throws(EditorTrouble) -> String?, _ text: EditorText) async {
        do throws(EditorTrouble) {
            self = .success(try await edit(text))
        } catch {
            self = .failure(error)
        }
    }
}
