import VideoAPI

extension JobRecord {
    var json: JSONValue {
        ["id": .string(id.rawValue), "created_ms": .integer(createdAt), "draft": draft.stored { _ in "" }]
    }

    init?(json: JSONValue) {
        guard let id = json["id"]?.string, let createdAt = json["created_ms"]?.integer, let draft = json["draft"] else { return nil }
        self.init(id: TaskID(rawValue: id), createdAt: createdAt, draft: Draft(stored: draft))
    }
}

extension JobProgress {
    var json: JSONValue { ["status": .string(status.rawValue), "percent": .integer(percent)] }

    init?(json: JSONValue) {
        guard let status = json["status"]?.string.flatMap(TaskStatus.init(rawValue:)), let percent = json["percent"]?.integer else {
            return nil
        }
        self.init(status: status, percent: percent)
    }
}

extension JobEnd {
    var json: JSONValue {
        var members = [
            JSONMember("status", .string(status.rawValue)), JSONMember("second", .integer(second)),
            JSONMember("percent", .integer(percent)),
            JSONMember("warnings", .array(warnings.map(JSONValue.string))),
        ]
        if let failure {
            members.append(
                JSONMember("failure", ["code": failure.code.map(JSONValue.string) ?? .null, "message": .string(failure.message)])
            )
        }
        if let video { members.append(JSONMember("video", video.json)) }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let status = json["status"]?.string.flatMap(TaskStatus.init(rawValue:)), status.isTerminal,
            let second = json["second"]?.integer, let percent = json["percent"]?.integer
        else { return nil }
        self.init(status: status, second: second, percent: percent)
        failure = json["failure"].flatMap { failure in
            failure["message"]?.string.map { TaskFailure(code: failure["code"]?.string, message: $0) }
        }
        video = json["video"].flatMap(StoredVideo.init(json:))
        warnings = json["warnings"]?.array?.compactMap(\.string) ?? []
    }
}

extension StoredVideo {
    var json: JSONValue {
        ["width": .integer(width), "height": .integer(height), "bytes": .integer(byteCount), "sha256": .string(sha256)]
    }

    init?(json: JSONValue) {
        guard let width = json["width"]?.integer, let height = json["height"]?.integer, let byteCount = json["bytes"]?.integer,
            let sha256 = json["sha256"]?.string
        else { return nil }
        self.init(width: width, height: height, byteCount: byteCount, sha256: sha256)
    }
}
