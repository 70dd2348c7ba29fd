import VideoAPI

/// All of a task as programs read it: `tasks N`, and a line of an export.
enum LifeObject {
    /// What ``TaskObject`` has, the request, where it went, and every change.
    ///
    /// - Parameter moment: a time as it is written; commands give seconds since 1970, as the API does.
    static func object(_ life: TaskLife, moment: (Int) -> JSONValue = JSONValue.integer) -> JSONValue {
        let record = life.record
        let request = record.draft.setFields.map { name in JSONMember(name.rawValue, value(record.draft[name])) }
        return .object(
            TaskObject.members(record, moment: moment) + [
                JSONMember("origin", .string(record.origin)),
                JSONMember("idempotency_key", .string(record.idempotencyKey)),
                JSONMember("link", record.videoURL.map { .string(DraftWords.masked($0)) } ?? .null),
                JSONMember("request", .object(request)),
                JSONMember("changes", .array(life.changes.map { change($0, moment) })),
            ]
        )
    }

    private static func value(_ value: FieldValue?) -> JSONValue {
        switch value {
        case .none: .null
        case .image(let reference): .string(DraftWords.image(reference))
        case .flag(let isOn): .bool(isOn)
        case .seed(.value(let number)): .integer(number)
        case .model, .size, .text, .seed, .fixed: value.map { .string($0.typed) } ?? .null
        }
    }

    private static func change(_ change: LifeChange, _ moment: (Int) -> JSONValue) -> JSONValue {
        var members = [JSONMember("at", moment(change.at)), JSONMember("event", .string(change.event))]
        let texts = [
            ("status", change.status?.rawValue), ("word", change.rawStatus), ("code", change.code), ("message", change.message),
            ("request_id", change.requestID), ("reply", change.reply),
        ]
        members += texts.compactMap { key, text in text.map { JSONMember(key, .string($0)) } }
        let numbers = [("progress", change.progress), ("http", change.httpStatus)]
        return .object(members + numbers.compactMap { key, number in number.map { JSONMember(key, .integer($0)) } })
    }
}
