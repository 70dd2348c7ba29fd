import VideoAPI

/// A task as programs read it.
enum TaskObject {
    /// Every fact of a record that is not a secret.
    static func object(_ record: TaskRecord) -> JSONValue {
        .object(members(record))
    }

    /// One NDJSON event about a task.
    static func event(_ type: String, _ record: TaskRecord, _ more: [JSONMember] = []) -> Effect {
        .data(JSONValue.object([JSONMember("v", 1), JSONMember("type", .string(type))] + members(record) + more).text)
    }

    /// The facts by name.
    ///
    /// - Parameter moment: a time as it is written.
    static func members(_ record: TaskRecord, moment: (Int) -> JSONValue = JSONValue.integer) -> [JSONMember] {
        [
            JSONMember("task", .integer(record.number.rawValue)),
            JSONMember("id", text(record.id?.rawValue)),
            JSONMember("profile", .string(record.profile)),
            JSONMember("demo", .bool(record.isDemo)),
            JSONMember("sending", .string(record.sending.rawValue)),
            JSONMember("status", text(record.status?.rawValue)),
            JSONMember("raw_status", text(record.rawStatus)),
            JSONMember("progress", record.progress.map(JSONValue.integer) ?? .null),
            JSONMember("model", .string(record.draft.model.wireName)),
            JSONMember("size", .string(record.draft.size.wireName)),
            JSONMember("seed", seed(record.draft)),
            JSONMember("prompt", text(record.draft.text(.prompt))),
            JSONMember("created_at", moment(record.createdAt)),
            JSONMember("finished_at", record.finishedAt.map(moment) ?? .null),
            JSONMember("path", text(record.savedPath)),
            JSONMember("failure", failure(record.failure)),
            JSONMember("remark", text(record.remark)),
            JSONMember("starred", .bool(record.isStarred)),
            JSONMember("note", text(record.note)),
            JSONMember("tags", .array(record.tags.map(JSONValue.string))),
            JSONMember("forgotten", .bool(record.isForgotten)),
        ]
    }

    private static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    private static func seed(_ draft: Draft) -> JSONValue {
        guard case .value(let number) = draft.seed else { return .null }
        return .integer(number)
    }

    private static func failure(_ failure: TaskFailure?) -> JSONValue {
        failure.map { ["code": text($0.code), "message": .string($0.message)] } ?? .null
    }
}
