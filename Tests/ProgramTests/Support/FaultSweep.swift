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

    /// Strikes one call after the other.
    ///
    /// - Returns: what an undisturbed run does, and how many of its calls were struck.
    func run() async throws -> (calls: [String], struck: Int) {
        let whole = try await run(CallFault(call: nil, manner: manner))
        whole.judgeWhole()
        let film = try #require(whole.films["copy.mp4"])
        var due = choice(StoryCall.all(whole.faulty.calls))
        var known = Set(due)
        let most = 2 * due.count
        var (struck, absent) = (0, [StoryCall]())
        while !due.isEmpty {
            let outcomes = try await due.mapAtOnce(atOnce) { try await strike($0, film) }
            struck += outcomes.count { $0 != nil }
            absent += zip(due, outcomes).filter { $1 == nil }.map(\.0)
            // What comes after the fault is its own story.
            due = isOpen ? outcomes.compactMap { $0 }.flatMap(choice).filter { known.insert($0).inserted } : []
            try #require(known.count <= most, "each run makes calls that no other one has made: \(due)")
        }
        print("SWEEP", story, manner, whole.faulty.calls.count, struck, absent)
        // Threads that run otherwise make other calls; that must stay a rare thing.
        #expect(absent.count * 20 <= struck, "\(story), \(manner): \(struck) struck, which did not come again: \(absent)")
        return (whole.faulty.calls, struck)
    }

    /// Strikes a call and judges what came of it.
    ///
    /// - Returns: the calls up to it; nil when it was not made, a few times over.
    private func strike(_ call: StoryCall, _ film: Data) async throws -> [StoryCall]? {
        for _ in 0..<3 {
            let result = try await run(CallFault(call: call, manner: manner))
            if let after = result.aftermath, let place = result.faulty.place {
                result.judge(after, film: film)
                return StoryCall.all(result.faulty.calls.prefix(place + 1))
            }
            result.judgeWhole()
        }
        return nil
    }

    private func run(_ fault: CallFault) async throws -> StruckStory { try await onOwnThread { try story.run(fault) } }
}
