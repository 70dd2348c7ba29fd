import VideoAPI

/// What may become of a row: each step checks the state it starts from, changes the value, and tells what to write in the history.
extension StoredTask {
    /// The service gave an id.
    ///
    /// No state refuses one: it may be all that is left of a paid task.
    mutating func accept(_ snapshot: TaskSnapshot, at time: Int) throws(JournalError) -> TaskChange? {
        if let id {
            guard id.string != snapshot.id.rawValue else { return try observe(snapshot, at: time) }
            return TaskChange(.otherID, message: snapshot.id.rawValue)
        }
        sendingState = .accepted
        id = ExactText(snapshot.id.rawValue)
        acceptedAt = time
        followedSince = time
        failure = nil
        remark = nil
        take(snapshot, at: time)
        var change = TaskChange(.accepted, snapshot)
        change.message = snapshot.id.rawValue
        return change
    }

    /// The sending came to no good end.
    mutating func end(_ error: ServiceError, at time: Int) throws(JournalError) -> TaskChange? {
        try require(.sending)
        let event: TaskChange.Event
        switch error.sending {
        case .notSent: (sendingState, event) = (.notSent, .notSent)
        case .rejected: (sendingState, event) = (.rejected, .rejected)
        case .unconfirmed: (sendingState, event) = (.unconfirmed, .unconfirmed)
        }
        failure = TaskFailure(code: error.code, message: error.message)
        welcomeAt = sendingState == .unconfirmed ? error.retryAfter.flatMap { Self.moment($0, after: time) } : nil
        return TaskChange(event, error)
    }

    /// A moment in whole seconds, rounded up; nil for one that no clock shows.
    private static func moment(_ wait: Duration, after time: Int) -> Int? {
        let (seconds, rest) = wait.components
        let (moment, isOver) = time.addingReportingOverflow(Int(clamping: seconds))
        return isOver || moment == .max ? nil : moment + (rest > 0 ? 1 : 0)
    }

    /// The service said how the task is; a terminal status stands whatever is said later.
    mutating func observe(_ snapshot: TaskSnapshot, at time: Int) throws(JournalError) -> TaskChange? {
        try require(.accepted)
        if let taskStatus, taskStatus.isTerminal {
            guard snapshot.status == taskStatus else { return TaskChange(.contradicted, snapshot) }
            takeVideo(snapshot)
            return nil
        }
        let before = (taskStatus, word, failure)
        take(snapshot, at: time)
        return before == (taskStatus, word, failure) ? nil : TaskChange(.status, snapshot)
    }

    /// The user names the id of a task whose answer was lost, or another one for a task that the service does not know.
    mutating func adopt(_ id: TaskID, by owner: Int64, at time: Int) throws(JournalError) -> TaskChange? {
        if taskStatus != .lost { try require(.unconfirmed) }
        sendingState = .accepted
        self.id = ExactText(id.rawValue)
        self.owner = owner
        acceptedAt = time
        taskStatus = .pending
        failure = nil
        welcomeAt = nil
        return TaskChange(.adopted, message: id.rawValue)
    }

    /// The user says that a task whose answer was lost was not charged.
    mutating func closeAsNotCharged() throws(JournalError) -> TaskChange? {
        try require(.unconfirmed)
        sendingState = .notSent
        welcomeAt = nil
        return TaskChange(.notCharged)
    }

    /// The request goes out again, under the same idempotency key.
    mutating func resend(by owner: Int64) throws(JournalError) -> TaskChange? {
        try require(.unconfirmed, .rejected, .notSent)
        sendingState = .sending
        self.owner = owner
        failure = nil
        remark = nil
        welcomeAt = nil
        return TaskChange(.resent)
    }

    /// It is asked for with another key from now on; nil when that is the one that it has.
    mutating func rekey(_ fingerprint: String) throws(JournalError) -> TaskChange? {
        try require(.accepted)
        guard keyFingerprint != fingerprint else { return nil }
        keyFingerprint = fingerprint
        return TaskChange(.rekeyed, message: fingerprint)
    }

    /// The user does not want it followed any more.
    mutating func forget() -> TaskChange? {
        guard !isForgotten else { return nil }
        isForgotten = true
        return TaskChange(.forgotten)
    }

    /// The user wants it followed after all, by this shell; a local task stays with the shell that renders it, if that lives.
    mutating func remember(by owner: Int64, ownerLives: Bool) -> TaskChange? {
        guard isForgotten else { return nil }
        isForgotten = false
        if !ownerLives || !isDemo { self.owner = owner }
        followedSince = nil
        return TaskChange(.remembered)
    }

    /// The shell that had it is gone; from now on another looks after what is left to do.
    mutating func claim(by owner: Int64) -> TaskChange {
        self.owner = owner
        followedSince = nil
        return TaskChange(.takenOver)
    }

    /// Whether a shell that is gone has left something behind that can only end one way.
    var isToBeSettled: Bool { sendingState == .sending || sendingState == .accepted && isDemo }

    /// Whether its service has not said its last word, and somebody wants to hear it.
    var isToBeAsked: Bool { sendingState == .accepted && !isDemo && !isForgotten && taskStatus != .lost && taskStatus?.isTerminal != true }

    /// Settles what a shell that is gone has left behind; nil when there is nothing to settle.
    mutating func settle(at time: Int) -> TaskChange? {
        switch (sendingState, isDemo) {
        case (.sending, false):
            sendingState = .unconfirmed
            return TaskChange(.abandoned)
        case (.sending, true):
            sendingState = .notSent  // its server was part of that shell: free, and nothing to ask for
            failure = .interrupted
            return TaskChange(.interrupted)
        case (.accepted, true):
            taskStatus = .failed
            word = nil
            progress = nil
            failure = .interrupted
            finishedAt = time
            return TaskChange(.interrupted)
        case (.accepted, false), (.notSent, _), (.rejected, _), (.unconfirmed, _): return nil
        }
    }
}

extension StoredTask {
    private func require(_ states: SendingState...) throws(JournalError) {
        guard states.contains(sendingState) else { throw .wrongState(taskNumber, sendingState) }
    }

    private mutating func take(_ snapshot: TaskSnapshot, at time: Int) {
        taskStatus = snapshot.status
        word = snapshot.rawStatus.map(ExactText.init)
        progress = snapshot.progress
        takeVideo(snapshot)
        failure = snapshot.failure
        guard snapshot.status.isTerminal else { return }
        finishedAt = time
        if snapshot.status == .succeeded { seconds = duration(by: snapshot, at: time) }
    }

    private mutating func takeVideo(_ snapshot: TaskSnapshot) {
        if let address = snapshot.videoURL { video = ExactText(address) }
        if let time = snapshot.expiresAt { expiresAt = time }
    }

    /// The service's own figures if they make sense, else ours if we never looked away.
    private func duration(by snapshot: TaskSnapshot, at time: Int) -> Int? {
        if let start = snapshot.createdAt, let end = snapshot.completedAt {
            let (seconds, overflow) = end.subtractingReportingOverflow(start)
            if !overflow, 1...86_400 ~= seconds { return seconds }
        }
        guard let followedSince else { return nil }
        let (seconds, overflow) = time.subtractingReportingOverflow(followedSince)
        return overflow ? nil : max(0, seconds)
    }
}

extension TaskFailure {
    /// Of a local task whose shell is gone.
    static var interrupted: TaskFailure { TaskFailure(code: "interrupted", message: "interrupted") }
}
