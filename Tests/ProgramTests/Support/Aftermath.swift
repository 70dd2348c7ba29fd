import Foundation
import GRDB

/// What the next start finds after a run that was struck, when nothing is wrong any more.
struct Aftermath {
    /// The tasks that the journal has, as `tasks --json` tells them.
    let tasks: [[String: Any]]
    let restart: PipedRun
    /// SQLite's verdict on the journal; nil when there is none.
    let integrity: String?
    /// The films by name.
    let films: [String: Data]

    /// Starts the program again in a home: it lists the tasks, takes up the one whose answer was lost, and saves the video again.
    init(of home: Home) throws {
        let commands = ["tasks", "resolve 1 \(PaidService.task)", "download 1 \(Self.secondName)"]
        restart = try home.run(["--json", "--keep-going"] + commands.flatMap { ["-c", $0] }, environment: PaidService.key)
        let first = restart.lines.first.map { Data($0.utf8) } ?? Data()
        tasks = try JSONSerialization.jsonObject(with: first) as? [[String: Any]] ?? []
        let journal = home.state + "/tween/journal.sqlite"
        integrity = try FileManager.default.fileExists(atPath: journal) ? Self.integrity(journal) : nil
        let names = try FileManager.default.contentsOfDirectory(atPath: home.folder).filter { $0.hasSuffix(".mp4") }
        films = Dictionary(uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: home.folder + "/" + $0) ?? Data()) })
    }

    static let secondName = "again.mp4"

    var sending: String? { tasks.first?["sending"] as? String }
    var id: String? { tasks.first?["id"] as? String }

    private static func integrity(_ path: String) throws -> String? {
        try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    }
}
