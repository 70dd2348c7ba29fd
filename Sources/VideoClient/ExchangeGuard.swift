import NIOCore
import NIOHTTP1

/// Stands on a connection between the HTTP codec and the client, where every request and reply passes.
///
/// It asks the gate before the first byte, measures the times from the moment the request has really been sent, which the client's own
/// timers do not, and bounds the head of the reply, of which the codec alone would take 2 MiB.
final class ExchangeGuard: ChannelDuplexHandler {
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    static let headLimit = 64 * 1024

    private let gate: DepartureGate?
    private let tap: (any BodyTap)?
    private let limits: Limits
    private var isRefused = false
    private var isOver = false
    private var isAnswered = false
    private var fault: TransportFault?
    private var headBytes = 0
    private var shortTimer: Scheduled<Void>?
    private var longTimer: Scheduled<Void>?

    /// The times of one exchange, as far as this handler measures them.
    struct Limits: Sendable {
        var upload: TimeAmount
        var firstByte: TimeAmount
        /// Nil for a download.
        var wholeReply: TimeAmount?
    }

    init(gate: DepartureGate?, tap: (any BodyTap)?, limits: Limits) {
        self.gate = gate
        self.tap = tap
        self.limits = limits
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        if case .head = part { begin(context) }
        guard !isRefused else {
            promise?.fail(TransportFault.cancelled)
            return context.close(promise: nil)
        }
        guard case .end = part else { return context.write(data, promise: promise) }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { result in
            self.requestEnded(result, promise, context)
        }
        context.write(data, promise: written)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            shortTimer?.cancel()
            headBytes += head.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
            guard headBytes <= Self.headLimit else { return fail(.headTooLarge, context) }
        case .body(let part): tap?.add(part)
        case .end:
            isAnswered = true
            end()
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }
}

extension ExchangeGuard {
    private func begin(_ context: ChannelHandlerContext) {
        isOver = false
        isAnswered = false
        headBytes = 0
        isRefused = gate?.depart() == false
        if !isRefused { shortTimer = schedule(.uploadTimeout, in: limits.upload, context) }
    }

    /// Closing fails the write first, and the client takes that for the outcome: it is told the cause instead, and nothing when the
    /// whole answer came before the request had gone out.
    private func requestEnded(_ result: Result<Void, any Error>, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        switch result {
        case .success:
            requestSent(context)
            promise?.succeed()
        case .failure where isAnswered: promise?.succeed()
        case .failure(let error): promise?.fail(fault ?? error)
        }
    }

    private func requestSent(_ context: ChannelHandlerContext) {
        guard !isOver else { return }
        shortTimer?.cancel()
        shortTimer = headBytes == 0 ? schedule(.firstByteTimeout, in: limits.firstByte, context) : nil
        longTimer = limits.wholeReply.map { schedule(.replyTimeout, in: $0, context) }
    }

    private func end() {
        isOver = true
        shortTimer?.cancel()
        longTimer?.cancel()
    }

    private func schedule(_ fault: TransportFault, in delay: TimeAmount, _ context: ChannelHandlerContext) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) { self.fail(fault, context) }
    }

    private func fail(_ fault: TransportFault, _ context: ChannelHandlerContext) {
        guard !isOver else { return }
        end()
        self.fault = fault
        context.fireErrorCaught(fault)
        context.close(promise: nil)
    }
}

extension TimeAmount {
    /// The same time, at most thirty years of it.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(min(seconds, 1_000_000_000) * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
