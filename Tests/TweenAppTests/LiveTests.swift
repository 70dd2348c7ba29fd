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
            entropy: { 7 },
            open: { _ in nil },
            edit: { _ in nil },
            stopJob: {},
            executor: nil
        )
        var options = ShellOptions()
        options.commands = ["sample", "size=480P", "submit --wait", "retry seed=7 &"]
        let app = ShellApp(outside: outside, session: Session(output: .piped, isInteractive: false, version: "0"))
        let code = await app.run(options, profile: nil)
        await app.close()
        let told = console.take()
        #expect(code == 0, "\(told)")
        #expect(told.contains(.output("./tween-0001.mp4")) || told.contains(.output(world.folder + "/tween-0001.mp4")), "\(told)")
        for name in ["tween-0001.mp4", "tween-0002.mp4"] {
            let film = try #require(FileManager.default.contents(atPath: world.path(name)), "\(name) of \(told)")
            #expect(film.dropFirst(4).prefix(4).elementsEqual("ftyp".utf8))
            #expect(film.count > 10_000)
        }
        let folder = try FileManager.default.contentsOfDirectory(atPath: world.folder)
        #expect(folder.sorted() == ["tween-0001.mp4", "tween-0002.mp4"])
    }
}
