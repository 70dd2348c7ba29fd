import Foundation
import HTTPTypes
import Hummingbird
import VideoAPI

extension VideoResponder {
    /// The video's bytes, or the part of them that was asked for, straight from the disk.
    func content(of id: TaskID, for request: Request, _ context: BasicRequestContext) async throws -> Response {
        let second = seams.now().second
        guard let job = store.job(id, second: second) else { throw Refusal.taskNotExist(id) }
        guard let video = job.end?.video, let end = job.end else {
            let message = "Task is not completed yet, current status: \(job.status.rawValue)"
            throw Refusal(.badRequest, "task_not_completed", message).aboutStoredJob
        }
        guard second < job.record.expirySecond else {
            throw Refusal(.gone, "expired", "the video was kept for 24 hours; submit it again with the same seed").aboutStoredJob
        }
        let file = store.videoPath(id)
        guard Self.byteCount(of: file) == video.byteCount else {
            throw Refusal(.gone, "video_gone", "the video's file is gone or was changed; submit it again with the same seed").aboutStoredJob
        }
        let headers = Self.headers(of: video, id: id, second: end.second)
        let range = RangeAnswer(header: Self.rangeHeader(of: request, headers), length: video.byteCount)
        return try await answer(range, of: file, video, headers, context)
    }

    private func answer(
        _ range: RangeAnswer,
        of file: String,
        _ video: StoredVideo,
        _ headers: HTTPFields,
        _ context: BasicRequestContext
    ) async throws -> Response {
        var headers = headers
        switch range {
        case .whole:
            return Response(status: .ok, headers: headers, body: try await FileIO().loadFile(path: file, context: context))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound)/\(video.byteCount)"
            let body = try await FileIO().loadFile(path: file, range: range, context: context)
            return Response(status: .partialContent, headers: headers, body: body)
        case .unsatisfiable:
            throw Refusal(.rangeNotSatisfiable, "invalid_range", "the video has \(video.byteCount) bytes; ask for some of them")
                .with("Content-Range", "bytes */\(video.byteCount)").aboutStoredJob
        }
    }

    private static func headers(of video: StoredVideo, id: TaskID, second: Int) -> HTTPFields {
        [
            .contentType: "video/mp4", .acceptRanges: "bytes", .eTag: "\"\(video.sha256)\"",
            .lastModified: httpDate(second), .cacheControl: "private",
            .contentDisposition: "attachment; filename=\"\(id.rawValue).mp4\"",
        ]
    }

    /// The range that counts: only a GET has one, and only while the file is the one that the client has a part of.
    private static func rangeHeader(of request: Request, _ headers: HTTPFields) -> String? {
        guard request.method == .get else { return nil }
        if let condition = request.headers[.ifRange], condition != headers[.eTag], condition != headers[.lastModified] { return nil }
        return request.headers[.range]
    }

    private static func byteCount(of path: String) -> Int? {
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        guard facts?[.type] as? FileAttributeType == .typeRegular else { return nil }
        return (facts?[.size] as? NSNumber)?.intValue
    }

    /// A second since 1970 as headers carry it: `Sun, 06 Nov 1994 08:49:37 GMT`, in English wherever this runs.
    private static func httpDate(_ second: Int) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return formatter.string(from: Date(timeIntervalSince1970: TimeInterval(second)))
    }
}
