import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// HTTP/1.1 that answers `Expect: 100-continue`, for which the library has no answer: curl waits a second for one before a large body.
struct ExpectingHTTP1Channel: ServerChildChannel {
    let channel: HTTP1Channel
    /// Whoever announces a larger body hears what is wrong with it instead, in bytes.
    let bodyLimit: Int

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        self.channel.setup(channel: channel, logger: logger).flatMapThrowing { [bodyLimit] value in
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(ExpectationHandler(bodyLimit: bodyLimit), position: .after(decoder))
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async { await channel.handle(value: value, logger: logger) }
}

/// Tells a client that waits for that to go on with its body.
private final class ExpectationHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let bodyLimit: Int
    /// Requests that have no whole answer yet.
    private var unanswered = 0

    init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) {
            // Nothing may come into the middle of an answer. Who sends two requests at once has not waited anyway.
            if unanswered == 0, isContinued(head) {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))), promise: nil)
            }
            unanswered += 1
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // What can't be read as a request is answered as well.
        if case .end = unwrapOutboundIn(data) { unanswered = max(0, unanswered - 1) }
        context.write(data, promise: promise)
    }

    private func isContinued(_ head: HTTPRequestHead) -> Bool {
        guard head.version == .http1_1, head.headers.first(name: "Expect")?.lowercased() == "100-continue" else { return false }
        return head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0 <= bodyLimit
    }
}
