import Foundation

/// The program, or a shell that runs it, at a terminal.
final class TerminalProgram: TestTerminal {
    let child: Child
    /// Its folder goes with the last hold on it.
    private let home: Home

    init(
        _ home: Home,
        _ arguments: [String] = [],
        environment more: [String: String] = [:],
        columns: Int = 100,
        rows: Int = 24,
        program: String = Program.path
    ) throws {
        let ends = try TerminalEnds(columns: columns, rows: rows)
        self.home = home
        child = try Child(
            arguments,
            program: program,
            environment: home.environment(more),
            folder: home.folder,
            streams: .terminal(ends.path)
        )
        super.init(ends)
    }

    /// Reads to the end; the exit code.
    func waitForEnd() throws -> Int32 {
        try readToEnd()
        return child.wait()
    }
}
