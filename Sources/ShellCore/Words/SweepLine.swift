package import TerminalText
import VideoAPI

/// The one line that is redrawn while a series of requests is sent and watched.
package enum SweepLine {
    /// `3/8 sent  #13 running ████░░ 63%  0:41  ^C: stop submitting`, at most `columns` cells wide; empty while no task is unfinished.
    package static func text(_ run: SweepRun, at moment: WatchLine.Moment, columns: Int) -> StyledText {
        guard let record = run.watched else { return StyledText() }
        let head = StyledText("\(run.sent)/\(run.order.orders.count) sent  ", .faint)
        let key = run.sent < run.order.orders.count ? "^C: stop submitting" : "^C: leave them running"
        return WatchLine.text(record, behind: head, at: moment, columns: columns, key: key)
    }
}
