import TerminalText
import VideoAPI

extension Session {
    /// What was asked for, in the one form that is wanted: lines for a person, tab-separated rows for a pipe, or a JSON value.
    ///
    /// - Parameter header: the names of the columns, for who wants them above the rows.
    func answer(
        lines: @autoclosure () -> [StyledText],
        header: [String] = [],
        rows: @autoclosure () -> [[String]],
        object: @autoclosure () -> JSONValue
    ) -> [Effect] {
        switch output {
        case .terminal:
            return [.print(lines())]
        case .piped:
            let head = showsHeader && !header.isEmpty ? [header] : []
            return (head + rows()).map { .data(TabSeparated.line($0)) }
        case .json:
            return [.data(object().text)]
        }
    }

    /// A line that confirms a change, for a person only.
    func confirmation(_ line: @autoclosure () -> StyledText) -> [Effect] {
        output == .terminal ? [.print([line()])] : []
    }
}
