import Foundation
import ShellCore
import Synchronization
import Testing
import VideoAPI

@testable import TweenApp

@Suite("The real thing")
struct LiveTests {
    @Test("sample and submit end in an MP4: shell, client, server and renderer of this machine", .timeLimit(.minutes(2)))
    func makesFilm() async throws {
        let world = try World()
        let (code, told) = await Self.run(["sample", "size=480P", "submit --wait", "retry seed=7 &"], on: world)
        #expect(code == 0, "\(told)")
        #expect(told.contains(.output("./tween-0001.mp4")) || told.contains(.output(world.folder + "/tween-0001.mp4")), "\(told)")
        try Self.expectFilms(["tween-0001.mp4", "tween-0002.mp4"], on: world, told)
        // The next shell's server is at another port.
        let (secondCode, more) = await Self.run(["download 1 again.mp4"], on: world)
        #expect(secondCode == 0, "\(more)")
        try Self.expectFilms(["again.mp4", "tween-0001.mp4", "tween-0002.mp4"], on: world, more)
    }

    @Test("a sweep in a pipe makes a film of each combination and says where they are", .timeLimit(.minutes(2)))
    func sweeps() async throws {
        let world = try World()
        let (code, told) = await Self.run(["sample", "sweep seed=1..2 size=480P"], on: world)
        #expect(code == 0, "\(told)")
        let films = ["tween-0001.mp4", "tween-0002.mp4"]
        let paths = told.compactMap { line in if case .output(let text) = line { text } else { nil } }
        #expect(Set(paths) == Set(films.map { "./\($0)" }), "\(told)")
        #expect(told.contains(.diagnostics("2 tasks: 2 succeeded")), "\(told)")
        try Self.expectFilms(films, on: world, told)
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: world.path(films[0]))) != Data(contentsOf: URL(fileURLWithPath: world.path(films[1])))
        )
    }

    /// Runs commands in a pipe, on a machine whose clock and server are the real ones.
    private static func run(_ commands: [String], on world: World) async -> (code: Int32, told: [CollectingConsole.Line]) {
        let console = CollectingConsole()
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let services = LiveServices(
            embedded: EmbeddedServer(folder: world.places.server, searchPath: path),
            keys: KeyRing(path: world.places.credentials, environmentKey: nil)
        )
        let now: @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
        let outside = Outside(
            console: console,
            keyboard: nil,
            script: { path throws(FileTrouble) in throw FileTrouble(path: path ?? "-", message: "no script here") },
            services: services,
            journal: JournalDesk(folder: world.places.state, now: now),
            files: OwnFiles(places: world.places, folder: world.folder),
            clock: ContinuousClock(),
            now: now,
            dayStart: { LocalDay.start(of: $0) },
            utcOffset: { LocalDay.utcOffset(at: $0) },
            entropy: { 7 },
            open: { _ in nil },
            edit: { _ in nil },
            stopJob: {},
            executor: nil
        )
        var options = ShellOptions()
        options.commands = commands
        let app = ShellApp(outside: outside, session: Session(output: .piped, isInteractive: false, version: "0"))
        let code = await app.run(options, profile: nil)
        await app.close()
        return (code, console.take())
    }

    /// The folder has these films and nothing else.
    private static func expectFilms(_ names: [String], on world: World, _ told: [CollectingConsole.Line]) throws {
        for name in names {
            let film = try #require(FileManager.default.contents(atPath: world.path(name)), "\(name) of \(told)")
            #expect(film.dropFirst(4).prefix(4).elementsEqual("ftyp".utf8))
            #expect(film.count > 10_000)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder).sorted() == names)
    }
}
