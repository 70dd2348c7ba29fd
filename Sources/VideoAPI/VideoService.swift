/// A service that makes videos: the real client is one, tests script another.
package protocol VideoService: Sendable {
    /// Sends one request, once, over a fresh connection.
    ///
    /// - Throws: a ``ServiceError`` whose `sending` says whether anything may have been charged.
    func submit(_ submission: Submission) async throws(ServiceError) -> TaskSnapshot

    /// Asks how a task is.
    func snapshot(of id: TaskID) async throws(ServiceError) -> TaskSnapshot

    /// Asks to end a task that is not over: `POST …/videos/{id}/cancel`, which the embedded server documents and the API page does not.
    ///
    /// - Throws: a ``ServiceError``; of the kind `input` when the task is over already.
    func cancel(_ id: TaskID) async throws(ServiceError) -> TaskSnapshot
}

extension VideoService {
    /// What a service does that documents no such call.
    package func cancel(_ id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        throw ServiceError(.notAllowed, sending: .notSent, message: "this API documents no cancel call")
    }
}

/// A request on its way out.
package struct Submission: Sendable, Hashable {
    /// What is asked for.
    package let request: VideoRequest
    /// The two frames as they go out, in order.
    package let firstImage: String
    package let lastImage: String
    /// The value of the `Idempotency-Key` header: the same one however often the user has it sent.
    package let idempotencyKey: String

    /// Joins a request with the frames as they go out.
    package init(request: VideoRequest, firstImage: String, lastImage: String, idempotencyKey: String) {
        self.request = request
        self.firstImage = firstImage
        self.lastImage = lastImage
        self.idempotencyKey = idempotencyKey
    }

    /// The body of the POST.
    package var body: JSONValue { request.body(images: (firstImage, lastImage)) }
}
