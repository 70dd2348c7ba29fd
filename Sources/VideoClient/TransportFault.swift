import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// What can go wrong between the two ends of an exchange.
enum TransportFault: Error, Sendable, Hashable {
    case cancelled
    case connectTimeout, uploadTimeout, firstByteTimeout, replyTimeout, stalled
    case unreachable(String)
    case closed
    case malformed(String)
    case headTooLarge
    case bodyTooLarge(limit: Int)
    case other(String)

    /// Reads the errors of the libraries underneath.
    init(_ error: any Error) {
        switch error {
        case let fault as TransportFault: self = fault
        case is CancellationError: self = .cancelled
        case let error as HTTPClientError: self = Self.read(error)
        case let error as NIOConnectionError: self = .unreachable(Self.words(error))
        case let error as IOError: self = .unreachable(Self.words(errno: error.errnoCode))
        case HTTPParserError.invalidEOFState, ChannelError.inputClosed, ChannelError.eof, ChannelError.ioOnClosedChannel: self = .closed
        case HTTPParserError.headerOverflow: self = .headTooLarge
        case let error as HTTPParserError: self = .malformed(String(describing: error))
        default: self = .other(Self.words(error))
        }
    }

    private static func read(_ error: HTTPClientError) -> TransportFault {
        switch error {
        case .cancelled: .cancelled
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout: .connectTimeout
        case .readTimeout: .stalled
        case .remoteConnectionClosed: .closed
        default: .other(error.shortDescription)
        }
    }

    private static func words(_ error: NIOConnectionError) -> String {
        if error.dnsAError != nil || error.dnsAAAAError != nil, error.connectionErrors.isEmpty {
            return "\(error.host): no such host, or no answer from the name server"
        }
        let reasons = error.connectionErrors.map { failure in
            (failure.error as? IOError).map { words(errno: $0.errnoCode) } ?? words(failure.error)
        }
        return Set(reasons).sorted().joined(separator: ", ")
    }

    /// What the TLS library says ends with the place in its source, on the machine that this was built on.
    private static func words(_ error: any Error) -> String {
        let text = String(describing: error)
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return "its certificate is none that this machine trusts" }
        guard let reason = text.split(separator: "OPENSSL_internal:").dropFirst().first else { return text }
        return "no TLS: " + reason.prefix { !$0.isWhitespace && $0 != "]" }.lowercased().replacingOccurrences(of: "_", with: " ")
    }

    private static func words(errno code: CInt) -> String { String(cString: strerror(code)).lowercased() }
}

extension TransportFault: CustomStringConvertible {
    /// Words for a person; part of them may come from outside and is not yet fit for a terminal.
    var description: String {
        switch self {
        case .cancelled: "stopped"
        case .connectTimeout: "no connection in time"
        case .uploadTimeout: "the request could not be sent in time"
        case .firstByteTimeout: "no answer in time"
        case .replyTimeout: "the answer did not end in time"
        case .stalled: "no more data came"
        case .unreachable(let reason): reason
        case .closed: "the connection was closed before the answer was whole"
        case .malformed(let reason): "the answer is not HTTP: \(reason)"
        case .headTooLarge: "the head of the answer is too large"
        case .bodyTooLarge(let limit): "the answer is larger than \(limit / 1024) KiB"
        case .other(let reason): reason
        }
    }
}
