import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import VideoAPI

/// Fetches pictures from addresses that strangers name, without letting them reach into this machine's network.
///
/// Each hop's name is resolved once, all its addresses have to be public, and the connection goes to one that was checked, so a name
/// that changes its mind between check and use gains nothing.
package struct PictureFetcher: Sendable {
    typealias Resolver = @Sendable (String) async -> [IPAddress]

    private let userAgent: String
    private let allowLoopback: Bool
    private let timeLimit: Duration
    private let byteLimit: Int
    private let resolve: Resolver

    private static let redirectLimit = 3

    /// - Parameters:
    ///   - allowLoopback: lets this machine be asked, at any port: for tests and demos.
    ///   - timeLimit: for everything together, redirects included.
    package init(userAgent: String, allowLoopback: Bool, timeLimit: Duration = .seconds(20)) {
        self.init(
            userAgent: userAgent,
            allowLoopback: allowLoopback,
            timeLimit: timeLimit,
            byteLimit: PictureFormat.byteLimit,
            resolve: HostLookup.addresses
        )
    }

    init(userAgent: String, allowLoopback: Bool, timeLimit: Duration, byteLimit: Int, resolve: @escaping Resolver) {
        self.userAgent = userAgent
        self.allowLoopback = allowLoopback
        self.timeLimit = timeLimit
        self.byteLimit = byteLimit
        self.resolve = resolve
    }

    /// The bytes behind an address, at most 10 MiB; whether they are a picture is for the caller to see.
    ///
    /// - Throws: a ``PictureFetchError``.
    package func fetch(_ address: String) async throws(PictureFetchError) -> [UInt8] {
        guard let start = try? WebAddress(address) else { throw .badAddress }
        do {
            return try await withDeadline(timeLimit) { try await follow(start) }
        } catch let error as PictureFetchError {
            throw error
        } catch is DeadlineExceeded {
            throw .timeout
        } catch {
            let fault = TransportFault(error)
            switch fault {
            case .cancelled: throw .cancelled
            case .bodyTooLarge(let limit): throw .tooLarge(limit: limit)
            case .connectTimeout, .uploadTimeout, .firstByteTimeout, .replyTimeout, .stalled: throw .timeout
            case .unreachable, .closed, .malformed, .headTooLarge, .other: throw .network(fault.description)
            }
        }
    }
}

extension PictureFetcher {
    private func follow(_ start: WebAddress) async throws -> [UInt8] {
        var address = start
        for _ in 0...Self.redirectLimit {
            let answer = try await ask(address)
            switch answer.status {
            case 200:
                if let cut = answer.cut { throw cut }
                return answer.body
            case 301, 302, 303, 307, 308:
                guard let location = answer.header("Location"), let next = try? address.following(location),
                    address.origin.scheme == .http || next.origin.scheme == .https
                else { throw PictureFetchError.badRedirect }
                address = next
            default: throw PictureFetchError.refused(status: answer.status)
            }
        }
        throw PictureFetchError.badRedirect
    }

    private func ask(_ address: WebAddress) async throws -> Answer {
        let checked = try await checkedAddress(of: address)
        var request = HTTPClientRequest(url: address.description)
        request.headers.add(name: "Accept", value: "image/png, image/jpeg, image/webp, image/bmp")
        request.headers.add(name: "User-Agent", value: userAgent)
        let timeouts = TransportTimeouts(connect: timeLimit, firstByte: timeLimit, wholeReply: timeLimit, slowestUpload: 1024)
        let exchange = Exchange(timeouts: timeouts, addresses: [address.origin.host: checked.description])
        return try await exchange.run(request) { await Answer($0, limit: byteLimit) }
    }

    /// One address of the host, after all of them were found good.
    private func checkedAddress(of address: WebAddress) async throws(PictureFetchError) -> IPAddress {
        let host = address.hostName
        let addresses = if let literal = IPAddress(host) { [literal] } else { await resolve(host) }
        guard let first = addresses.first else { throw .unknownHost(host) }
        let isLocal = allowLoopback && addresses.allSatisfy(\.isLoopback)
        guard isLocal || addresses.allSatisfy(\.isPublic) else { throw .notPublic(host: host) }
        let port = address.origin.port
        guard isLocal || port == 80 || port == 443 else { throw .port(port) }
        return first
    }
}
