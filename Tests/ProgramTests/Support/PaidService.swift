import FaultServer
import Foundation
import Synchronization

/// A service that costs money, and counts.
struct PaidService {
    static let task = "paid-task-1"
    static let film = box("ftyp", Array("isom\0\0\0\0".utf8)) + box("moov", [1, 2, 3]) + box("mdat", [UInt8](repeating: 7, count: 30_000))
    static let key = ["TWEEN_API_KEY": "sk-test-0123456789"]

    let server: FaultServer

    /// - Parameter statuses: what a submit, and whoever asks after it, is answered with in turn; from the last one on it is the last.
    init(statuses: [String] = ["succeeded"]) throws {
        let answers = Answers(statuses)
        server = try FaultServer(answering: { request in
            if request.line.contains(".mp4") || request.line.contains("/content") { return Self.video }
            return Self.record(answers.next(), request.header("Host") ?? "")
        })
    }

    private final class Answers: Sendable {
        private let rest: Mutex<[String]>
        init(_ statuses: [String]) { rest = Mutex(statuses) }
        func next() -> String { rest.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } }
    }

    var url: String { server.url + "/v1" }
    /// How many requests to make a video have come in whole: each is charged.
    var charges: Int { server.log.posts }

    private static func record(_ status: String, _ host: String) -> FaultServer.Fault {
        let video = status == "succeeded" ? ",\"video_url\":\"http://\(host)/film.mp4\"" : ""
        let progress = status == "in_progress" ? ",\"progress\":40" : ""
        return .answer("200 OK", "{\"id\":\"\(task)\",\"status\":\"\(status)\"\(progress)\(video)}")
    }

    private static let video = FaultServer.Fault.cut(
        Array("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nETag: \"a\"\r\nContent-Length: \(film.count)\r\n\r\n".utf8) + film
    )

    private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let size = UInt32(content.count + 8)
        return (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } + Array(type.utf8) + content
    }
}
