import Foundation
import Journal
import ShellCore
import TerminalText
import Testing
import VideoAPI

@testable import TweenApp

@Suite("The live line while a video is saved")
struct SaveLineTests {
    /// A shell whose videos come in two parts, with time for the live line to be drawn between them.
    private static func shell(_ world: World, _ output: OutputStyle, hasLiveLine: Bool) -> ShellRun {
        let console = CollectingConsole(hasLiveLine: hasLiveLine)
        let services = ScriptedServices(
            keys: KeyRing(path: world.places.credentials, environmentKey: nil),
            isObliging: true,
            saving: { [clock = world.clock] progress in
                for part in [SaveProgress(received: 3_140_000, expected: 9_800_000), SaveProgress(received: 9_800_000, expected: nil)] {
                    progress(part)
                    console.expectLiveNews()
                    try? await clock.sleep(for: .milliseconds(250))
                }
                console.expectNoLiveNews()
            }
        )
        return ShellRun(on: world, output: output, console: console, services: services)
    }

    @Test("it says how much has come, while a task is watched, a series is, and a video is fetched again")
    func shows() throws {
        let shell = Self.shell(try World(), .terminal, hasLiveLine: true)
        shell.type("sample")
        let lines = ["saving tween-0001.mp4 · 3.1 of 9.8 MB  ^C: stop", "saving tween-0001.mp4 · 9.8 MB  ^C: stop"]
        #expect(shell.type("submit").filter { $0.hasPrefix("saving") } == lines)
        #expect(shell.type("download 1 again.mp4").contains("saving again.mp4 · 3.1 of 9.8 MB  ^C: stop"))
        #expect(shell.type("sweep seed=1..2").contains("2 videos  saving tween-0002.mp4 · 3.1 of 9.8 MB  ^C: don't wait"))
    }

    @Test("what is whole by the time the shell has ended is in the journal as saved")
    func savesAtTheEnd() throws {
        let world = try World()
        let mailbox = Latest<Mailbox<LoopMessage>?>(nil)
        let services = ScriptedServices(
            keys: KeyRing(path: world.places.credentials, environmentKey: nil),
            isObliging: true,
            saving: { [clock = world.clock] _ in
                mailbox.value?.post(.signal(.terminate))
                try? await clock.sleep(for: .seconds(1))
            }
        )
        let shell = ShellRun(on: world, services: services)
        mailbox.value = shell.mailbox
        shell.type("sample")
        let told = shell.type("submit")
        #expect(shell.exitCode == 143)
        #expect(told.contains { $0.contains("tween-0001.mp4") })
        #expect(try Journal(folder: world.places.state, now: { 0 }).list().map(\.savedPath) == [world.path("tween-0001.mp4")])
    }

    @Test("pipes and programs get none", arguments: [(OutputStyle.piped, false), (.json, true)])
    func isSilent(_ output: OutputStyle, hasLiveLine: Bool) throws {
        let shell = Self.shell(try World(), output, hasLiveLine: hasLiveLine)
        shell.type("sample")
        #expect(!shell.type("submit --wait").contains { $0.hasPrefix("saving") })
        #expect(!shell.type("download 1 again.mp4").contains { $0.hasPrefix("saving") })
    }

    @Test(
        "figures share a unit where they can, and a narrow line is cut",
        arguments: [
            (SaveProgress(received: 812_000, expected: 9_800_000), 1, 80, "saving a.mp4 · 812 KB of 9.8 MB  ^C: stop"),
            (SaveProgress(received: 12, expected: 900), 1, 80, "saving a.mp4 · 12 of 900 B  ^C: stop"),
            (SaveProgress(received: 31_000_000, expected: 45_000_000), 3, 40, "3 videos  saving a.mp4 · 31 of 45 MB"),
            (SaveProgress(received: 1, expected: nil), 1, 12, "saving a.m…"),
        ]
    )
    func words(_ progress: SaveProgress, _ count: Int, _ columns: Int, _ text: String) {
        #expect(SaveLine.text("a.mp4", progress, of: count, columns: columns).plain == text)
    }
}
