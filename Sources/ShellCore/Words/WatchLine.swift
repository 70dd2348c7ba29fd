package import TerminalText
package import VideoAPI

/// The one line that is redrawn while a task is watched.
package enum WatchLine {
    /// What it is drawn from.
    package struct Moment: Sendable, Hashable {
        /// Since the task was submitted.
        package var elapsed: Duration
        /// How long tasks like this one took; nil when too few are known.
        package var usual: Duration?
        /// Counts the redraws, for the spinner.
        package var frame: Int
        /// A remark such as `server not reached, trying again`.
        package var remark: String?
        /// The characters that the terminal can show.
        package var glyphs = Glyphs.unicode

        /// Describes the moment.
        package init(elapsed: Duration, usual: Duration?, frame: Int, remark: String? = nil) {
            self.elapsed = elapsed
            self.usual = usual
            self.frame = frame
            self.remark = remark
        }
    }

    /// The line, at most `columns` cells wide.
    ///
    /// - Parameter key: what ^C does, as far as there is room to say so.
    package static func text(
        _ record: TaskRecord,
        at moment: Moment,
        columns: Int,
        key: String = "^C: leave it running"
    ) -> StyledText {
        var line = StyledText(record.number.description, .accent) + StyledText(" ") + TaskWords.statusText(record) + StyledText("  ")
        let hint = "  \(key)"
        var tail = "  \(moment.elapsed.clock)"
        if let left = left(record, moment) { tail += "  about \(left.clock) left" }
        if let remark = moment.remark { tail += "  \(Sanitizer.oneLine(remark))" }
        if let progress = record.progress, record.status == .running {
            let figure = "  " + String(repeating: " ", count: max(0, 3 - String(progress).count)) + "\(progress)%"
            let room = columns - line.width - figure.count - DisplayWidth.of(tail) - DisplayWidth.of(hint) - 1
            if room >= 4 { line.append(ProgressBar(percent: progress, width: min(30, room)).text(moment.glyphs), .success) }
            line.append(figure)
        } else {
            line.append(String(Spinner.frame(moment.frame, moment.glyphs)), .success)
        }
        line.append(tail)
        if line.width + DisplayWidth.of(hint) < columns { line.append(hint, .faint) }
        return line.cut(toWidth: max(1, columns - 1))
    }

    /// The line of one of several tasks that are watched, with how many they are before it.
    package static func text(_ record: TaskRecord, of count: Int, at moment: Moment, columns: Int) -> StyledText {
        guard count > 1 else { return text(record, at: moment, columns: columns) }
        let head = StyledText("\(count) tasks  ", .faint)
        let line = text(record, at: moment, columns: max(1, columns - head.width), key: "^C: leave them running")
        return (head + line).cut(toWidth: max(1, columns - 1))
    }

    /// What the median of one's own tasks leaves, and nothing made up once it is over.
    private static func left(_ record: TaskRecord, _ moment: Moment) -> Duration? {
        guard let usual = moment.usual, usual > moment.elapsed, record.status?.isTerminal == false else { return nil }
        return usual - moment.elapsed
    }
}
