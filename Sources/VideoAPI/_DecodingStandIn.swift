// STAND-IN: to be deleted when the real decoding arrives. It is only as good as the transport's tests need it.
import Foundation

package enum Reply {
    package static func submit(status: Int, headers: [(String, String)], body: [UInt8]) -> Result<TaskSnapshot, ServiceError> {
        let object = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]
        let id = (object?["id"] ?? object?["task_id"]) as? String
        if let id, (200..<300).contains(status) || status == 429 {
            return .success(TaskSnapshot(id: TaskID(rawValue: id), status: .pending))
        }
        let error = object?["error"] as? [String: Any]
        let message = error?["message"] as? String ?? "HTTP \(status)"
        if (400..<500).contains(status) {
            return .failure(ServiceError(kind(status), sending: .rejected, message: message, httpStatus: status))
        }
        var unconfirmed = ServiceError(
            status >= 500 ? .upstream : .unconfirmed,
            sending: .unconfirmed,
            message: message,
            httpStatus: status
        )
        unconfirmed.reply = String(decoding: body.prefix(65536), as: UTF8.self)
        return .failure(unconfirmed)
    }

    package static func snapshot(
        of id: TaskID,
        status: Int,
        headers: [(String, String)],
        body: [UInt8]
    ) -> Result<TaskSnapshot, ServiceError> {
        let object = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]
        guard status == 200, let object else {
            return .failure(ServiceError(kind(status), sending: .rejected, message: "HTTP \(status)", httpStatus: status))
        }
        return .success(TaskSnapshot(id: id, status: (object["status"] as? String).flatMap(TaskStatus.init(word:)) ?? .running))
    }

    package static func salvagedID(in body: [UInt8]) -> TaskID? {
        let text = String(decoding: body, as: UTF8.self)
        guard let match = text.firstMatch(of: /"(?:id|task_id)"\s*:\s*"([A-Za-z0-9_-]+)"/) else { return nil }
        return TaskID(rawValue: String(match.1))
    }

    private static func kind(_ status: Int) -> ServiceError.Kind {
        switch status {
        case 401: .auth
        case 404: .notFound
        case 429: .rateLimit
        case 500...: .upstream
        case 300..<400: .unconfirmed
        default: .input
        }
    }
}
