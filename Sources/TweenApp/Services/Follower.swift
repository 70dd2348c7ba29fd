import Journal
import VideoAPI

/// News of a task that is followed.
enum FollowReport: Sendable {
    /// The journal has a new state of it.
    case changed(TaskRecord)
    /// A poll failed; the task is asked for again.
    case trouble(TaskNumber, String)
    /// A poll succeeded after trouble, without news.
    case fine(TaskNumber)
    /// It is not asked for any more, though it may go on: the key was refused, or the service is out of reach for good.
    case stopped(TaskRecord, String)
}

/// Asks for tasks until they are done, and writes down what is said.
struct Follower: Sendable {
    let services: any ServiceDirectory
    let journal: JournalDesk
    let clock: any Clock<Duration>
    let now: @Sendable () -> Int
    let entropy: @Sendable () -> UInt64
    let report: @Sendable (FollowReport) -> Void

    /// How long a service may not know a task that it has just accepted.
    private static let patience = 60

    /// The remark on a task that the key no longer opens.
    private static let blocked = "blocked: key"

    /// Follows one task; returns when there is nothing more to ask, or when cancelled.
    func follow(_ record: TaskRecord, _ schedule: PollSchedule) async {
        guard let id = record.id else { return }
        var schedule = schedule
        var hasTrouble = false
        while !Task.isCancelled {
            do { try await clock.sleep(for: schedule.wait(chance: Double(entropy() >> 11) / Double(1 << 53))) } catch { return }
            do throws(ServiceError) {
                let snapshot = try await services.service(of: record).service.snapshot(of: id)
                schedule.succeeded()
                if hasTrouble { report(.fine(record.number)) }
                hasTrouble = false
                guard await note(snapshot, of: record) else { return }
            } catch {
                guard !Task.isCancelled else { return }
                hasTrouble = true
                schedule.failed(retryAfter: error.retryAfter)
                guard await endure(error, of: record) else { return }
            }
        }
    }

    /// Writes down an answer; false when it was the last one.
    private func note(_ snapshot: TaskSnapshot, of record: TaskRecord) async -> Bool {
        do throws(JournalError) {
            let observation = try await journal { journal throws(JournalError) in
                // A service that answers again is blocked no more.
                if record.remark == Self.blocked { _ = try journal.remark(record.number, nil) }
                return try journal.observe(record.number, snapshot)
            }
            let isOver = observation.record.status?.isTerminal == true || observation.record.status == .lost
            // The end is told even if the journal has it already, from another shell.
            if isOver || observation.effect == .changed { report(.changed(observation.record)) }
            return !isOver
        } catch {
            // What was said is not lost: the service says it again at the next poll.
            report(.trouble(record.number, error.words))
            return true
        }
    }

    /// Decides what a failed poll means; false when the task is not asked for any more.
    private func endure(_ error: ServiceError, of record: TaskRecord) async -> Bool {
        switch error.kind {
        case .auth, .notAllowed:
            return await stop(record, remark: Self.blocked, error)
        case .notFound where now() - record.createdAt > Self.patience:
            var snapshot = TaskSnapshot(id: record.id ?? TaskID(rawValue: ""), status: .lost)
            snapshot.failure = TaskFailure(code: error.code, message: error.message)
            return await note(snapshot, of: record)
        case .notFound, .quota, .rateLimit, .input, .imageUnreachable, .moderation, .expired, .upstream, .network, .unconfirmed, .cancelled,
            .localDisk:
            report(.trouble(record.number, error.message))
            return true
        }
    }

    private func stop(_ record: TaskRecord, remark: String, _ error: ServiceError) async -> Bool {
        let marked = try? await journal { journal throws(JournalError) in try journal.remark(record.number, remark) }
        report(.stopped(marked ?? record, error.message))
        return false
    }
}
