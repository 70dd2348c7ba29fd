import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import VideoAPI

/// Saves the video of a finished task: whole and checked under its name, or not at all.
package struct Downloader: Sendable {
    private let userAgent: String
    private let timeouts: TransportTimeouts
    private let byteLimit: Int
    private let boot: String?
    private let gate: FileGate

    /// The largest video that is saved, in bytes: 2 GiB.
    package static let byteLimit = 2 * 1024 * 1024 * 1024
    private static let redirectLimit = 5

    /// - Parameter byteLimit: the largest video that is saved, in bytes.
    package init(userAgent: String, timeouts: TransportTimeouts = .standard, byteLimit: Int = Downloader.byteLimit) {
        self.init(userAgent: userAgent, timeouts: timeouts, byteLimit: byteLimit, boot: SystemRun.id) { _ in }
    }

    init(userAgent: String, timeouts: TransportTimeouts, byteLimit: Int, boot: String?, gate: @escaping FileGate) {
        self.userAgent = userAgent
        self.timeouts = timeouts
        self.byteLimit = byteLimit
        self.boot = boot
        self.gate = gate
    }

    /// Fetches a video into a folder, from where an earlier try for the same task stopped, if the video is still the same.
    ///
    /// - Parameters:
    ///   - address: http or https; relative ones are read against the service's.
    ///   - key: goes to the service's origin alone, scheme, host and port, and along no redirect, not even to there.
    ///   - task: whose video it is; decides what earlier bytes belong to it, whatever the address.
    ///   - folder: has to exist.
    ///   - name: ours; what the server calls the file does not count.
    ///   - progress: is called after each write, on whatever thread.
    /// - Returns: the path of the file, which begins with `folder`.
    /// - Throws: a ``DownloadError``; an interrupted download can be called again, with the same address or a new one.
    package func download(
        from address: String,
        key: APIKey?,
        service: ServiceAddress,
        task: TaskID,
        to folder: String,
        as name: DownloadName,
        progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in }
    ) async throws(DownloadError) -> String {
        guard name.isSound else { throw .badName }
        let start = try DownloadHop(to: address, service: service)
        let place = try await blocking { () throws(DownloadError) in
            try DownloadPlace(path: folder, name: name, task: task, boot: boot, gate: gate)
        }
        if let path = place.finished { return path }
        do {
            let receiver = DownloadReceiver(place: place, byteLimit: byteLimit, progress: progress)
            let length = try await fill(place.resumption) { resumption in
                try await fetch(start, key: key, from: resumption, into: receiver)
            }
            return try await blocking { () throws(DownloadError) in try place.publish(length: length) }
        } catch {
            let error = error as? DownloadError ?? DownloadError(TransportFault(error))
            await blocking { place.leave(keeping: error.leavesGoodBytes) }
            throw error.masking(key)
        }
    }
}

extension Downloader {
    /// Fetches what is missing, or all of it where that can't be had alone.
    ///
    /// - Returns: the length of the video in bytes.
    private func fill(_ resumption: Resumption?, fetch: (Resumption?) async throws -> Int?) async throws -> Int {
        if let resumption {
            if resumption.isWhole { return resumption.offset }
            if let length = try await fetch(resumption) { return length }
        }
        guard let length = try await fetch(nil) else { throw DownloadError.refused(status: 416) }
        return length
    }

    /// Follows redirects by hand to the body at their end.
    ///
    /// - Returns: the length of the whole video; nil when the answer can't be added to what there is.
    private func fetch(
        _ start: DownloadHop,
        key: APIKey?,
        from resumption: Resumption?,
        into receiver: DownloadReceiver
    ) async throws -> Int? {
        var hop = start
        for _ in 0...Self.redirectLimit {
            try Task.checkCancellation()
            let request = request(hop, key: key, resumption)
            let unread = UnreadBody()
            let arrival = try await Exchange(timeouts: timeouts, isDownload: true).run(request, tap: unread) { response in
                try await receiver.receive(response, after: resumption, unread)
            }
            switch arrival {
            case .body(let length): return length
            case .notTheRest: return nil
            case .redirect(let location): hop = try hop.following(location)
            }
        }
        throw DownloadError.tooManyRedirects
    }

    private func request(_ hop: DownloadHop, key: APIKey?, _ resumption: Resumption?) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: hop.address.description)
        if let key, hop.hasKey { request.headers.add(name: "Authorization", value: key.authorization) }
        request.headers.add(name: "Accept", value: "video/mp4, application/octet-stream;q=0.9, */*;q=0.1")
        request.headers.add(name: "User-Agent", value: userAgent)
        if let resumption, let condition = resumption.version.condition {
            request.headers.add(name: "Range", value: "bytes=\(resumption.offset)-")
            request.headers.add(name: "If-Range", value: condition)
        }
        return request
    }
}

extension DownloadError {
    fileprivate init(_ fault: TransportFault) {
        switch fault {
        case .cancelled: self = .cancelled
        case .stalled, .firstByteTimeout: self = .stalled
        case .connectTimeout, .uploadTimeout, .replyTimeout, .unreachable, .closed, .malformed, .headTooLarge, .bodyTooLarge, .other:
            self = .network(fault.description)
        }
    }
}
