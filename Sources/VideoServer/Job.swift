import VideoAPI

/// What was asked for; written once, before the request is answered, and never changed.
struct JobRecord: Sendable, Equatable {
    let id: TaskID
    /// Milliseconds since 1970, so that a list has an order.
    let createdAt: Int
    /// The draft with its seed; pictures that came as `data:` URLs are in it by their digest.
    let draft: Draft

    /// Seconds since 1970.
    var createdSecond: Int { createdAt / 1000 }
    /// Seconds since 1970, from which on the content is not given any more.
    var expirySecond: Int { createdSecond + 24 * 3600 }

    /// The number that the video is rendered with.
    var seed: Int {
        guard case .value(let number) = draft.seed else { return 0 }
        return number
    }
}

/// How far an unfinished job is.
struct JobProgress: Sendable, Equatable {
    var status: TaskStatus
    var percent: Int

    /// Stored, and in nobody's queue yet.
    static let pending = JobProgress(status: .pending, percent: 0)
    static let queued = JobProgress(status: .queued, percent: 0)
}

/// How a job ended; the first one that is written is the true one.
struct JobEnd: Sendable, Equatable {
    /// Succeeded, failed or cancelled.
    let status: TaskStatus
    /// Seconds since 1970.
    let second: Int
    /// How far it had come.
    let percent: Int
    var failure: TaskFailure?
    var video: StoredVideo?
    var warnings: [String] = []
}

/// The facts of a video file.
struct StoredVideo: Sendable, Equatable {
    let width: Int
    let height: Int
    let byteCount: Int
    /// In lower-case hexadecimal.
    let sha256: String
}

/// A job as it is at one moment.
struct Job: Sendable, Equatable {
    let record: JobRecord
    var progress: JobProgress
    var end: JobEnd?

    var status: TaskStatus { end?.status ?? progress.status }
    var percent: Int { end?.percent ?? progress.percent }
}

extension JobEnd {
    /// The end of a job whose server went away.
    static func interrupted(at second: Int, percent: Int) -> JobEnd {
        let message = "the server that rendered this has stopped; submit it again, nothing was charged"
        return JobEnd(status: .failed, second: second, percent: percent, failure: TaskFailure(code: "interrupted", message: message))
    }
}
