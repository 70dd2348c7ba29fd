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

    let restart: PipedRun
    /// The tasks of the journal.
    let tasks: [Row]
    /// The same after the id was pasted of a task whose answer was lost.
    let settled: [Row]
    /// SQLite's verdict on the journal; nil when there is none.
    let integrity: String?
    /// The films by name.
    let films: [String: Data]

    /// Starts the program again in a home: it lists the tasks, settles one that is unconfirmed, and saves the video once more.
    ///
    /// - Parameter watches: whether it waits for the task's end before it saves the video.
    init(of home: Home, watches: Bool) throws {
        let commands = ["tasks", "resolve 1 \(PaidService.task)"] + (watches ? ["watch 1"] : []) + ["download 1 \(Self.name)", "tasks"]
        restart = try home.run(["--json", "--keep-going"] + commands.flatMap { ["-c", $0] }, environment: PaidService.key)
        let lists = restart.lines.compactMap { try? JSONDecoder().decode([Row].self, from: Data($0.utf8)) }
        guard lists.count == 2 else { throw HarnessFault("the tasks were not told twice: \(restart)") }
        (tasks, settled) = (lists[0], lists[1])
        let journal = home.state + "/tween/journal.sqlite"
        integrity = try FileManager.default.fileExists(atPath: journal) ? Self.integrity(journal) : nil
        let names = try FileManager.default.contentsOfDirectory(atPath: home.folder).filter { $0.hasSuffix(".mp4") }
        films = Dictionary(uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: home.folder + "/" + $0) ?? Data()) })
    }

    /// Under which the video was saved once more.
    private static let name = "again.mp4"

    var sending: String? { tasks.first?.sending }
    var id: String? { tasks.first?.id }
    var settledID: String? { settled.first?.id }
    var hasNewFilm: Bool { films[Self.name] != nil }

    private static func integrity(_ path: String) throws -> String? {
        try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    }
}
