/// The id that the service gave a task, exactly as it came.
package struct TaskID: RawRepresentable, Sendable, Hashable {
    package let rawValue: String

    /// Wraps an id; ``isOdd`` tells whether it can be asked for.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// The longest id that fits into an address once all of it is escaped, in bytes.
    package static let longest = 2048

    /// Longer than ``longest``, or empty: kept as it is, never put into an address.
    package var isOdd: Bool { rawValue.isEmpty || rawValue.utf8.count > Self.longest }
}

/// What a service said of a task at one moment.
package struct TaskSnapshot: Sendable, Hashable {
    /// `id`, or `task_id` where that is the one that came.
    package var id: TaskID
    /// The status; an unknown word counts as running, and ``rawStatus`` keeps it.
    package var status: TaskStatus
    /// The word as it came; nil when none came and the status was concluded from the rest.
    package var rawStatus: String?
    /// 0 to 100, or nil when the service gave no figure that makes sense.
    package var progress: Int?
    /// The model as the service names it.
    package var model: String?
    /// Seconds since 1970.
    package var createdAt: Int?
    /// Seconds since 1970; never decides whether the task is done.
    package var completedAt: Int?
    /// Seconds since 1970; a hint only.
    package var expiresAt: Int?
    /// The length that the service names.
    package var seconds: Int?
    /// The tier that the service names, or to which the sides that it names belong.
    package var size: VideoSize?
    /// Where the video is, if the service said so.
    package var videoURL: String?
    /// Why the task failed.
    package var failure: TaskFailure?
    /// The seed that the service reports.
    package var seed: Int?
    /// Remarks of the service, such as a field that it takes and does not use.
    package var warnings: [String] = []
    /// The service's name for the answer.
    package var requestID: String?

    /// A snapshot with the two things that each has.
    package init(id: TaskID, status: TaskStatus, rawStatus: String? = nil, progress: Int? = nil) {
        self.id = id
        self.status = status
        self.rawStatus = rawStatus
        self.progress = progress
    }
}

/// Why a service says that a task failed.
package struct TaskFailure: Sendable, Hashable {
    package let code: String?
    /// The message as it came; not yet fit for a terminal.
    package let message: String

    /// Keeps what the service said.
    package init(code: String?, message: String) {
        self.code = code
        self.message = message
    }
}
