import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import VideoAPI

/// Speaks to a service over HTTP/1.1.
///
/// No redirect is followed, no proxy used, nothing decompressed, no certificate error forgiven, and nothing is ever sent a second time.
package struct HTTPVideoService: VideoService {
    private let address: ServiceAddress
    private let key: APIKey?
    private let userAgent: String
    private let timeouts: TransportTimeouts
    private let pool: PooledClient

    /// - Parameters:
    ///   - key: goes to `address` and nowhere else; nil for a service that needs none.
    ///   - userAgent: name and version of the program, as one header value.
    ///   - pool: what services share so that one origin gets eight connections and no more, however many values speak to it.
    package init(
        address: ServiceAddress,
        key: APIKey?,
        userAgent: String,
        timeouts: TransportTimeouts = .standard,
        pool: PooledClient? = nil
    ) {
        self.address = address
        self.key = key
        self.userAgent = userAgent
        self.timeouts = timeouts
        self.pool = pool ?? PooledClient(timeouts: timeouts)
    }

    /// Sends the request once over a connection of its own.
    ///
    /// - Throws: a ``ServiceError``; `notSent` only if it is certain that no byte left. Cancelling ends it at once.
    package func submit(_ submission: Submission) async throws(ServiceError) -> TaskSnapshot {
        let body = ByteBuffer(string: submission.body.text)
        var request = request(.POST, address.videos)
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Idempotency-Key", value: submission.idempotencyKey)
        request.body = .bytes(body)
        let gate = DepartureGate()
        let tap = ReplyTap(limit: Answer.jsonLimit)
        let answer: Answer
        do {
            try Task.checkCancellation()
            answer = try await Exchange(timeouts: timeouts).run(request, bodyByteCount: body.readableBytes, gate: gate, tap: tap) {
                response in
                await Answer(response, limit: Answer.jsonLimit, tap: tap)
            }
        } catch {
            throw .transport(TransportFault(error), sending: gate.close() ? .notSent : .unconfirmed)
        }
        do throws(ServiceError) {
            return try outcome(of: answer).masking(key)
        } catch {
            throw error.masking(key)
        }
    }

    /// Asks how a task is, over a connection that may have been used before.
    ///
    /// - Throws: a ``ServiceError``; an odd id is `notFound` without being asked for.
    package func snapshot(of id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        try await ask(.GET, address.video(id), about: id)
    }

    /// Asks to end a task; one that is over already is a refusal.
    ///
    /// - Throws: a ``ServiceError``, as for ``snapshot(of:)``; a 409 is `input`. Sent once, and harmless if it has to be sent again.
    package func cancel(_ id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        try await ask(.POST, address.cancellation(of: id), about: id)
    }
}

extension HTTPVideoService {
    /// One call about a task that costs nothing, over a connection that may have been used before.
    private func ask(_ method: HTTPMethod, _ url: String?, about id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        guard let url else { throw ServiceError(.notFound, sending: .notSent, message: "the id is too long to be asked for") }
        let answer: Answer
        do {
            answer = await Answer(try await pool.http.execute(request(method, url), deadline: .distantFuture), limit: Answer.jsonLimit)
        } catch {
            throw .transport(TransportFault(error), sending: .notSent)
        }
        if let cut = answer.cut { throw .transport(cut, sending: .notSent, answer: answer) }
        return try Reply.snapshot(of: id, status: answer.status, headers: answer.headers, body: answer.body)
            .map { $0.masking(key) }.mapError { $0.masking(key) }.get()
    }

    private func request(_ method: HTTPMethod, _ url: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let key { request.headers.add(name: "Authorization", value: key.authorization) }
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "Accept-Language", value: "en")
        request.headers.add(name: "User-Agent", value: userAgent)
        return request
    }

    /// A whole answer says what it says; of a cut one only a whole id counts, and only where the head promised one.
    private func outcome(of answer: Answer) throws(ServiceError) -> TaskSnapshot {
        guard let cut = answer.cut else {
            return try Reply.submit(status: answer.status, headers: answer.headers, body: answer.body).get()
        }
        if let id = Reply.salvagedID(status: answer.status, body: answer.body) {
            return TaskSnapshot(id: id, status: .pending)
        }
        throw .transport(cut, sending: .unconfirmed, answer: answer)
    }
}

extension ServiceError {
    /// The longest part of an answer that is kept, in bytes: 64 KiB.
    private static let replyLimit = 64 * 1024

    /// The error for an exchange that broke.
    static func transport(_ fault: TransportFault, sending: Sending, answer: Answer? = nil) -> ServiceError {
        let kind: Kind =
            if fault == .cancelled { .cancelled } else if sending == .unconfirmed { .unconfirmed } else { .network }
        var error = ServiceError(kind, sending: sending, message: fault.description, httpStatus: answer?.status)
        if let answer, sending == .unconfirmed { error.reply = String(decoding: answer.body.prefix(replyLimit), as: UTF8.self) }
        error.retryAfter = answer.flatMap { Reply.retryAfter(headers: $0.headers) }
        return error
    }
}
