import Foundation
import Testing

/// Strikes calls of a story, each in a run of its own, and judges what comes of it.
struct FaultSweep: Sendable {
    let story: Story
    let manner: CallFault.Manner
    /// How many runs go on at once.
    var atOnce = 1
    /// Whether those are struck too that only a later run has made.
    var isOpen = true
    /// Which calls of a run are struck.
    var choice: @Sendable ([StoryCall]) -> [StoryCall] = { $0 }

    /// What a sweep came to.
    struct Outcome {
        /// What an undisturbed run does.
        let calls: [String]
        /// How many calls were struck.
        var struck = 0
        /// How many of these runs did not end with 0.
        var ended = 0
        /// Those that did not come again.
        var absent: [StoryCall] = []
    }

    /// Strikes one call after the other.
    func run() async throws -> Outcome {
        let whole = try await run(CallFault(call: nil, manner: manner))
        whole.judgeWhole()
        let film = try #require(whole.films["copy.mp4"])
        var outcome = Outcome(calls: whole.faulty.calls)
        var due = choice(StoryCall.all(outcome.calls))
        var known = Set(due)
        let most = 2 * due.count
        while !due.isEmpty {
            let runs = try await due.mapAtOnce(atOnce) { try await strike($0, film) }
            outcome.struck += runs.count { $0 != nil }
            outcome.ended += runs.count { $0.map { $0.run.code != 0 } ?? false }
            outcome.absent += zip(due, runs).filter { $1 == nil }.map(\.0)
            // What comes after the fault is its own story.
            let seen = isOpen ? runs.compactMap { run in run.map { StoryCall.all($0.calls.prefix(($0.place ?? 0) + 1)) } } : []
            due = seen.flatMap(choice).filter { known.insert($0).inserted }
            try #require(known.count <= most, "each run makes calls that no other one has made: \(due)")
        }
        // Threads that run otherwise make other calls; that must stay a rare thing.
        #expect(outcome.absent.count <= 1 + outcome.struck / 20, "\(story), \(manner): \(outcome)")
        return outcome
    }

    /// Strikes a call and judges what came of it; nil when it was not made, a few times over.
    private func strike(_ call: StoryCall, _ film: Data) async throws -> FaultyRun? {
        for _ in 0..<3 {
            let result = try await run(CallFault(call: call, manner: manner))
            if let after = result.aftermath {
                result.judge(after, film: film)
                return result.faulty
            }
            result.judgeWhole()
        }
        return nil
    }

    private func run(_ fault: CallFault) async throws -> StruckStory { try await onOwnThread { try story.run(fault) } }
}
