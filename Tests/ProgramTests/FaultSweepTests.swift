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
        let (calls, struck) = try await FaultSweep(story: .paid, manner: manner).run()
        #expect(Self.needed.isSubset(of: calls.compactMap { $0.split(separator: " ").first.map(String.init) }))
        #expect(struck > 200)
    }

    @Test(
        "each call while a task is asked after, killed or failing",
        // On a disk that stays full the shell waits for space, as long as it is left to.
        arguments: [CallFault.Manner.killedBefore, .killedHalfway, .inputOutputError, .fullForOnce]
    )
    func survivesPolled(_ manner: CallFault.Manner) async throws {
        let (calls, struck) = try await FaultSweep(story: .polled, manner: manner, atOnce: 20) { $0.whileAskedAfter }.run()
        // The submit, three questions, two videos.
        #expect(calls.count { $0 == "writev a connection" } == 6 && struck > 35)
    }

    /// Each kind is struck by one of the two kills, and by one of the two errors.
    @Test(
        "kinds of calls around a film that is rendered here, killed or failing",
        arguments: zip([CallFault.Manner.killedBefore, .killedHalfway, .inputOutputError, .fullForOnce], [0, 1, 0, 1])
    )
    func survivesLocal(_ manner: CallFault.Manner, _ first: Int) async throws {
        let sweep = FaultSweep(story: .local, manner: manner, isOpen: false) { calls in
            let kinds = calls.kindsOfRendering
            return stride(from: first, to: kinds.count, by: 2).map { kinds[$0] }
        }
        let (calls, struck) = try await sweep.run()
        #expect(calls.contains { $0.hasSuffix("by a child") } && struck > 20)
    }

    @Test("calls of a task at the keyboard, killed", arguments: [CallFault.Manner.killedBefore, .killedHalfway])
    func survivesTyped(_ manner: CallFault.Manner) async throws {
        let sweep = FaultSweep(story: .typed, manner: manner, atOnce: 4, isOpen: false) {
            manner == .killedBefore ? $0.endsOfRows : $0.endsOfRows.writing
        }
        let (calls, struck) = try await sweep.run()
        #expect(calls.contains { $0.contains("history") } && struck > 30)
    }
}
