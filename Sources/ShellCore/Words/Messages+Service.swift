import VideoAPI

/// The wording of what a service, or the way to it, answers.
extension Message {
    /// - Parameters:
    ///   - error: what came back.
    ///   - number: the task that it is about.
    ///   - profile: the profile that was asked, and where its key comes from.
    init(_ error: ServiceError, of number: TaskNumber?, profile: String) {
        switch error.sending {
        case .unconfirmed: self = Self.unconfirmed(error, of: number)
        case .notSent where error.kind == .localDisk: self.init("disk", .disk, error.message)
        case .notSent: self = Self.notSent(error, profile: profile)
        case .rejected: self = Self.rejected(error, of: number, profile: profile)
        }
    }

    private static func unconfirmed(_ error: ServiceError, of number: TaskNumber?) -> Message {
        let name = number?.description ?? "the task"
        let word = number.map { "resolve \($0.rawValue) " } ?? "resolve N "
        var hints = [
            word + "ID           if the service shows it",
            word + "not-charged  if it does not",
            word + "resend       to send it again with the same Idempotency-Key",
        ]
        if error.code == "html" { hints.insert("does the base URL of the profile end in /v1?", at: 0) }
        return Message(
            "unconfirmed",
            .unconfirmed,
            "\(name) unconfirmed: the answer was lost (\(reason(error))); it may have been accepted and charged. Not sent again",
            hints: hints
        )
    }

    private static func notSent(_ error: ServiceError, profile: String) -> Message {
        Message(
            error.kind == .cancelled ? "interrupted" : "network",
            error.kind == .cancelled ? .interrupted : .service,
            "not sent, nothing charged: \(error.message)",
            hints: error.kind == .cancelled ? ["submit"] : ["submit", "profile"]
        )
    }

    private static func rejected(_ error: ServiceError, of number: TaskNumber?, profile: String) -> Message {
        let said = "\(error.httpStatus.map(String.init) ?? "no") from the server: \(reason(error))"
        switch error.kind {
        case .auth:
            return Message("auth", .key, said + " (profile \(profile))", hints: ["login"])
        case .notAllowed:
            return Message("auth", .key, said, hints: ["login"])
        case .quota:
            return Message("quota", .key, said + "; no credit is left, nothing was charged", hints: ["submit, when there is credit again"])
        case .rateLimit:
            return Message(
                "rate_limit",
                .service,
                said + "; nothing was charged",
                hints: number.map { ["retry \($0.rawValue)"] } ?? ["submit"]
            )
        case .input, .imageUnreachable, .moderation:
            let field = error.param.flatMap { Field.typed($0) }?.name.rawValue
            return Message(error.kind.rawValue, .service, said, hints: field.map { ["set \($0)", "show"] } ?? ["show"])
        case .notFound, .expired, .upstream, .network, .unconfirmed, .cancelled, .localDisk:
            return Message("service", .service, said, hints: ["submit"])
        }
    }

    /// What the service said, with its code and its name for the answer where it gave them.
    private static func reason(_ error: ServiceError) -> String {
        var words = error.message.isEmpty ? "no message" : error.message
        if let code = error.code, !code.isEmpty, !words.contains(code) { words += " [\(code)]" }
        if let id = error.requestID, !words.contains(id) { words += " (request id: \(id))" }
        return words
    }
}
