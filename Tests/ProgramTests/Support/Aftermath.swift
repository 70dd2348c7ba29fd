import Foundation
import GRDB

/// What the next start finds after a run that was struck, when nothing is wrong any more.
struct Aftermath: Sendable {
    /// A task as `tasks --json` tells it.
    struct Row: Sendable, Decodable {
        struct Failure: Sendable, Decodable { let code: String? }

        let sending: String
        let id: String?
        let status: String?
        let failure: Failure?
        let demo: Bool
    }

    /// What the first start has said.
    let told: String
    let restart: PipedRun
    /// The tasks of the journal.
    let tasks: [Row]
    /// The same after the id was pasted of a task whose answer was lost.
    let settled: [Row]
    /// SQLite's verdict on the journal; nil when there is none.
    let integrity: String?

    /// Starts the program again in a home: it lists the tasks, settles one that is unconfirmed, waits for its end, and saves the video once more.
    ///
    /// After a run at the keyboard there is a start at the keyboard before.
    init(of story: Story, in home: Home) throws {
        let shown = try story == .typed ? Self.typeAgain(in: home) : nil
        let commands: [String] =
            switch story {
            case .paid, .typed: ["resolve 1 \(PaidService.task)"]
            case .polled: ["resolve 1 \(PaidService.task)", "watch 1"]
            case .local: []
            }
        let all = ["tasks"] + commands + ["download 1 \(Self.name)", "tasks"]
        restart = try home.run(["--json", "--keep-going"] + all.flatMap { ["-c", $0] }, environment: PaidService.key)
        told = shown ?? restart.diagnostics
        let lists = restart.lines.compactMap { try? JSONDecoder().decode([Row].self, from: Data($0.utf8)) }
        guard lists.count == 2 else { throw HarnessFault("the tasks were not told twice: \(restart)") }
        (tasks, settled) = (lists[0], lists[1])
        let journal = home.state + "/tween/journal.sqlite"
        integrity = try FileManager.default.fileExists(atPath: journal) ? Self.integrity(journal) : nil
    }

    /// Under which the video was saved once more.
    static let name = "again.mp4"

    var sending: String? { tasks.first?.sending }
    var id: String? { tasks.first?.id }
    var settledID: String? { settled.first?.id }

    /// A start at the keyboard goes on by itself with what was followed and what was saved.
    private static func typeAgain(in home: Home) throws -> String {
        let program = try TerminalProgram(home, ["-q", "--profile", "mine"], environment: PaidService.key)
        try program.waitForPrompt(Story.emptyPrompt)
        try program.type("wait 1\r")
        try program.waitForPrompt(Story.emptyPrompt)
        try program.type("exit\r")
        let code = try program.waitForEnd()
        guard code == 0 else { throw HarnessFault("the start after the kill ended with \(code):\n\(program.output)") }
        return program.output
    }

    private static func integrity(_ path: String) throws -> String? {
        try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    }
}
