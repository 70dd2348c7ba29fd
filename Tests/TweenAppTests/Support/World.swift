import Foundation
import ShellCore
import Synchronization
import Terminal
import VideoAPI

@testable import TweenApp

/// A machine for one test: a home folder, a clock, services; shells are started on it one after another.
final class World: Sendable {
    /// The real home folder, of the same length as ``shownHome`` so that tables keep their columns.
    let home: String
    static let shownHome = "/home/you"
    let clock = ManualClock()
    let editor = ScriptedEditor()
    let places: Places
    let folder: String

    init() throws {
        home = try Self.makeHome()
        folder = home + "/films"
        places = Places(environment: ["HOME": home])
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: places.state, withIntermediateDirectories: true)
        chmod(places.state, 0o700)
    }

    private static func makeHome() throws -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        for _ in 0..<1000 {
            let path = "/tmp/" + String((0..<4).map { _ in letters[Int.random(in: 0..<letters.count)] })
            if mkdir(path, 0o700) == 0 { return path }
        }
        throw CocoaError(.fileWriteUnknown)
    }

    deinit { try? FileManager.default.removeItem(atPath: home) }

    /// Of the clock of its user, in seconds: that of Shanghai.
    static let utcOffset = 8 * 3600
    /// The time that tests begin at: 2026-01-01 12:00 UTC.
    var now: Int { 1_767_268_800 + clock.seconds - setBack.withLock(\.self) }
    private let setBack = Mutex(0)

    /// Sets the clock of the wall back, which the one that waits are measured by does not notice.
    func setClockBack(seconds: Int) { setBack.withLock { $0 += seconds } }

    func shown(_ line: String) -> String { line.replacingOccurrences(of: home, with: Self.shownHome) }

    func write(_ text: String, to name: String) throws { try text.write(toFile: path(name), atomically: false, encoding: .utf8) }

    /// Makes a file that is a picture as far as its first bytes go.
    func writePicture(_ name: String, filler: Int = 0) throws {
        try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array(repeating: 0, count: filler) + Array(name.utf8))
            .write(to: URL(fileURLWithPath: path(name)))
    }

    func path(_ name: String) -> String { places.absolute(name, from: folder) }

    /// Everything that a shell needs of this machine.
    func outside(
        stage: Stage,
        console: CollectingConsole,
        keyboard: ScriptedKeyboard?,
        services: any ServiceDirectory,
        standardInput: String? = nil
    ) -> Outside {
        let (places, folder, editor) = (places, folder, editor)
        return Outside(
            console: console,
            keyboard: keyboard,
            script: { path throws(FileTrouble) in
                try TextSource(path: path.map { places.absolute($0, from: folder) } ?? standardInput ?? "/dev/null")
            },
            services: services,
            journal: JournalDesk(folder: places.state, now: { [weak self] in self?.now ?? 0 }, perform: { $0() }),
            files: OwnFiles(places: places, folder: folder),
            clock: clock,
            now: { [weak self] in self?.now ?? 0 },
            dayStart: { $0 - ($0 + Self.utcOffset) % 86_400 },
            utcOffset: { _ in Self.utcOffset },
            entropy: { 7 },
            open: { _ in nil },
            edit: { text throws(EditorTrouble) in try editor.edit(text, on: console) },
            stopJob: {},
            executor: stage
        )
    }
}

/// A script that is read at once.
private final class TextSource: LineSource {
    private let lines: Mutex<[PlainLine]>

    init(path: String) throws(FileTrouble) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw FileTrouble(path: path, message: "no such file") }
        lines = Mutex(text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { .text(String($0)) })
    }

    func next() async -> [PlainLine] {
        lines.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }

    func close() {}
}
