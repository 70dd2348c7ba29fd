import Foundation
import Testing

/// Tasks that are killed where polls and renders are; all other calls are those of ``FaultSweepTests``.
@Suite("A task outlives its shell", .timeLimit(.minutes(5)))
struct InterruptedTaskTests {
    /// A paid task that a second shell watches, in which a call is struck.
    private struct Poll: Sendable {
        let faulty: FaultyRun
        let aftermath: Aftermath
        let charges: Int

        init(_ number: Int) throws {
            let service = try PaidService(status: "pending")
            let home = try Home()
            let commands = [
                "profile add mine \(service.url)", "profile mine", "config set poll.mine 2s",
                "set images https://example.com/a.png https://example.com/b.png", "set prompt a kitten", "submit & --yes",
            ]
            let submitted = try home.run(commands.flatMap { ["-c", $0] }, environment: PaidService.key)
            guard submitted.code == 0 else { throw HarnessFault("\(submitted)") }
            faulty = try home.run(["-c", "watch 1"], environment: PaidService.key, fault: CallFault(number: number, manner: .killedBefore))
            aftermath = try Aftermath(of: home)
            charges = service.charges
        }
    }

    @Test("killed at each call of a poll, from its connection to the film behind it: the task is known by its id")
    func keepsWatchedTask() async throws {
        let whole = try await onOwnThread { try Poll(0) }
        #expect(whole.faulty.run.code == 0 && whole.aftermath.hasNewFilm, "\(whole)")
        let calls = whole.faulty.calls
        let first = try #require(calls.firstIndex { $0.hasPrefix("connect") })
        let last = try #require(calls.firstIndex { $0.contains("films/") })
        #expect(first < last)
        // The least interval is two seconds, which all of them wait at once.
        try await withThrowingTaskGroup(of: Poll.self) { group in
            for number in first + 1...last + 1 { group.addTask { try await onOwnThread { try Poll(number) } } }
            for try await poll in group {
                let place = Comment(rawValue: "\(poll.faulty.struck ?? "nothing was struck"): \(poll)")
                #expect(poll.faulty.run.code == 128 + SIGKILL, place)
                #expect(poll.charges == 1, place)
                #expect(poll.aftermath.id == PaidService.task && poll.aftermath.sending == "accepted", place)
                #expect(poll.aftermath.integrity == "ok", place)
                #expect(poll.aftermath.films.values.allSatisfy { $0.elementsEqual(PaidService.film) }, place)
            }
        }
    }

    /// A local task, in which a call of the shell, its server or its renderer is struck.
    private struct Render: Sendable {
        let faulty: FaultyRun
        let aftermath: Aftermath

        init(_ number: Int) throws {
            let home = try Home()
            let commands = ["sample", "size=480P", "seed=7", "submit --wait"].flatMap { ["-c", $0] }
            faulty = try home.run(commands, fault: CallFault(number: number, manner: .killedBefore))
            aftermath = try Aftermath(of: home)
        }
    }

    @Test("killed anywhere in a local render: the next shell says that it was interrupted, and free")
    func tellsInterruptedRender() async throws {
        let whole = try await onOwnThread { try Render(0) }
        #expect(whole.faulty.run.code == 0 && whole.aftermath.hasNewFilm, "\(whole.faulty.run)")
        let film = try #require(whole.aftermath.films.values.first)
        // A film takes a second, so a few places have to do: a prime step, so that no pattern of calls is met again and again.
        for number in stride(from: 31, through: whole.faulty.calls.count, by: 61) {
            let render = try await onOwnThread { try Render(number) }
            guard let struck = render.faulty.struck else { continue }
            let after = render.aftermath
            let place = Comment(rawValue: "\(number): \(struck)\n\(render.faulty.run)\nafterwards: \(after.restart)")
            #expect(render.faulty.run.code == 128 + SIGKILL, place)
            #expect(after.integrity == nil || after.integrity == "ok", place)
            #expect(after.films.values.allSatisfy { $0 == film }, place)
            #expect(after.tasks.count <= 1, place)
            guard let task = after.tasks.first else { continue }
            #expect(task.demo, place)
            if task.status == "succeeded" {
                #expect(after.hasNewFilm, place)
            } else {
                #expect(task.failure?.code == "interrupted", place)
                #expect(after.restart.diagnostics.contains("a local render ended with the shell that ran it: #1, free."), place)
            }
        }
    }
}
