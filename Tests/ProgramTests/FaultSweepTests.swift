import Testing

/// A task from the submit to the saved video, in which one system call is struck after the other.
@Suite("Nothing paid for is lost", .timeLimit(.minutes(5)))
struct FaultSweepTests {
    private static let needed: Set = [
        "mkdir", "open", "write", "pwrite", "fsync", "fdatasync", "ftruncate", "rename", "link", "unlink", "connect", "writev",
    ]

    @Test(
        "each call of submit, watch, download and exit, killed or failing",
        arguments: [CallFault.Manner.killedBefore, .killedHalfway, .inputOutputError, .fullForGood]
    )
    func survives(_ manner: CallFault.Manner) async throws {
        let (calls, struck, _) = try await FaultSweep(story: .paid, manner: manner).run()
        #expect(Self.needed.isSubset(of: calls.compactMap { $0.split(separator: " ").first.map(String.init) }))
        #expect(struck > 200)
    }

    @Test(
        "each call while a task is asked after, killed or failing",
        // On a disk that stays full the shell waits for space, as long as it is left to.
        arguments: [CallFault.Manner.killedBefore, .killedHalfway, .inputOutputError, .fullForOnce]
    )
    func survivesWatched(_ manner: CallFault.Manner) async throws {
        let sweep = FaultSweep(story: .polled, manner: manner, atOnce: 16) { calls in
            let told = calls.firstIndex { $0.text == "write to diagnostics" } ?? 0
            let saved = calls.firstIndex { $0.text.hasPrefix("open films/") } ?? calls.endIndex
            return Array(calls[told..<max(told, saved)])
        }
        let (calls, struck, _) = try await sweep.run()
        #expect(calls.count { $0.hasPrefix("connect ") } == 6 && struck > 40)
    }

    @Test(
        "kinds of calls around a film that is rendered here, killed or failing",
        arguments: zip([CallFault.Manner.killedBefore, .killedHalfway, .inputOutputError, .fullForOnce], [0, 1, 0, 1])
    )
    func survivesLocal(_ manner: CallFault.Manner, _ first: Int) async throws {
        let sweep = FaultSweep(
            story: .local,
            manner: manner,
            choice: { calls in
                let kinds = calls.filter { call in
                    call.occurrence == 1 && ["/server", "a connection", "films/"].contains { call.text.contains($0) }
                }
                return stride(from: first, to: kinds.count, by: 2).map { kinds[$0] }
            },
            isOpen: false
        )
        let (calls, struck, _) = try await sweep.run()
        #expect(calls.contains { $0.hasSuffix("by a child") } && struck > 15)
    }

    @Test("each call of a task at the keyboard, killed", arguments: [CallFault.Manner.killedBefore, .killedHalfway])
    func survivesTyped(_ manner: CallFault.Manner) async throws {
        let (calls, struck, _) = try await FaultSweep(story: .typed, manner: manner, atOnce: 8).run()
        #expect(calls.contains { $0.contains("history") } && struck > 100)
    }
}
