/// What a whole HTTP answer means. Pure: a status, headers and bytes go in, a value comes out, and no input traps.
///
/// A token that a server echoes in its message is still in there: whoever knows the key masks it.
package enum Reply {
    /// Reads the answer to `POST /v1/videos`.
    ///
    /// - Returns: a snapshot whenever an id can be seen in a 2xx (or in a 429), however odd the rest is. Otherwise an error: `rejected` for a
    ///   4xx that leaves no doubt; `unconfirmed`, with the answer kept, for all else. A 2xx without an id has the code `html` or `no_id`, a
    ///   3xx `redirect`, a doubtful 4xx `task_named` or `garbled`.
    package static func submit(status: Int, headers: [(String, String)], body: [UInt8]) -> Result<TaskSnapshot, ServiceError> {
        let answer = HTTPAnswer(status: status, headers: headers, body: body)
        switch status {
        case 200..<300:
            return accepted(answer).map(Result.success) ?? .failure(answer.unreadableSubmit())
        case 400..<500:
            if status == 429, let snapshot = acceptedAfterAll(answer) { return .success(snapshot) }
            return .failure(answer.doubt.map(answer.unconfirmedSubmit) ?? answer.error(answer.refusalKind, sending: .rejected))
        case 300..<400:
            return .failure(answer.error(.unconfirmed, sending: .unconfirmed, code: "redirect"))
        default:
            return .failure(answer.error(.upstream, sending: .unconfirmed))
        }
    }

    /// Reads the answer to `GET /v1/videos/{id}`.
    ///
    /// - Returns: a snapshot under the id that was asked for, whatever id the body names; or the error of this one poll, which says nothing
    ///   final of the task. A 404 and a 400 `task_not_exist` are `notFound`; right after the submit that is only a delay.
    package static func snapshot(
        of id: TaskID,
        status: Int,
        headers: [(String, String)],
        body: [UInt8]
    ) -> Result<TaskSnapshot, ServiceError> {
        let answer = HTTPAnswer(status: status, headers: headers, body: body)
        switch status {
        case 200..<300:
            guard let fields = answer.fields else { return .failure(answer.oddPoll(code: answer.isHTML ? "html" : "unreadable")) }
            if let snapshot = fields.polled(id: id, requestID: answer.requestID) { return .success(snapshot) }
            return .failure(answer.oddPoll(code: "no_status"))
        case 300..<400:
            return .failure(answer.error(.upstream, sending: .rejected, code: "redirect"))
        default:
            return .failure(answer.error(answer.pollKind, sending: .rejected))
        }
    }

    /// How long the head of an answer asks to wait, for when the rest of it was lost; at most 30 days, nil for nonsense.
    package static func retryAfter(headers: [(String, String)]) -> Duration? {
        HTTPAnswer(status: 0, headers: headers, body: []).retryAfter
    }

    /// What an answer says in the service's own words, as they came, at most 4096 scalars of them; nil where it says nothing.
    package static func words(status: Int, headers: [(String, String)], body: [UInt8]) -> String? {
        HTTPAnswer(status: status, headers: headers, body: body).words
    }

    private static func accepted(_ answer: HTTPAnswer) -> TaskSnapshot? {
        if let fields = answer.fields, let id = fields.id {
            return fields.snapshot(id: id, otherwise: .pending, requestID: answer.requestID)
        }
        // In a whole document, or in a page, an `id` outside the known places is as likely something else's; a task_id is not.
        let isCutOrBroken = answer.document == nil && !answer.isHTML
        let id = isCutOrBroken ? salvagedID(in: answer.body) : salvagedID(in: answer.body, key: "task_id")
        return id.map { salvaged($0, of: answer) }
    }

    /// The task of a 429, which may well be about one that has begun.
    private static func acceptedAfterAll(_ answer: HTTPAnswer) -> TaskSnapshot? {
        if let fields = answer.fields, let id = fields.certainID {
            return fields.snapshot(id: id, otherwise: .pending, requestID: answer.requestID)
        }
        guard answer.isBrokenJSON else { return nil }
        return salvagedID(in: answer.body, key: "task_id").map { salvaged($0, of: answer) }
    }

    private static func salvaged(_ id: TaskID, of answer: HTTPAnswer) -> TaskSnapshot {
        var snapshot = TaskSnapshot(id: id, status: .pending)
        snapshot.requestID = answer.requestID
        return snapshot
    }
}
