import Journal
import ShellCore
import VideoAPI

/// One question: where it is asked, what the answer means, and what is written down of it.
extension Follower {
    /// How long the video of a task that another shell follows may take to be saved there before it is told without it, in seconds.
    private static let savingPatience = 60

    /// How long a service may not know a task that it has just accepted.
    private static let patience = 60

    /// Asks for a task once.
    func ask(_ record: TaskRecord, hadTrouble: Bool) async -> Answer {
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
        if isBeingSaved, isRecent(news.finishedAt ?? 0, within: Self.savingPatience) { return .good }
        report(.changed(news))
        return .over
    }

    /// Writes down an answer. Trouble is over once it is written: a disk that is full stays trouble, however well the service answers.
    private func note(_ snapshot: TaskSnapshot, of record: TaskRecord, hadTrouble: Bool = false) async -> PollRounds.Answer {
        do throws(JournalError) {
            let observation = try await journal { journal throws(JournalError) in
                // A service that answers again is blocked no more.
                if Refusal.isRemark(record.remark) { _ = try journal.remark(record.number, nil) }
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
            // What was said is not lost: the service says it again, to another shell or at the next poll.
            report(error.isLasting ? .unwritable(record, error.words) : .unwritten(record.number, error.words))
            return error.isLasting ? .over : .failed()
        }
    }

    /// Decides what a failed question means.
    private func endure(_ error: ServiceError, of record: TaskRecord) async -> Answer {
        switch error.kind {
        case .auth:
            return .blocked(Refusal(reason: error.message, isOfKey: true, isAnswer: error.httpStatus != nil))
        case .notAllowed:
            return .blocked(Refusal(reason: error.message, isAnswer: error.httpStatus != nil))
        case .quota where error.httpStatus != 429:
            let words = "there is no credit for asking how it is (\(error.message))"
            return .blocked(Refusal(reason: words, isAnswer: true, remark: Refusal.credit))
        case .notFound where !isRecent(record.createdAt, within: Self.patience):
            var snapshot = TaskSnapshot(id: record.id ?? TaskID(rawValue: ""), status: .lost)
            snapshot.failure = TaskFailure(code: error.code, message: error.message)
            return .known(await note(snapshot, of: record))
        case .notFound, .quota, .rateLimit, .input, .imageUnreachable, .moderation, .expired, .upstream, .network, .unconfirmed, .cancelled,
            .localDisk:
            report(.trouble(record.number, error.code == "redirect" ? Self.redirected(error) : error.message))
            return .known(.failed(retryAfter: error.retryAfter, holdsOrigin: error.kind == .rateLimit))
        }
    }

    /// Whether a moment that was written down is so near; one far ahead is that of a clock that was set back since, or of a damaged row.
    private func isRecent(_ moment: Int, within seconds: Int) -> Bool {
        let (age, overflow) = now().subtractingReportingOverflow(moment)
        return !overflow && age.magnitude <= seconds
    }

    /// Words for an answer that points elsewhere: the key goes nowhere but to the address of the profile.
    private static func redirected(_ error: ServiceError) -> String {
        let status = error.httpStatus.map { "HTTP \($0)" } ?? "it"
        let target = error.message.contains("://") ? " (\(error.message))" : ""
        return "\(status) points elsewhere\(target), where nothing is asked; check the profile's address"
    }

    /// Marks tasks that the key no longer opens, and tells of them.
    func block(_ records: [TaskRecord], _ refusal: Refusal, of number: TaskNumber) async {
        let written = try? await journal { journal throws(JournalError) in
            let wasBlocked = Refusal.isRemark(try journal.task(number)?.remark)
            var marked: [TaskRecord] = []
            for record in records { marked.append(try journal.remark(record.number, refusal.remark)) }
            return (marked: marked, isFirst: !wasBlocked)
        }
        let isFirst = refusal.isAnswer && written?.isFirst == true
        report(.blocked(written?.marked ?? records, refusal.reason, firstRefused: isFirst ? number : nil))
    }
}

extension TaskRecord {
    /// Whether nothing more is to be asked, unless somebody asks for a lost task by its number.
    var isOver: Bool { status?.isTerminal == true || status == .lost }

    /// Whether both went to the same service with the same key.
    func hasKey(of other: TaskRecord) -> Bool { (origin, keyFingerprint) == (other.origin, other.keyFingerprint) }
}

extension JournalError {
    /// Whether asking again won't help while this shell runs; a disk may be emptied meanwhile, and a folder opened.
    fileprivate var isLasting: Bool {
        switch self {
        case .newerVersion, .unsafe, .corrupt: true
        case .notWritable, .diskFull, .replaced, .locked, .noSuchTask, .wrongState, .idTaken, .other: false
        }
    }
}
