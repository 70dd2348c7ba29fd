import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import VideoAPI

/// Reads answers to a download into its file.
struct DownloadReceiver: Sendable {
    let place: DownloadPlace
    /// The largest video that is saved, in bytes.
    let byteLimit: Int
    /// Is called after each write, on whatever thread.
    let progress: @Sendable (DownloadProgress) -> Void

    /// What an answer was.
    enum Arrival {
        /// The end of the video, which has so many bytes in all.
        case body(Int)
        case redirect(String)
        /// Nothing that could be added to the bytes that are there.
        case notTheRest
    }

    /// How much is written between two looks at the free space.
    private static let spaceInterval = 16 * 1024 * 1024

    /// Reads an answer.
    ///
    /// - Parameters:
    ///   - resumption: from where on the video was asked for.
    ///   - unread: what came of the answer and was not read here.
    /// - Throws: a ``DownloadError`` or a ``TransportFault``.
    func receive(_ response: HTTPClientResponse, after resumption: Resumption?, _ unread: UnreadBody) async throws -> Arrival {
        let status = Int(response.status.code)
        switch status {
        case 200, 206:
            if let type = response.headers.first(name: "Content-Type"), !Self.mayBeVideo(type) { throw DownloadError.notVideo(.type(type)) }
        case 301, 302, 303, 307, 308:
            guard let location = response.headers.first(name: "Location") else { throw DownloadError.badRedirect }
            return .redirect(location)
        case 401: throw DownloadError.unauthorized
        case 403, 410: throw DownloadError.expired(status: status, words: await words(of: response))
        case 416 where resumption != nil: return .notTheRest
        default:
            let wait = Reply.retryAfter(headers: response.headers.map { ($0.name, $0.value) })
            throw DownloadError.refused(status: status, words: await words(of: response), retryAfter: wait)
        }
        if status == 200 {
            let length = response.headers.first(name: "Content-Length").flatMap { Int($0) }
            return .body(try await write(response.body, unread, VideoVersion(response.headers, length: length), at: 0))
        }
        guard let resumption else {
            guard let version = VideoVersion(whole: response.headers) else { throw DownloadError.refused(status: status) }
            return .body(try await write(response.body, unread, version, at: 0))
        }
        guard let version = resumption.version.continued(by: response.headers, at: resumption.offset) else { return .notTheRest }
        return .body(try await write(response.body, unread, version, at: resumption.offset))
    }

    /// What a refusal says, as far as it comes soon; nil where it says nothing.
    private func words(of response: HTTPClientResponse) async -> String? {
        let answer = try? await withDeadline(Self.longestRefusal) { await Answer(response, limit: Self.refusalLimit) }
        return answer.flatMap { Reply.words(status: $0.status, headers: $0.headers, body: $0.body) }
    }

    /// How long a refusal is read, and how much of it.
    private static let longestRefusal = Duration.seconds(10)
    private static let refusalLimit = 64 * 1024

    /// Servers call videos many things; what they call a page of text is none.
    private static func mayBeVideo(_ type: String) -> Bool {
        let type = type.prefix { $0 != ";" }.trimmingPrefix { $0 == " " }.lowercased()
        let others = ["text/", "image/", "audio/", "application/json", "application/problem", "application/xml", "application/xhtml"]
        return !others.contains { type.hasPrefix($0) }
    }

    /// - Returns: the bytes of the file when the body has ended.
    private func write(
        _ body: HTTPClientResponse.Body,
        _ unread: UnreadBody,
        _ version: VideoVersion,
        at start: Int
    ) async throws -> Int {
        let expected = version.length
        guard expected ?? 0 <= byteLimit else { throw DownloadError.tooLarge(limit: byteLimit) }
        try await blocking { () throws(DownloadError) in try place.begin(version, at: start) }
        var received = start
        var spaceIsSureUpTo = start
        func store(_ part: ByteBuffer) async throws {
            let offset = received
            let bytes = Array(part.readableBytesView)
            guard bytes.count <= byteLimit - offset else { throw DownloadError.tooLarge(limit: byteLimit) }
            guard bytes.count <= (expected ?? .max) - offset else { throw DownloadError.notVideo(.cutBoxes) }
            let needed = offset >= spaceIsSureUpTo ? min(Self.spaceInterval, (expected ?? .max) - offset) : 0
            try await blocking { () throws(DownloadError) in
                if needed > 0 { try place.requireSpace(needed) }
                try place.write(bytes, at: offset)
            }
            spaceIsSureUpTo += needed
            received += bytes.count
            progress(DownloadProgress(received: received, expected: expected))
        }
        do {
            for try await part in body {
                unread.read(part.readableBytes)
                try await store(part)
            }
            // A sequence that is cancelled may end as if it were whole.
            try Task.checkCancellation()
        } catch let error as DownloadError {
            throw error
        } catch {
            let fault = TransportFault(error)
            // Whoever has stopped it waits for nothing more; else all that came is kept.
            if fault != .cancelled { for part in unread.rest { try await store(part) } }
            if fault == .closed, let expected { throw DownloadError.truncated(received: received, expected: expected) }
            throw fault
        }
        // A server may send less of a range than there is.
        if let expected, received < expected { throw DownloadError.truncated(received: received, expected: expected) }
        return received
    }
}
