import Foundation
import Testing

/// A task from the submit to the saved video, in which one system call is struck after the other.
@Suite("Nothing paid for is lost", .timeLimit(.minutes(5)))
struct FaultSweepTests {
    private static let needed: Set = [
        "mkdir", "open", "write", "pwrite", "fsync", "fdatasync", "ftruncate", "rename", "link", "unlink", "connect", "writev",
    ]

    /// Which call comes after which differs from run to run, since several threads make them. So a call is known by what it does, and
    /// to which file, and by how often that was done before: each that any run has made is struck, however late it is first seen.
    @Test("each call of submit, watch, download and exit, killed or failing", arguments: CallFault.Manner.allCases)
    func survives(_ manner: CallFault.Manner) async throws {
        let whole = try await undisturbed(.paid, manner)
        #expect(Self.needed.isSubset(of: whole.faulty.calls.compactMap { $0.split(separator: " ").first.map(String.init) }))
        var calls = StoryCall.all(whole.faulty.calls)
        var known = Set(calls)
        var (struck, absent) = (0, [StoryCall]())
        var next = 0
        while next < calls.count {
            let call = calls[next]
            next += 1
            guard let story = try await strike(CallFault(call: call.text, number: call.occurrence, manner: manner), of: .paid) else {
                absent.append(call)
                continue
            }
            struck += 1
            // What comes after the fault is its own story.
            let made = story.faulty.calls.prefix(story.faulty.place ?? 0)
            calls += StoryCall.all(made).filter { known.insert($0).inserted }
        }
        #expect(struck > 150 && absent.count * 20 < struck, "\(manner): \(struck) struck, which did not come again: \(absent)")
    }

    @Test(
        "some calls of a task that is asked after, and of one rendered here, killed or failing",
        arguments: [(Story.polled, 8), (.local, 4)],
        // On a disk that stays full the shell waits for space, as long as it is left to.
        [CallFault.Manner.killedBefore, .killedHalfway, .inputOutputError]
    )
    func survivesSampled(_ sample: (story: Story, count: Int), _ manner: CallFault.Manner) async throws {
        let whole = try await undisturbed(sample.story, manner)
        let calls = whole.faulty.calls
        // From the first call about the task on, in even steps.
        let start = try #require(calls.firstIndex { $0.contains("journal.sqlite-wal") })
        let places = (0..<sample.count).map { start + $0 * (calls.count - start) / sample.count }
        let count = try await withThrowingTaskGroup { group in
            for place in places {
                let fault = CallFault(number: place, manner: manner)
                group.addTask { try await strike(fault, of: sample.story, film: whole.films.first) != nil }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(count * 4 >= sample.count * 3, "\(sample.story): \(count) of \(places)")
    }

    /// A story to which nothing is done.
    private func undisturbed(_ story: Story, _ manner: CallFault.Manner) async throws -> StruckStory {
        let whole = try await onOwnThread { try story.run(CallFault(number: 0, manner: manner)) }
        try #require(whole.faulty.run.code == 0 && whole.charges == (story == .local ? 0 : 1), "\(whole.faulty.run)")
        return whole
    }

    /// Strikes a call and judges what came of it; nil when it was not made, a few times over.
    private func strike(_ fault: CallFault, of story: Story, film: Data? = nil) async throws -> StruckStory? {
        let manner = fault.manner
        for _ in 0..<3 {
            let result = try await onOwnThread { try story.run(fault) }
            let run = result.faulty.run
            guard let after = result.aftermath else {
                #expect(run.code == 0 && result.charges == (story == .local ? 0 : 1), "\(run)")
                continue
            }
            let place = Comment(rawValue: "\(story) \(fault)\n\(run)\nafterwards: \(after)")
            if manner.kills { #expect(run.code == 128 + SIGKILL, place) } else { #expect(run.code < 128, place) }
            #expect(after.integrity == nil || after.integrity == "ok", place)
            #expect(after.tasks.count <= 1, place)
            if story == .local {
                judgeLocal(result, after, film: film, place)
            } else {
                judge(after, charges: result.charges, place)
                if manner.kills { judgeKill(after, place) } else { judgeFailure(run, after, charges: result.charges, place) }
            }
            return result
        }
        return nil
    }

    /// Holds what the service has charged against what the shell knows at the next start.
    private func judge(_ after: Aftermath, charges: Int, _ place: Comment) {
        #expect(charges <= 1, place)
        #expect(after.films.values.allSatisfy { $0.elementsEqual(PaidService.film) }, place)
        guard charges == 1 else { return }
        #expect(after.sending == "accepted" && after.id == PaidService.task || after.sending == "unconfirmed", place)
        #expect(after.settledID == PaidService.task, place)
        if after.sending == "accepted" { #expect(after.hasNewFilm, place) }
    }

    private func judgeKill(_ after: Aftermath, _ place: Comment) {
        let isTold = after.restart.diagnostics.contains("#1 unconfirmed: the shell that sent it ended before the answer")
        #expect(isTold == (after.sending == "unconfirmed"), place)
    }

    private func judgeFailure(_ run: PipedRun, _ after: Aftermath, charges: Int, _ place: Comment) {
        switch (run.code, charges) {
        case (0, _): #expect(charges == 1 && after.id == PaidService.task, place)
        // Whoever is charged without a row that says so has the id on both outputs, alone on a line.
        case (8, 1) where after.id == nil:
            #expect(run.lines.contains(PaidService.task), place)
            #expect(run.diagnostics.split(separator: "\n").contains { $0 == PaidService.task }, place)
        case (8, 0): #expect(run.diagnostics.contains("error: "), place)
        default: break
        }
    }

    /// A task that the program renders is over with the shell, costs nothing, and leaves a whole film or none.
    private func judgeLocal(_ result: StruckStory, _ after: Aftermath, film: Data?, _ place: Comment) {
        #expect(result.charges == 0, place)
        #expect(result.films.allSatisfy { $0 == film }, place)
        for task in after.tasks {
            #expect(task.demo, place)
            #expect(task.sending != "unconfirmed", place)
            if task.sending == "accepted" {
                let isWhole = task.status == "succeeded" || task.status == "completed"
                #expect(isWhole || task.status == "failed" && task.failure?.code == "interrupted", place)
            }
        }
    }
}
