import FaultServer
import Foundation

/// A service that costs money, and counts.
struct PaidService {
    static let task = "paid-task-1"
    static let film = box("ftyp", Array("isom\0\0\0\0".utf8)) + box("moov", [1, 2, 3]) + box("mdat", [UInt8](repeating: 7, count: 30_000))
    static let key = ["TWEEN_API_KEY": "sk-test-0123456789"]

    let server: FaultServer

    /// - Parameter status: what a submit is answered with; whoever asks later hears that it succeeded.
    init(status: String = "succeeded") throws {
        server = try FaultServer(answering: { request in
            let host = request.header("Host") ?? ""
            if request.line.hasPrefix("POST ") { return Self.record(status, host) }
            return request.line.contains(".mp4") || request.line.contains("/content") ? Self.video : Self.record("succeeded", host)
        })
    }

    var url: String { server.url + "/v1" }
    /// How many requests to make a video have come in whole: each is charged.
    var charges: Int { server.log.posts }

    private static func record(_ status: String, _ host: String) -> FaultServer.Fault {
        let video = status == "succeeded" ? ",\"video_url\":\"http://\(host)/film.mp4\"" : ""
        return .answer("200 OK", "{\"id\":\"\(task)\",\"status\":\"\(status)\"\(video)}")
    }

    private static let video = FaultServer.Fault.cut(
        Array("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nETag: \"a\"\r\nContent-Length: \(film.count)\r\n\r\n".utf8) + film
    )

    private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let size = UInt32(content.count + 8)
        return (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } + Array(type.utf8) + content
    }
}
