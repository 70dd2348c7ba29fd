import Foundation
import Testing

/// A paid task from the submit to the saved video, in which each system call is struck in turn.
@Suite("Nothing paid for is lost", .timeLimit(.minutes(5)))
struct FaultSweepTests {
    /// From a home without any file of ours to the end of the shell.
    private static func commands(_ service: PaidService) -> [String] {
        [
            "profile add mine \(service.url)", "profile mine", "set images https://example.com/a.png https://example.com/b.png",
            "set prompt a kitten", "save kept", "submit --yes --wait", "watch 1", "download 1 copy.mp4", "exit",
        ]
    }

    @Test("each call of submit, watch, download and exit, killed or failing", arguments: CallFault.Manner.allCases)
    func survives(_ manner: CallFault.Manner) async throws {
        let calls = try await onOwnThread {
            var number = 0
            while true {
                number += 1
                let service = try PaidService()
                let home = try Home()
                let commands = Self.commands(service).flatMap { ["-c", $0] }
                let struck = try home.run(commands, environment: PaidService.key, fault: CallFault(number: number, manner: manner))
                guard let call = struck.struck else {
                    #expect(struck.run.code == 0, "\(struck.run)")
                    return struck.calls
                }
                let place = Comment(rawValue: "\(manner) \(number): \(call)\n\(struck.run)")
                try Self.judge(struck.run, manner, home, service, place)
            }
        }
        let names = Set(calls.compactMap { $0.split(separator: " ").first.map(String.init) })
        #expect(names.isSuperset(of: ["write", "pwrite", "writev", "fsync", "fdatasync", "rename", "link", "unlink", "connect", "mkdir", "open"]))
        #expect(calls.count > 150)
    }

    /// Holds what the service has charged against what the shell knows, then and after the next start.
    private static func judge(
        _ run: PipedRun,
        _ manner: CallFault.Manner,
        _ home: Home,
        _ service: PaidService,
        _ place: Comment
    ) throws {
        let after = try Aftermath(of: home)
        let place = Comment(rawValue: "\(place)\nafterwards: \(after.restart)")
        #expect(service.charges <= 1, place)
        #expect(after.integrity == nil || after.integrity == "ok", place)
        #expect(after.films.values.allSatisfy { $0.elementsEqual(PaidService.film) }, place)
        #expect(after.tasks.count <= 1, place)
        if service.charges == 1 {
            #expect(after.sending == "accepted" && after.id == PaidService.task || after.sending == "unconfirmed", place)
            #expect(after.films[Aftermath.secondName] != nil, place)
        }
        if manner.kills {
            #expect(run.code == 128 + SIGKILL, place)
            let wasTold = after.restart.diagnostics.contains("#1 unconfirmed: the shell that sent it ended before the answer")
            #expect(wasTold == (after.sending == "unconfirmed"), place)
        } else {
            #expect(run.code < 128, place)
            if run.code == 0 { #expect(service.charges == 1 && after.id == PaidService.task, place) }
            if service.charges == 1, after.id == nil, run.code == 8 {
                #expect(run.lines.contains(PaidService.task) && run.diagnostics.contains(PaidService.task), place)
            }
        }
    }
}
