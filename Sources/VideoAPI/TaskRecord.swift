/// The number by which the user knows a task: `#12`.
package struct TaskNumber: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible {
    package let rawValue: Int

    /// Wraps a number, which is 1 or more.
    package init(rawValue: Int) { self.rawValue = rawValue }

    package var description: String { "#\(rawValue)" }

    package static func < (a: TaskNumber, b: TaskNumber) -> Bool { a.rawValue < b.rawValue }
}

/// How the sending of a task went.
package enum SendingState: String, CaseIterable, Sendable, Hashable {
    /// Written down, on its way; of a shell that is gone it means unconfirmed.
    case sending
    /// No byte of it left: free.
    case notSent = "not sent"
    /// A whole answer refused it: free.
    case rejected
    /// The answer was lost: it may have been charged.
    case unconfirmed
    /// An id is known.
    case accepted
}

/// All that is recorded of one task.
package struct TaskRecord: Sendable, Hashable {
    package var number: TaskNumber
    /// The profile that it was submitted with, and the base URL of that profile then.
    package var profile: String
    package var origin: String
    /// Tells the key apart from others without giving it away; nil when none was needed.
    package var keyFingerprint: String?
    /// A task of the embedded server: free, and never mixed with paid ones.
    package var isDemo: Bool
    /// The draft as it was sent; its seed is the number that was sent, or `server`.
    package var draft: Draft
    package var idempotencyKey: String
    /// Seconds since 1970, when the row was written.
    package var createdAt: Int
    package var sending: SendingState
    package var id: TaskID?
    /// Nil until the task is accepted.
    package var status: TaskStatus?
    package var rawStatus: String?
    package var progress: Int?
    package var videoURL: String?
    package var failure: TaskFailure?
    /// Seconds since 1970, when a terminal status was first seen.
    package var finishedAt: Int?
    /// Seconds since 1970, when the service means to forget the video; a hint only.
    package var expiresAt: Int?
    /// Seconds since 1970, from when on a service that could not say what became of the request wants it again, if it is unconfirmed.
    package var welcomeAt: Int?
    /// Where the video was saved.
    package var savedPath: String?
    /// A remark such as `blocked: key`.
    package var remark: String?
    /// The user marked it.
    package var isStarred = false
    /// The user's own words on it, in NFC; they are never sent.
    package var note: String?
    /// The words that the user finds it by, in the order in which they were given.
    package var tags: [String] = []
    /// The user does not want it followed; whatever it costs, it costs.
    package var isForgotten = false

    /// A row as it is before anything was sent.
    package init(
        number: TaskNumber,
        profile: String,
        origin: String,
        keyFingerprint: String?,
        isDemo: Bool,
        draft: Draft,
        idempotencyKey: String,
        createdAt: Int
    ) {
        self.number = number
        self.profile = profile
        self.origin = origin
        self.keyFingerprint = keyFingerprint
        self.isDemo = isDemo
        self.draft = draft
        self.idempotencyKey = idempotencyKey
        self.createdAt = createdAt
        sending = .sending
    }

    /// Whether it is worth following: accepted, and the service has not said its last word.
    package var isUnfinished: Bool { sending == .accepted && status?.isTerminal == false }

    /// Whether the service's last word was one of failure or of an end before its time.
    package var isUnsuccessful: Bool { status == .failed || status == .cancelled }

    /// Seconds from the row to the terminal status; nil of times that no clock shows.
    package var elapsedSeconds: Int? {
        finishedAt.flatMap { end in
            let (seconds, overflow) = end.subtractingReportingOverflow(createdAt)
            return overflow ? nil : max(0, seconds)
        }
    }
}
