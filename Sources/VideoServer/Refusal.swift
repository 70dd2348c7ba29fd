import HTTPTypes
import Hummingbird
import VideoAPI

/// An answer that is not what was asked for.
struct Refusal: Error {
    let status: HTTPResponse.Status
    let code: String
    let message: String
    /// The part of the request that is wrong, as `images[1]`.
    var param: String?
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ code: String, _ message: String, param: String? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.param = param
    }

    /// The same, about a job that is stored: asking again changes nothing, and clients that retry by themselves are told so.
    var aboutStoredJob: Refusal { with("x-should-retry", "false") }

    /// The same with one more header.
    func with(_ name: String, _ value: String) -> Refusal {
        var refusal = self
        refusal.headers.set(name, to: value)
        return refusal
    }

    /// The answer, with the error envelope of the API family.
    var response: Response {
        let error: JSONValue = [
            "message": .string(message), "type": .string(kind), "param": param.map(JSONValue.string) ?? .null, "code": .string(code),
        ]
        return .json(["error": error], status: status, headers: headers)
    }

    private var kind: String {
        switch status.code {
        case 401: "authentication_error"
        case 403: "permission_error"
        case 404: "not_found_error"
        case 429: "rate_limit_error"
        case 500...: "server_error"
        default: "invalid_request_error"
        }
    }
}

extension Refusal {
    /// A body that is not what the API page says.
    init(_ fault: WireFault) { self.init(.badRequest, fault.code, fault.message, param: fault.param) }

    static func taskNotExist(_ id: TaskID, param: String? = nil) -> Refusal {
        Refusal(.notFound, "task_not_exist", "no task has the id \(id.rawValue); GET /v1/videos lists them", param: param)
    }

    static func notStored(_ fault: FileFault) -> Refusal {
        Refusal(.internalServerError, "job_not_stored", "the job could not be stored: \(fault.message); nothing was rendered")
    }
}

extension Response {
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: value.text)))
    }
}

extension HTTPFields {
    /// Sets a field that HTTPTypes has no name for.
    mutating func set(_ name: String, to value: String) {
        guard let name = HTTPField.Name(name) else { return }
        self[name] = value
    }
}
