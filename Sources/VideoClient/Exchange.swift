import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One request over a connection of its own, which nothing else has used or will use.
struct Exchange: Sendable {
    var timeouts: TransportTimeouts
    /// Whether the reply may take as long as it likes while data keeps coming.
    var isDownload = false
    /// Names and the checked addresses to connect to in their stead; `Host` and the certificate stay those of the name.
    var addresses: [String: String] = [:]

    /// Sends the request once and hands over the reply while its connection lives.
    ///
    /// - Parameters:
    ///   - gate: tells afterwards whether a byte left.
    ///   - tap: is handed all that comes of the body, even what a broken connection takes with it.
    /// - Throws: a ``TransportFault``, or what `read` throws.
    func run<Value>(
        _ request: HTTPClientRequest,
        bodyByteCount: Int = 0,
        gate: DepartureGate? = nil,
        tap: (any BodyTap)? = nil,
        read: (HTTPClientResponse) async throws -> Value
    ) async throws -> Value {
        var request = request
        request.headers.replaceOrAdd(name: "Connection", value: "close")
        var configuration = HTTPClient.Configuration.guarded(
            timeouts,
            bodyByteCount: bodyByteCount,
            isDownload: isDownload,
            gate: gate,
            tap: tap
        )
        configuration.dnsOverride = addresses
        // A client is born without connections, so this one can't use a stale one, whatever its pool would like.
        let client = HTTPClient(configuration: configuration)
        defer { client.close() }
        return try await read(try await client.execute(request, deadline: .distantFuture))
    }
}

extension HTTPClient.Configuration {
    /// How this program speaks HTTP: version 1.1, no redirects, no proxy, no decompression, no second try, all certificates checked.
    static func guarded(
        _ timeouts: TransportTimeouts,
        bodyByteCount: Int = 0,
        isDownload: Bool = false,
        gate: DepartureGate? = nil,
        tap: (any BodyTap)? = nil
    ) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(timeouts.connect), read: isDownload ? TimeAmount(timeouts.firstByte) : nil),
            proxy: nil,
            decompression: .disabled
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        let limits = ExchangeGuard.Limits(
            upload: TimeAmount(timeouts.upload(byteCount: bodyByteCount)),
            firstByte: TimeAmount(timeouts.firstByte),
            wholeReply: isDownload ? nil : TimeAmount(timeouts.wholeReply)
        )
        configuration.http1_1ConnectionDebugInitializer = { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                let codec = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
                try pipeline.addHandler(ExchangeGuard(gate: gate, tap: tap, limits: limits), position: .after(codec))
            }
        }
        return configuration
    }
}
