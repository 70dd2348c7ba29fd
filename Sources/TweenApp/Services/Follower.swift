import Journal
import VideoAPI

/// Asks for all tasks that are followed until they are done, a few at once, and writes down what is said.
struct Follower: Sendable {
    let services: any ServiceDirectory
    let journal: JournalDesk
    let clock: any Clock<Duration>
    let now: @Sendable () -> Int
    let entropy: @Sendable () -> UInt64
    let executor: (any TaskExecutor)?
    let report: @Sendable (FollowReport) -> Void
    private let orders = Mailbox<Order>()

    private enum Order: Sendable {
        case follow(TaskRecord, PollPace)
        case stop(TaskNumber)
        case answered(TaskNumber, Answer)
        case due
        case end
    }

    /// What a question came to.
    private enum Answer: Sendable {
        case known(PollRounds.Answer)
        /// The key is refused, for this task or for all that went with it.
        case blocked(String, wholeKey: Bool)
    }

    /// How long the video of a task that another shell follows may take to be saved there before it is told without it, in seconds.
    private static let savingPatience = 60

    /// How long a service may not know a task that it has just accepted.
    private static let patience = 60

    /// The remark on a task that the key no longer opens.
    static let blocked = "blocked: key"

    init(_ outside: Outside, report: @escaping @Sendable (FollowReport) -> Void) {
        services = outside.services
        journal = outside.journal
        clock = outside.clock
        now = outside.now
        entropy = outside.entropy
        executor = outside.executor
        self.report = report
    }

    /// Begins to ask for a task, unless it is asked for already.
    func follow(_ record: TaskRecord, _ pace: PollPace) { orders.post(.follow(record, pace)) }

    /// Asks for a task no more; of a question that is under way the report may still come.
    func stop(_ number: TaskNumber) { orders.post(.stop(number)) }

    /// Has ``run()`` break off its questions and return.
    func end() { orders.post(.end) }

    /// Asks until ``end()``. While no task is followed nothing wakes it.
    func run() async { await run(by: clock) }

    private func run<Time: Clock<Duration>>(by clock: Time) async {
        let start = clock.now
        await withDiscardingTaskGroup { group in
            var rounds = PollRounds()
            var records: [TaskNumber: TaskRecord] = [:]
            var alarm: (due: Duration, task: Task<Void, Never>)?
            while true {
                for number in rounds.takeDue(at: start.duration(to: clock.now)) {
                    guard let record = records[number] else { continue }
                    let hadTrouble = rounds.hasTrouble(number)
                    group.addTask { orders.post(.answered(number, await ask(record, hadTrouble: hadTrouble))) }
                }
                let nextDue = rounds.nextDue
                if alarm?.due != nextDue {
                    alarm?.task.cancel()
                    alarm = nextDue.map { due in (due, wake(after: due - start.duration(to: clock.now))) }
                }
                let order = await orders.next()
                let now = start.duration(to: clock.now)
                switch order {
                case .follow(let record, let pace):
                    records[record.number] = record
                    rounds.add(record.number, origin: record.origin, pace: pace, at: now, chance: chance)
                case .stop(let number):
                    records[number] = nil
                    rounds.remove(number)
                case .answered(let number, .known(let answer)):
                    rounds.answered(number, answer, at: now, chance: chance)
                    if answer == .over { records[number] = nil }
                case .answered(let number, .blocked(let reason, let wholeKey)):
                    rounds.answered(number, .over, at: now, chance: 0)
                    guard let record = records[number] else { continue }
                    let refused = wholeKey ? records.values.filter { $0.hasKey(of: record) } : [record]
                    for other in refused {
                        records[other.number] = nil
                        rounds.remove(other.number)
                    }
                    group.addTask { await block(refused.sorted { $0.number < $1.number }, reason) }
                case .due:
                    alarm = nil
                case .end:
                    alarm?.task.cancel()
                    group.cancelAll()
                    return
                }
            }
        }
    }

    private var chance: Double { Double(entropy() >> 11) / Double(1 << 53) }

    private func wake(after wait: Duration) -> Task<Void, Never> {
        Task(executorPreference: executor) {
            if (try? await clock.sleep(for: max(wait, .zero))) != nil { orders.post(.due) }
        }
    }
}

extension Follower {
    private func ask(_ record: TaskRecord, hadTrouble: Bool) async -> Answer {
        guard let id = record.id else { return .known(.over) }
        if let answer = await lookElsewhere(record) { return .known(answer) }
        guard !id.isOdd else {
            report(.unaskable(record))
            return .known(.over)
        }
        do throws(ServiceError) {
            let snapshot = try await services.service(of: record).service.snapshot(of: id)
            return .known(await note(snapshot, of: record, hadTrouble: hadTrouble))
        } catch {
            return Task.isCancelled ? .known(.over) : await endure(error, of: record)
        }
    }

    /// Looks into the journal for a task that another living shell asks for; nil when it is this shell's to ask.
    private func lookElsewhere(_ record: TaskRecord) async -> PollRounds.Answer? {
        let found: (record: TaskRecord, isAnother: Bool)
        do throws(JournalError) {
            found = try await journal { journal throws(JournalError) in try journal.follower(of: record.number) }
        } catch {
            // Asking costs nothing; what can't be written down is told there.
            return nil
        }
        guard found.isAnother else { return nil }
        let news = found.record
        guard news.isOver else {
            if (news.status, news.rawStatus, news.progress) != (record.status, record.rawStatus, record.progress) { report(.changed(news)) }
            return .good
        }
        // The shell that follows it saves its video as well, which takes a while and may come to nothing.
        let isBeingSaved = news.status == .succeeded && news.savedPath == nil && news.remark == nil
        if isBeingSaved, now() - (news.finishedAt ?? 0) < Self.savingPatience { return .good }
        report(.changed(news))
        return .over
    }

    /// Writes down an answer. Trouble is over once it is written: a disk that is full stays trouble, however well the service answers.
    private func note(_ snapshot: TaskSnapshot, of record: TaskRecord, hadTrouble: Bool = false) async -> PollRounds.Answer {
        do throws(JournalError) {
            let observation = try await journal { journal throws(JournalError) in
                // A service that answers again is blocked no more.
                if record.remark == Self.blocked { _ = try journal.remark(record.number, nil) }
                return try journal.observe(record.number, snapshot)
            }
            if hadTrouble { report(.fine(record.number)) }
            let isOver = observation.record.isOver
            if observation.effect == .contradicted {
                report(.contradicted(observation.record, word: snapshot.rawStatus ?? snapshot.status.rawValue))
            }
            if isOver || observation.effect == .changed { report(.changed(observation.record)) }
            return isOver ? .over : .good
        } catch {
            if case .noSuchTask = error {
                report(.unknown(record))
                return .over
            }
            // What was said is not lost: the service says it again at the next poll.
            report(.trouble(record.number, error.words))
            return .failed()
        }
    }

    /// Decides what a failed question means.
    private func endure(_ error: ServiceError, of record: TaskRecord) async -> Answer {
        switch error.kind {
        case .auth:
            return .blocked(error.message, wholeKey: true)
        case .notAllowed:
            return .blocked(error.message, wholeKey: false)
        case .notFound where now() - record.createdAt > Self.patience:
            var snapshot = TaskSnapshot(id: record.id ?? TaskID(rawValue: ""), status: .lost)
            snapshot.failure = TaskFailure(code: error.code, message: error.message)
            return .known(await note(snapshot, of: record))
        case .notFound, .quota, .rateLimit, .input, .imageUnreachable, .moderation, .expired, .upstream, .network, .unconfirmed, .cancelled,
            .localDisk:
            report(.trouble(record.number, error.code == "redirect" ? Self.redirected(error) : error.message))
            return .known(.failed(retryAfter: error.retryAfter, holdsOrigin: error.kind == .rateLimit))
        }
    }

    /// Words for an answer that points elsewhere: the key goes nowhere but to the address of the profile.
    private static func redirected(_ error: ServiceError) -> String {
        let status = error.httpStatus.map { "HTTP \($0)" } ?? "it"
        let target = error.message.contains("://") ? " (\(error.message))" : ""
        return "\(status) points elsewhere\(target), where nothing is asked; check the profile's address"
    }

    private func block(_ records: [TaskRecord], _ reason: String) async {
        let marked = try? await journal { journal throws(JournalError) in
            var marked: [TaskRecord] = []
            for record in records { marked.append(try journal.remark(record.number, Self.blocked)) }
            return marked
        }
        report(.blocked(marked ?? records, reason))
    }
}

extension TaskRecord {
    /// Whether nothing more is to be asked, unless somebody asks for a lost task by its number.
    var isOver: Bool { status?.isTerminal == true || status == .lost }

    fileprivate func hasKey(of other: TaskRecord) -> Bool { (origin, keyFingerprint) == (other.origin, other.keyFingerprint) }
}
