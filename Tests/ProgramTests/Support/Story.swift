import Foundation

/// A task from a home without any file of ours to the end of the shell.
enum Story: String, CaseIterable, Sendable {
    /// Which a service charges, and answers at once.
    case paid
    /// Which is asked after three times, the second time with progress.
    case polled
    /// Which the program itself renders.
    case local

    /// What the shell is told.
    fileprivate func commands(_ url: String) -> [String] {
        let ending = ["save kept", "submit --yes --wait", "watch 1", "download 1 copy.mp4", "exit"]
        switch self {
        case .paid, .polled:
            let pictures = "set images https://example.com/a.png https://example.com/b.png"
            return ["profile add mine \(url)", "profile mine", pictures, "set prompt a kitten"] + ending
        case .local: return ["sample", "set size 480P", "set seed 7"] + ending
        }
    }

    private var statuses: [String] { self == .polled ? ["queued", "queued", "in_progress", "succeeded"] : ["succeeded"] }

    /// Runs it with a fault, and the program again if the fault was met. It blocks.
    func run(_ fault: CallFault) throws -> StruckStory {
        let service = try PaidService(statuses: statuses)
        let home = try Home()
        let faulty = try home.run(commands(service.url).flatMap { ["-c", $0] }, environment: PaidService.key, fault: fault)
        let aftermath = try faulty.struck.map { _ in try Aftermath(of: home, watches: self == .polled) }
        let films = home.files().filter { $0.path.hasPrefix("films/") && $0.path.hasSuffix(".mp4") }
        return StruckStory(faulty: faulty, aftermath: aftermath, charges: service.charges, films: films.map(\.bytes))
    }
}

/// A story that was struck, and what came of it.
struct StruckStory: Sendable {
    let faulty: FaultyRun
    /// Nil when the program had ended before.
    let aftermath: Aftermath?
    /// How many requests the service has charged, the restart included.
    let charges: Int
    /// The films that lie about in the end.
    let films: [Data]
}

/// One call of a story: its name and object, and which of those that are called the same.
struct StoryCall: Hashable, Sendable {
    let text: String
    let occurrence: Int

    /// Numbers the calls of a run.
    static func all(_ calls: some Sequence<String>) -> [StoryCall] {
        var counts: [String: Int] = [:]
        return calls.map { text in
            counts[text, default: 0] += 1
            return StoryCall(text: text, occurrence: counts[text, default: 0])
        }
    }
}
