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
        let sweep = try await FaultSweep(story: .paid, manner: manner) { calls in
            switch manner {
            // Right after a call that writes nothing is right before the next one.
            case .killedHalfway: calls.writing
            // A disk that is full from another call on is first felt at the next one that needs space.
            case .fullForGood: calls.takingSpace
            case .killedBefore, .inputOutputError, .fullForOnce: calls
            }
        }.run()
        #expect(Self.needed.isSubset(of: sweep.calls.compactMap { $0.split(separator: " ").first.map(String.init) }))
        #expect(sweep.struck > 120 && sweep.ended > 100)
    }

    @Test(
        "each call while a task is asked after, killed or failing",
        // On a disk that stays full the shell waits for space, as long as it is left to.
        arguments: [CallFault.Manner.killedBefore, .killedHalfway, .inputOutputError, .fullForOnce]
    )
    func survivesPolled(_ manner: CallFault.Manner) async throws {
        let sweep = try await FaultSweep(story: .polled, manner: manner, atOnce: 20) { $0.whileAskedAfter }.run()
        // The submit, three questions, two videos.
        #expect(StoryCall.all(sweep.calls).writing.count { $0.text.hasSuffix(" a connection") } >= 6 && sweep.struck > 35)
    }

    /// Each kind is struck by one of the two kills, and by one of the two errors.
    @Test(
        "kinds of calls around a film that is rendered here, killed or failing",
        arguments: zip([CallFault.Manner.killedBefore, .killedHalfway, .inputOutputError, .fullForOnce], [0, 1, 0, 1])
    )
    func survivesLocal(_ manner: CallFault.Manner, _ first: Int) async throws {
        let sweep = try await FaultSweep(story: .local, manner: manner, isOpen: false) { calls in
            let kinds = calls.kindsOfRendering
            return stride(from: first, to: kinds.count, by: 2).map { kinds[$0] }
        }.run()
        #expect(StoryCall.all(sweep.calls).contains { $0.isOfChild } && sweep.struck > 14 && sweep.ended > 5)
    }

    @Test("calls of a task at the keyboard, killed", arguments: [CallFault.Manner.killedBefore, .killedHalfway])
    func survivesTyped(_ manner: CallFault.Manner) async throws {
        let sweep = try await FaultSweep(story: .typed, manner: manner, atOnce: 4, isOpen: false) {
            manner == .killedBefore ? $0.endsOfRows : $0.endsOfRows.writing
        }.run()
        #expect(sweep.calls.contains { $0.contains("history") } && sweep.struck > 30)
    }
}
