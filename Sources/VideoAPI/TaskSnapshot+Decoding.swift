extension TaskFields {
    /// The snapshot of an answer that accepted a task.
    ///
    /// - Parameter otherwise: the status when nothing tells one.
    func snapshot(id: TaskID, otherwise: TaskStatus, requestID: String?) -> TaskSnapshot {
        snapshot(id: id, status: concludedStatus ?? otherwise, requestID: requestID)
    }

    /// The snapshot of a poll's answer; nil when the answer does not speak of the task.
    func polled(id: TaskID, requestID: String?) -> TaskSnapshot? {
        if let status = concludedStatus {
            let isOnlyThisPoll = status == .failed && self.id == nil && reportsThisCall
            return isOnlyThisPoll ? nil : snapshot(id: id, status: status, requestID: requestID)
        }
        guard report == nil, self.id != nil || has("progress", "created_at", "status", "task_status", "state") else { return nil }
        return snapshot(id: id, status: .running, requestID: requestID)
    }

    /// The status by its word, an unknown one as running; without a word, done by an address and failed by an error object.
    private var concludedStatus: TaskStatus? {
        if let statusWord { return TaskStatus(word: statusWord) ?? .running }
        if videoURL != nil { return .succeeded }
        return hasErrorObject ? .failed : nil
    }

    /// Whether the error is of a kind that befalls calls and not tasks: it must not end a task that nobody has named.
    private var reportsThisCall: Bool {
        guard let report else { return false }
        switch ErrorClass.kind(status: nil, report: report, text: report.message) {
        case .auth, .quota, .notAllowed, .rateLimit, .notFound, .network, .unconfirmed, .cancelled, .localDisk: return true
        case .input, .imageUnreachable, .moderation, .expired, .upstream: return false
        }
    }

    private func snapshot(id: TaskID, status: TaskStatus, requestID: String?) -> TaskSnapshot {
        var snapshot = TaskSnapshot(id: id, status: status, rawStatus: statusWord)
        snapshot.progress = first("progress") { $0.percentage }
        snapshot.model = first("model") { $0.string.flatMap { $0.isEmpty ? nil : $0.clipped(to: 256) } }
        snapshot.createdAt = first("created_at", "submit_time", "created") { ReplyDate.seconds($0) }
        snapshot.completedAt = first("completed_at", "end_time", "finish_time") { ReplyDate.seconds($0) }
        snapshot.expiresAt = first("expires_at") { ReplyDate.seconds($0) }
        snapshot.seconds = first("seconds", "duration") { $0.wholeNumber }
        snapshot.size = first("size", "resolution") { $0.string.flatMap(VideoSize.init(reply:)) }
        snapshot.videoURL = videoURL
        snapshot.seed = first("metadata") { $0["seed"]?.wholeNumber } ?? first("seed") { $0.wholeNumber }
        snapshot.warnings = first("metadata") { $0["warnings"]?.remarks } ?? []
        snapshot.failure = failure(of: status)
        snapshot.requestID = requestID
        return snapshot
    }

    private func failure(of status: TaskStatus) -> TaskFailure? {
        switch status {
        case .failed, .cancelled, .lost: report.map { TaskFailure(code: $0.code, message: $0.message) }
        case .pending, .queued, .running, .succeeded: nil
        }
    }
}

extension JSONValue {
    /// A progress of 0 to 100: `37`, `37.0`, `"37"`, `"37%"`; a fraction below 1 counts as a share of the whole.
    fileprivate var percentage: Int? {
        let isPercent = string?.trimmed.hasSuffix("%") == true
        guard let value = isPercent ? string?.trimmed.dropLast().description.finiteNumber : finiteNumber else { return nil }
        let share = !isPercent && value > 0 && value < 1
        return Int(exactly: min(max(0, share ? value * 100 : value), 100).rounded())
    }

    /// A whole number, also as `5.0` or as text.
    fileprivate var wholeNumber: Int? { integer ?? finiteNumber.flatMap { Int(exactly: $0) } }

    /// A number, also as text; never infinite.
    private var finiteNumber: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number, _): number.isFinite ? number : nil
        case .string(let text): text.finiteNumber
        case .null, .bool, .array, .object: nil
        }
    }

    /// A list of texts, or one alone; at most twenty.
    fileprivate var remarks: [String]? {
        let texts = array.map { $0.compactMap(\.word) } ?? word.map { [$0] }
        return texts.map { $0.prefix(20).map { $0.clipped(to: 500) } }
    }
}

extension String {
    /// A decimal number; `Double` alone would also take hexadecimal ones, `inf` and `nan`.
    var finiteNumber: Double? {
        let text = trimmed
        guard text.utf8.count <= 64, text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }), let number = Double(text),
            number.isFinite
        else { return nil }
        return number
    }
}

extension VideoSize {
    /// Reads the size of a reply: a tier in any case, or sides such as `1280x720`, which belong to the tier that has about as many pixels.
    fileprivate init?(reply text: String) {
        if let tier = VideoSize(typed: text.trimmed) {
            self = tier
            return
        }
        let sides = text.split { "xX*×".contains($0) }.map { Int($0.trimmed) }
        guard sides.count == 2, let width = sides[0], let height = sides[1], (1...20_000).contains(width), (1...20_000).contains(height),
            let tier = VideoSize.allCases.first(where: { abs(width * height - $0.pixelCount) * 5 < $0.pixelCount })
        else { return nil }
        self = tier
    }
}
