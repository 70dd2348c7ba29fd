import VideoAPI

extension Job {
    /// The job as the API shows it.
    ///
    /// - Parameters:
    ///   - authority: what the client calls this server, such as `127.0.0.1:8080`.
    ///   - position: how many are rendered before it, if it waits here.
    func videoObject(authority: String, position: Int?) -> JSONValue {
        var members = [
            JSONMember("id", .string(record.id.rawValue)), JSONMember("task_id", .string(record.id.rawValue)),
            JSONMember("object", "video"), JSONMember("model", .string(record.draft.model.wireName)),
            JSONMember("status", .string(status.rawValue)), JSONMember("progress", .integer(percent)),
            JSONMember("created_at", .integer(record.createdSecond)),
        ]
        if let end { members.append(JSONMember("completed_at", .integer(end.second))) }
        if status == .succeeded { members.append(JSONMember("expires_at", .integer(record.expirySecond))) }
        for name in [FieldName.seconds, .size] {
            guard let value = record.draft.effective(name) else { continue }
            members.append(JSONMember(Field.named(name).wireName, .string(value.typed)))
        }
        if let prompt = record.draft.text(.prompt) { members.append(JSONMember("prompt", .string(prompt))) }
        if status == .failed, let failure = end?.failure {
            members.append(JSONMember("error", ["code": failure.code.map(JSONValue.string) ?? .null, "message": .string(failure.message)]))
        }
        members.append(JSONMember("metadata", metadata(authority: authority, position: position)))
        return .object(members)
    }

    private func metadata(authority: String, position: Int?) -> JSONValue {
        var members: [JSONMember] = []
        if let video = end?.video {
            members.append(JSONMember("url", .string("http://\(authority)/v1/videos/\(record.id.rawValue)/content")))
            members.append(JSONMember("width", .integer(video.width)))
            members.append(JSONMember("height", .integer(video.height)))
        }
        members.append(JSONMember("fps", 30))
        members.append(JSONMember("seed", .integer(record.seed)))
        if status == .queued, let position { members.append(JSONMember("queue_position", .integer(position))) }
        let warnings = record.draft.unusedFieldWarnings + (end?.warnings ?? [])
        if !warnings.isEmpty { members.append(JSONMember("warnings", .array(warnings.map(JSONValue.string)))) }
        return .object(members)
    }
}

extension Draft {
    /// A remark for each field that was given and that the local preview engine has no use for.
    fileprivate var unusedFieldWarnings: [String] {
        [FieldName.extend, .negative].filter { self[$0] != nil }.map { name in
            "\(Field.named(name).wireName) was taken, but the local preview engine makes no use of it"
        }
    }
}
