/// The places in which this API and its relatives say things of a task: the object itself, its `data`, its `output`.
struct TaskFields {
    let document: JSONValue
    /// The objects to look into, the likeliest first.
    private let scopes: [JSONValue]

    init(_ document: JSONValue) {
        self.document = document
        let inner = ["data", "output"].compactMap { document[$0] }.filter { $0.members != nil }
        // An object without an id is an envelope: its own `status` or `message` speaks of the call, not of the task.
        let isEnvelope = Self.id(document["id"]) == nil && Self.id(document["task_id"]) == nil
        scopes = isEnvelope ? inner + [document] : [document] + inner
    }

    /// The id, in the order of likelihood; a whole number is taken as its digits.
    var id: TaskID? {
        Self.id(document["id"]) ?? taskID ?? Self.id(document["data"]?["id"]) ?? Self.id(document["output"]?["id"])
    }

    /// An id that is a task's even in an answer that refuses something.
    var certainID: TaskID? {
        if let taskID { return taskID }
        let isVideo = document["object"]?.string == "video" || document["status"]?.string.flatMap(TaskStatus.init(word:)) != nil
        return isVideo ? Self.id(document["id"]) : nil
    }

    private var taskID: TaskID? {
        Self.id(document["task_id"]) ?? Self.id(document["data"]?["task_id"]) ?? Self.id(document["output"]?["task_id"])
    }

    /// An id as it may be written.
    static func id(_ value: JSONValue?) -> TaskID? {
        switch value {
        case .string(let text)?: text.isEmpty ? nil : TaskID(rawValue: text)
        case .integer(let number)?: TaskID(rawValue: String(number))
        case .number(_, let text)? where text.utf8.allSatisfy({ (0x30...0x39).contains($0) }): TaskID(rawValue: text)
        case .null?, .bool?, .number?, .array?, .object?, nil: nil
        }
    }

    /// The first of these keys' values that `read` makes sense of, scope by scope.
    func first<Value>(_ keys: String..., as read: (JSONValue) -> Value?) -> Value? {
        for scope in scopes {
            for key in keys {
                if let value = scope[key].flatMap(read) { return value }
            }
        }
        return nil
    }

    /// Whether a key is there at all, whatever its value.
    func has(_ keys: String...) -> Bool {
        scopes.contains { scope in keys.contains { scope[$0] != nil } }
    }

    /// The status word as it came, at most 40 scalars of it.
    var statusWord: String? {
        first("status", "task_status", "state") { $0.word?.clipped(to: 40) }
    }

    /// The address of the video, in the order in which places are trusted.
    var videoURL: String? {
        let data = document["data"]
        let candidates = [
            document["metadata"]?.text(at: "url"), document.text(at: "url"), document.text(at: "video_url"),
            document["content"]?.text(at: "video_url"), document["output"]?.text(at: "video_url"), data?.text(at: "url"),
            data?.text(at: "result_url"), data?.text(at: "video_url"), data?.array?.first?.text(at: "url"),
            document["metadata"]?.text(at: "video_url"),
        ]
        return candidates.lazy.compactMap(\.self).first
    }

    /// What is said of an error, in the first scope that says something.
    var report: ErrorReport? { scopes.lazy.compactMap { ErrorReport(in: $0) }.first }

    /// Whether an `error` object with something in it is there, as a failed task has one.
    var hasErrorObject: Bool {
        scopes.contains { scope in
            guard let error = scope["error"], case .object = error else { return false }
            return ErrorReport(in: scope) != nil
        }
    }
}
