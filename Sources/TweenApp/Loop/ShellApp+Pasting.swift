import ShellCore
import TerminalText

extension ShellApp {
    /// Takes a line that was typed. What was left of a paste comes back as one entry of the history, and is still a paste.
    ///
    /// - Parameter hasPaste: whether any of it may have been pasted.
    func take(_ line: String, hasPaste: Bool) async {
        editedLine = nil
        isPasted = hasPaste
        defer { isPasted = false }
        if !pasteLeft.isEmpty, line == pasteLeft.joined(separator: "\n") {
            await runPaste(pasteLeft)
        } else {
            await dispatch(.line(line))
        }
    }

    /// Runs what was pasted on an empty line: one by one, each shown with its prompt, to the first that is not done.
    func runPaste(_ lines: [String]) async {
        (pasteLeft, correction) = ([], nil)
        let text = lines.joined(separator: "\n")
        if session.isOneCommand(text) { return await take(text, hasPaste: true) }
        isPasted = true
        defer { isPasted = false }
        var left = lines[...]
        while !left.isEmpty {
            if await isBrokenOff() { break }
            let rows = left.prefix(session.lengthOfFirstCommand(in: left))
            left = left[rows.endIndex...]
            place = ScriptPlace(name: "paste", line: rows.startIndex + 1, kind: .paste)
            failure = nil
            let shown = rows.map { StyledText(Sanitizer.visible($0)) }
            outside.console.print([session.promptText + shown[0]] + shown.dropFirst())
            await dispatch(.line(rows.joined(separator: "\n")))
            if ending != nil || failure != nil { break }
        }
        place = nil
        offer(left: left.filter { !$0.allSatisfy(\.isWhitespace) })
    }

    /// Tells what was not run, and puts it where Up finds it.
    private func offer(left: [String]) {
        if !left.isEmpty, ending == nil {
            pasteLeft = left
            outside.keyboard?.offer(left.joined(separator: "\n"))
            let words = left.count == 1 ? "1 line was not run" : "\(left.count) lines were not run"
            let way = correction == nil ? "Up" : "Up, and Up again,"
            outside.console.tell([StyledText("\(words); \(way) brings \(left.count == 1 ? "it" : "them") back", .faint)])
        }
        if let correction { outside.keyboard?.offer(correction) }
        correction = nil
    }
}
