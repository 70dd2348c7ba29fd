import Foundation
import Testing

/// A paid task from the submit to the saved video, in which each system call is struck in turn.
@Suite("Nothing paid for is lost", .timeLimit(.minutes(5)))
struct FaultSweepTests {
    /// A run that was struck, and what came of it.
    private struct Story: Sendable {
        let faulty: FaultyRun
        /// Nil when the program had ended before.
        let aftermath: Aftermath?
        /// How many requests the service has charged, the restart included.
        let charges: Int

        init(_ fault: CallFault) throws {
            let service = try PaidService()
            let home = try Home()
            // From a home without any file of ours to the end of the shell.
            let commands = [
                "profile add mine \(service.url)", "profile mine", "set images https://example.com/a.png https://example.com/b.png",
                "set prompt a kitten", "save kept", "submit --yes --wait", "watch 1", "download 1 copy.mp4", "exit",
            ]
            faulty = try home.run(commands.flatMap { ["-c", $0] }, environment: PaidService.key, fault: fault)
            aftermath = try faulty.struck.map { _ in try Aftermath(of: home) }
            charges = service.charges
        }
    }

    private static let needed: Set = [
        "mkdir", "open", "write", "pwrite", "fsync", "fdatasync", "ftruncate", "rename", "link", "unlink", "connect", "writev",
    ]

    @Test("each call of submit, watch, download and exit, killed or failing", arguments: CallFault.Manner.allCases)
    func survives(_ manner: CallFault.Manner) async throws {
        var number = 0
        while true {
            number += 1
            let fault = CallFault(number: number, manner: manner)
            let story = try await onOwnThread { try Story(fault) }
            let run = story.faulty.run
            guard let after = story.aftermath, let call = story.faulty.struck else {
                #expect(run.code == 0 && story.charges == 1, "\(run)")
                let names = story.faulty.calls.compactMap { $0.split(separator: " ").first.map(String.init) }
                #expect(Self.needed.isSubset(of: names))
                return #expect(number > 150)
            }
            let place = Comment(rawValue: "\(manner) \(number): \(call)\n\(run)\nafterwards: \(after)")
            judge(after, charges: story.charges, place)
            if manner.kills {
                judgeKill(run, after, place, mayEnd: manner == .killedHalfway)
            } else {
                judgeFailure(run, after, charges: story.charges, place)
            }
        }
    }

    /// Holds what the service has charged against what the shell knows at the next start.
    private func judge(_ after: Aftermath, charges: Int, _ place: Comment) {
        #expect(charges <= 1, place)
        #expect(after.integrity == nil || after.integrity == "ok", place)
        #expect(after.films.values.allSatisfy { $0.elementsEqual(PaidService.film) }, place)
        #expect(after.tasks.count <= 1, place)
        guard charges == 1 else { return }
        #expect(after.sending == "accepted" && after.id == PaidService.task || after.sending == "unconfirmed", place)
        #expect(after.settledID == PaidService.task, place)
        if after.sending == "accepted" { #expect(after.hasNewFilm, place) }
    }

    /// - Parameter mayEnd: whether the call was begun before the kill: on a thread beside the last one the program's own end may overtake it.
    private func judgeKill(_ run: PipedRun, _ after: Aftermath, _ place: Comment, mayEnd: Bool) {
        #expect(run.code == 128 + SIGKILL || mayEnd && run.code == 0, place)
        let isTold = after.restart.diagnostics.contains("#1 unconfirmed: the shell that sent it ended before the answer")
        #expect(isTold == (after.sending == "unconfirmed"), place)
    }

    private func judgeFailure(_ run: PipedRun, _ after: Aftermath, charges: Int, _ place: Comment) {
        #expect(run.code < 128, place)
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
}
