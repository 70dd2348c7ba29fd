package import VideoAPI

/// One thing that happened to a task: what was said or done, and when.
package struct TaskChange: Sendable, Hashable {
    package let event: Event
    /// Seconds since 1970; 0 until it is written down.
    package internal(set) var at = 0
    package internal(set) var status: TaskStatus?
    /// The status word as it came.
    package internal(set) var rawStatus: String?
    package internal(set) var progress: Int?
    package internal(set) var httpStatus: Int?
    /// The service's code for an error or a failure.
    package internal(set) var code: String?
    /// The service's message as it came; of `accepted`, `adopted` and `otherID` the id, of `saved` the path, of `remarked` the remark.
    package internal(set) var message: String?
    /// The service's name for the answer.
    package internal(set) var requestID: String?
    /// The answer as it came, at most 64 KiB of it, where it could not be read.
    package internal(set) var reply: String?
    /// Remarks of the service, such as a field that it takes and does not use.
    package internal(set) var warnings: [String] = []

    /// What can happen to a task.
    package enum Event: String, CaseIterable, Sendable {
        case sending, accepted, notSent = "not sent", rejected, unconfirmed, status
        /// The service took back a terminal word; the record stands.
        case contradicted
        /// The service gave a second id for a task that has one; the record keeps the first.
        case otherID = "other id"
        case saved, remarked
        /// The user named the id of a task whose answer was lost.
        case adopted
        /// The user said that it was not charged.
        case notCharged = "not charged"
        /// It goes out again under the same idempotency key.
        case resent
        /// The shell that was sending it is gone.
        case abandoned
        /// The shell that rendered it is gone.
        case interrupted
        /// Another shell follows it, since the first is gone.
        case takenOver = "taken over"
        /// The user does not want it followed any more.
        case forgotten
        /// The user wants it followed after all.
        case remembered
        /// It is asked for with another key from here on, whose fingerprint is the message.
        case rekeyed = "another key"
    }

    init(_ event: Event, message: String? = nil) {
        self.event = event
        self.message = message
    }

    /// What a service said of a task.
    init(_ event: Event, _ snapshot: TaskSnapshot) {
        self.init(event, message: snapshot.failure?.message)
        status = snapshot.status
        rawStatus = snapshot.rawStatus
        progress = snapshot.progress
        code = snapshot.failure?.code
        requestID = snapshot.requestID
        warnings = snapshot.warnings
    }

    /// How a sending ended badly.
    init(_ event: Event, _ error: ServiceError) {
        self.init(event, message: error.message)
        httpStatus = error.httpStatus
        code = error.code
        requestID = error.requestID
        reply = error.reply.map { Self.clipped($0) }
    }

    /// At most 64 KiB, cut between characters of Unicode.
    private static func clipped(_ reply: String) -> String {
        let limit = 65_536
        guard reply.utf8.count > limit else { return reply }
        var end = reply.utf8.index(reply.startIndex, offsetBy: limit)
        while end.samePosition(in: reply.unicodeScalars) == nil { end = reply.utf8.index(before: end) }
        return String(reply.unicodeScalars[..<end])
    }
}
