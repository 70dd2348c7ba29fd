import Foundation

/// What a JSON body says of an error, in whichever of the known shapes.
struct ErrorReport: Hashable {
    /// The service's code as text; nil when there is none, or when it is a word of success.
    var code: String?
    /// The class of an OpenAI error object, such as `insufficient_quota`.
    var type: String?
    /// The message as it came, at most ``messageLimit`` scalars of it; empty when there is only a code.
    var message: String
    var param: String?
    var requestID: String?

    /// The most that is kept of a message, in scalars.
    static let messageLimit = 4096

    /// Reads a document; nil when it reports no error.
    init?(in document: JSONValue) { self.init(in: document, depth: 0) }

    private init?(in document: JSONValue, depth: Int) {
        guard let found = Self.fromErrorKey(document) ?? Self.fromFlatKeys(document) ?? Self.fromBaseResponse(document) else { return nil }
        self = found
        requestID = document.text(at: "request_id") ?? document["error"]?.text(at: "request_id") ?? Self.requestID(in: message)
        // A gateway passes its upstream's error on as a JSON string in its own message.
        if depth < 3, message.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
            let nested = try? JSONValue(parsing: message.utf8, mode: .tolerant), let inner = ErrorReport(in: nested, depth: depth + 1)
        {
            code = inner.code ?? code
            type = inner.type ?? type
            message = inner.message.isEmpty ? message : inner.message
            param = inner.param ?? param
            requestID = requestID ?? inner.requestID
        }
        message = message.clipped(to: Self.messageLimit)
    }

    init(code: String?, type: String? = nil, message: String, param: String? = nil) {
        self.code = code?.clipped(to: 256)
        self.type = type
        self.message = message
        self.param = param?.clipped(to: 256)
    }

    /// Whether it says that the server has no such task.
    var isTaskUnknown: Bool {
        [code, message].contains { word in
            let folded = ErrorClass.folded(word ?? "")
            return ["tasknotexist", "tasknotfound", "tasknotexists"].contains(folded)
        }
    }
}

extension ErrorReport {
    /// `{"error": {message, type, param, code}}` and `{"error": "text"}`.
    private static func fromErrorKey(_ document: JSONValue) -> ErrorReport? {
        let code = errorCode(document["code"])
        if let text = document.text(at: "error") {
            guard let message = document.text(at: "message") ?? document.text(at: "detail") else {
                return ErrorReport(code: code, message: text)
            }
            return ErrorReport(code: code ?? text, message: message)
        }
        guard let error = document["error"], case .object = error else { return nil }
        let found = ErrorReport(
            code: errorCode(error["code"]) ?? code,
            type: error.text(at: "type"),
            message: error.text(at: "message") ?? error.text(at: "msg") ?? error.text(at: "detail") ?? "",
            param: error.text(at: "param")
        )
        return found.code == nil && found.message.isEmpty ? nil : found
    }

    /// `{"code", "message"}` with or without more, `{"message"}`, `{"detail"}`, `{"msg"}` and `{"fail_reason"}`.
    private static func fromFlatKeys(_ document: JSONValue) -> ErrorReport? {
        let message =
            document.text(at: "message") ?? document.text(at: "fail_reason") ?? document.text(at: "detail") ?? document.text(at: "msg")
        let code = errorCode(document["code"])
        if let message { return ErrorReport(code: code, message: message, param: document.text(at: "param")) }
        if let first = document["detail"]?.array?.first, let message = first.text(at: "msg") {
            return ErrorReport(code: code, message: message, param: first["loc"]?.array?.last?.string)
        }
        return code.map { ErrorReport(code: $0, message: "") }
    }

    /// `{"base_resp": {status_code, status_msg}}`, in which 0 means success.
    private static func fromBaseResponse(_ document: JSONValue) -> ErrorReport? {
        guard let response = document["base_resp"], let code = errorCode(response["status_code"]) else { return nil }
        return ErrorReport(code: code, message: response.text(at: "status_msg") ?? "")
    }

    /// A code as text, or nil for none and for the ways to say that all is well.
    private static func errorCode(_ value: JSONValue?) -> String? {
        guard let word = value?.word, !["0", "200", "success", "ok"].contains(word.lowercased()) else { return nil }
        return word
    }

    private static func requestID(in message: String) -> String? {
        guard let start = message.range(of: "(request id:", options: .caseInsensitive) else { return nil }
        let rest = message[start.upperBound...]
        guard let end = rest.firstIndex(of: ")") else { return nil }
        let id = rest[..<end].trimmed
        return id.isEmpty ? nil : id
    }
}

extension JSONValue {
    /// The string under a key, if it has more than white space in it.
    func text(at key: String) -> String? {
        guard let text = self[key]?.string, text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { return nil }
        return text
    }

    /// A string, whole number or boolean as one word; nil for the empty string and all else.
    var word: String? {
        switch self {
        case .string(let text): text.trimmed.isEmpty ? nil : text.trimmed
        case .integer(let number): String(number)
        case .number(_, let text): text
        case .bool(let value): String(value)
        case .null, .array, .object: nil
        }
    }
}
