import FaultServer

@testable import TweenApp

/// What a person, or a script, does about an answer that was lost.
enum ResolveFaults {
    static let book = FaultBook(name: "resolving", rows: atKeyboard + inScript)

    /// The first POST is lost; what is typed comes then.
    private static func typed(_ name: String, _ lines: [FaultCase.Line], _ more: FaultServer.Fault...) -> FaultCase {
        FaultCase(name, ["submit", "yes"] + lines) { $0.submits = [.reset(after: "")] + more }.with { $0.isTyped = true }
    }

    private static let atKeyboard = [
        typed("adopted", ["resolve 1 task_1", .pass(30)]),
        typed("adopted under an id that nobody knows", ["resolve 1 task_9", .pass(300), "tasks"])
            .with { $0.service.polls = [.answer("404 Not Found", "{}")] },
        typed("not charged", ["resolve 1 not-charged", "submit", "yes"], .accepted),
        typed("sent again", ["resolve 1 resend", "yes"], .accepted),
        typed("sent again, but not yes", ["resolve 1 resend", "y"], .accepted),
        typed("sent again and lost again", ["resolve 1 resend", "yes"], .cut("")),
        typed("sent again and refused", ["resolve 1 resend", "yes"], .answer("400 Bad Request", #"{"message":"no"}"#)),
        typed("sent again, and nothing leaves", ["resolve 1 resend", "yes", "tasks"]).with { $0.interrupt = .beforeSecondPost },
        FaultCase("sent again after a 503 that says when", ["submit", "yes", "resolve 1 resend", "yes"]) {
            $0.submits = [.answer("503 Service Unavailable", "", headers: ["Retry-After: 7"]), .accepted]
        }.with { $0.isTyped = true },
        typed("the same draft once more asks", ["seed=8", "submit", "no", "submit", "yes"], .accepted),
        typed("a clear seed asks no less with --yes", ["submit --yes", "no"], .accepted),
    ]

    private static func script(_ name: String, _ lines: [FaultCase.Line]) -> FaultCase {
        FaultCase(name, lines) { $0.submits = [.reset(after: ""), .accepted] }
            .with { $0.keepsGoing = true }
    }

    private static let inScript = [
        script("a script is not asked for a twin, even with --yes", ["submit --yes", "submit --yes"]),
        script("a script sends again with --yes", ["submit --yes", "resolve 1 resend --yes"]),
        script("a script sends nothing again without", ["submit --yes", "resolve 1 resend"]),
        script("a script adopts", ["submit --yes", "resolve 1 task_1", "watch 1"]),
        script("an error ends a script", ["submit --yes", "show seed"]).with { $0.keepsGoing = false },
    ]
}
