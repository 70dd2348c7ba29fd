import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import VideoAPI

/// Saves the video of a finished task: whole and checked under its name, or not at all.
package struct Downloader: Sendable {
    private let userAgent: String
    private let timeouts: TransportTimeouts
    private let byteLimit: Int

    /// The largest video that is saved, in bytes: 2 GiB.
    package static let byteLimit = 2 * 1024 * 1024 * 1024
    private static let redirectLimit = 5
    /// How much is written between two looks at the free space.
    private static let spaceInterval = 16 * 1024 * 1024

    /// - Parameter byteLimit: the largest video that is saved, in bytes.
    package init(userAgent: String, timeouts: TransportTimeouts = .standard, byteLimit: Int = Downloader.byteLimit) {
        self.userAgent = userAgent
        self.timeouts = timeouts
        self.byteLimit = byteLimit
    }

    /// Fetches a video into a folder.
    ///
    /// - Parameters:
    ///   - address: http or https; relative ones are read against the service's.
    ///   - key: goes to the service's origin alone, scheme, host and port; once a redirect has led elsewhere it goes nowhere.
    ///   - folder: has to exist.
    ///   - name: ours; what the server calls the file does not count.
    ///   - progress: is called after each write, on whatever thread.
    /// - Returns: the path of the file, which begins with `folder`.
    /// - Throws: a ``DownloadError``; then the folder is as it was.
    package func download(
        from address: String,
        key: APIKey?,
        service: ServiceAddress,
        to folder: String,
        as name: DownloadName,
        progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in }
    ) async throws(DownloadError) -> String {
        guard name.isSound else { throw .badName }
        let start = try Self.start(address, service)
        let place = try await blocking { () throws(DownloadError) in try DownloadPlace(path: folder, name: name) }
        do {
            let length = try await fetch(start, key: key, service: service.origin, into: place, progress: progress)
            return try await blocking { () throws(DownloadError) in try place.publish(length: length) }
        } catch {
            await blocking { place.discard() }
            throw error as? DownloadError ?? DownloadError(TransportFault(error))
        }
    }
}

extension Downloader {
    /// An address on the way to the video, and whether the key may go there.
    private struct Hop {
        let address: WebAddress
        let hasKey: Bool
    }

    /// What an answer was.
    private enum Arrival {
        /// All of a body, with its length in bytes.
        case body(Int)
        case redirect(String)
    }

    private static func start(_ address: String, _ service: ServiceAddress) throws(DownloadError) -> Hop {
        do {
            let address = try WebAddress(service.description + "/").following(address)
            return Hop(address: address, hasKey: address.origin == service.origin)
        } catch {
            throw .badAddress
        }
    }

    /// Follows redirects by hand and writes the body at their end.
    ///
    /// - Returns: the length of the body in bytes.
    private func fetch(
        _ start: Hop,
        key: APIKey?,
        service: Origin,
        into place: DownloadPlace,
        progress: @escaping @Sendable (DownloadProgress) -> Void
    ) async throws -> Int {
        var hop = start
        for _ in 0...Self.redirectLimit {
            try Task.checkCancellation()
            let request = request(hop, key: key)
            let arrival = try await Exchange(timeouts: timeouts, isDownload: true).run(request) { response in
                try await receive(response, into: place, progress: progress)
            }
            switch arrival {
            case .body(let length): return length
            case .redirect(let location): hop = try Self.next(after: hop, location: location, service: service)
            }
        }
        throw DownloadError.badRedirect
    }

    private static func next(after hop: Hop, location: String, service: Origin) throws(DownloadError) -> Hop {
        guard let address = try? hop.address.following(location) else { throw .badRedirect }
        guard hop.address.origin.scheme == .http || address.origin.scheme == .https else { throw .badRedirect }
        return Hop(address: address, hasKey: hop.hasKey && address.origin == service)
    }

    private func request(_ hop: Hop, key: APIKey?) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: hop.address.description)
        if let key, hop.hasKey { request.headers.add(name: "Authorization", value: key.authorization) }
        request.headers.add(name: "Accept", value: "video/mp4, application/octet-stream;q=0.9, */*;q=0.1")
        request.headers.add(name: "User-Agent", value: userAgent)
        return request
    }
}

extension Downloader {
    private func receive(
        _ response: HTTPClientResponse,
        into place: DownloadPlace,
        progress: @Sendable (DownloadProgress) -> Void
    ) async throws -> Arrival {
        switch response.status.code {
        case 200: break
        case 301, 302, 303, 307, 308:
            guard let location = response.headers.first(name: "Location") else { throw DownloadError.badRedirect }
            return .redirect(location)
        case 401: throw DownloadError.unauthorized
        case 403, 410: throw DownloadError.expired(status: Int(response.status.code))
        default: throw DownloadError.refused(status: Int(response.status.code))
        }
        if let type = response.headers.first(name: "Content-Type"), !Self.mayBeVideo(type) { throw DownloadError.notVideo(.type(type)) }
        let expected = response.headers.first(name: "Content-Length").flatMap { Int($0) }
        guard expected ?? 0 <= byteLimit else { throw DownloadError.tooLarge(limit: byteLimit) }
        return .body(try await write(response.body, expected: expected, into: place, progress: progress))
    }

    /// Servers call videos many things; what they call a page of text is none.
    private static func mayBeVideo(_ type: String) -> Bool {
        let type = type.prefix { $0 != ";" }.trimmingPrefix { $0 == " " }.lowercased()
        let others = ["text/", "image/", "audio/", "application/json", "application/problem", "application/xml", "application/xhtml"]
        return !others.contains { type.hasPrefix($0) }
    }

    private func write(
        _ body: HTTPClientResponse.Body,
        expected: Int?,
        into place: DownloadPlace,
        progress: @Sendable (DownloadProgress) -> Void
    ) async throws -> Int {
        var received = 0
        var spaceIsSureUpTo = 0
        do {
            for try await part in body {
                let offset = received
                let bytes = Array(part.readableBytesView)
                guard bytes.count <= byteLimit - offset else { throw DownloadError.tooLarge(limit: byteLimit) }
                let needed = offset >= spaceIsSureUpTo ? min(Self.spaceInterval, (expected ?? .max) - offset) : 0
                try await blocking { () throws(DownloadError) in
                    if needed > 0 { try place.requireSpace(needed) }
                    try place.write(bytes, at: offset)
                }
                spaceIsSureUpTo += needed
                received += bytes.count
                progress(DownloadProgress(received: received, expected: expected))
            }
            // A sequence that is cancelled may end as if it were whole.
            try Task.checkCancellation()
        } catch let error as DownloadError {
            throw error
        } catch {
            let fault = TransportFault(error)
            if fault == .closed, let expected { throw DownloadError.truncated(received: received, expected: expected) }
            throw fault
        }
        return received
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
