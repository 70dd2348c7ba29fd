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

    /// The line, at most `columns` cells wide. What it has no room for goes in this order: what ^C does, the bar, the remark, the times, the word.
    ///
    /// - Parameter key: what ^C does.
    package static func text(
        _ record: TaskRecord,
        at moment: Moment,
        columns: Int,
        key: String = "^C: leave it running"
    ) -> StyledText {
        let limit = max(1, columns - 1)
        let number = StyledText(record.number.description, .accent)
        let head = number + StyledText(" ") + TaskWords.statusText(record)
        var times = ["  \(moment.elapsed.clock)"]
        if let left = left(record, moment) { times.append("  about \(left.clock) left") }
        let remark = moment.remark.map { "  " + Sanitizer.oneLine($0) } ?? ""
        let hint = "  \(key)"
        var line: StyledText
        if let progress = record.progress, record.status == .running {
            let figure = "  " + String(repeating: " ", count: max(0, 3 - String(progress).count)) + "\(progress)%"
            line = (head.width + figure.count > limit ? number : head)
            let room = limit - head.width - figure.count - 2 - DisplayWidth.of(times.joined() + remark)
            let roomBeforeHint = room - DisplayWidth.of(hint)
            let bar = roomBeforeHint >= leastBar ? roomBeforeHint : room
            if bar >= leastBar {
                line.append("  ")
                line.append(ProgressBar(percent: progress, width: min(30, bar)).text(moment.glyphs), .success)
            }
            line.append(figure)
        } else {
            line = head + StyledText("  ")
            line.append(String(Spinner.frame(moment.frame, moment.glyphs)), .success)
        }
        for time in times where line.width + DisplayWidth.of(time) <= limit { line.append(time) }
        if limit - line.width >= leastRemark { line.append(remark) }
        if line.width + DisplayWidth.of(hint) <= limit { line.append(hint, .faint) }
        return line.cut(toWidth: limit)
    }

    /// The line of one of several tasks that are watched, with how many they are before it.
    package static func text(_ record: TaskRecord, of count: Int, at moment: Moment, columns: Int) -> StyledText {
        guard count > 1 else { return text(record, at: moment, columns: columns) }
        let head = StyledText("\(count) tasks  ", .faint)
        return text(record, behind: head, at: moment, columns: columns, key: "^C: leave them running")
    }

    /// The line with something before it, as far as the line itself leaves room for that.
    static func text(_ record: TaskRecord, behind head: StyledText, at moment: Moment, columns: Int, key: String) -> StyledText {
        let rest = columns - head.width
        guard rest >= leastLine else { return text(record, at: moment, columns: columns, key: key) }
        return head + text(record, at: moment, columns: rest, key: key)
    }

    /// Fewer cells show nothing.
    private static let leastBar = 4
    private static let leastRemark = 10
    /// A number and a figure.
    private static let leastLine = 12

    /// What the median of one's own tasks leaves, and nothing made up once it is over.
    private static func left(_ record: TaskRecord, _ moment: Moment) -> Duration? {
        guard let usual = moment.usual, usual > moment.elapsed, record.status?.isTerminal == false else { return nil }
        return usual - moment.elapsed
    }
}
