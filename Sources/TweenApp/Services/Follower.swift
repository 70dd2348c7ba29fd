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
    enum Answer: Sendable {
        case known(PollRounds.Answer)
        /// The key is refused, for this task or for all that went with it.
        case blocked(Refusal)
    }

    /// Why a key does not open a task.
    struct Refusal: Sendable {
        /// In words.
        let reason: String
        /// Whether it opens none of those that went with it.
        var isOfKey = false
        /// Whether it was the service that said so.
        var isAnswer = false
        /// The remark on the task.
        var remark = Self.key

        static let key = "blocked: key"
        static let credit = "blocked: credit"

        /// Whether a remark is one of these.
        static func isRemark(_ remark: String?) -> Bool { remark == key || remark == credit }
    }

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
                case .answered(let number, .blocked(let refusal)):
                    rounds.answered(number, .over, at: now, chance: 0)
                    guard let record = records[number] else { continue }
                    let refused = refusal.isOfKey ? records.values.filter { $0.hasKey(of: record) } : [record]
                    for other in refused {
                        records[other.number] = nil
                        rounds.remove(other.number)
                    }
                    group.addTask { await block(refused.sorted { $0.number < $1.number }, refusal, of: number) }
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
