import VideoAPI

/// The wording of what a service, or the way to it, answers.
extension Message {
    /// - Parameters:
    ///   - error: what came back.
    ///   - number: the task that it is about.
    ///   - profile: the profile that was asked.
    ///   - keySource: where its key comes from.
    init(_ error: ServiceError, of number: TaskNumber?, profile: String, keySource: KeySource?) {
        switch error.sending {
        case .unconfirmed: self = Self.unconfirmed(error, of: number)
        case .notSent: self = Self.notSent(error)
        case .rejected: self = Self.rejected(error, of: number, profile: profile, keySource: keySource)
        }
    }

    private static func unconfirmed(_ error: ServiceError, of number: TaskNumber?) -> Message {
        let name = number?.description ?? "the task"
        // A page in place of JSON comes from whatever stands at a wrong address.
        let address = error.code == "html" ? ["does the base URL of the profile end in /v1?"] : []
        return Message(
            .unconfirmed,
            "\(name) unconfirmed: the answer was lost (\(reason(error))); it may have been accepted and charged. Not sent again",
            hints: address + waysToResolve(number)
        )
    }

    private static func notSent(_ error: ServiceError) -> Message {
        switch error.kind {
        case .localDisk:
            Message(.file, error.message)
        case .cancelled:
            Message(.interrupted, "not sent, nothing charged: \(error.message)", hints: ["submit"])
        case .auth, .quota, .notAllowed:
            Message(.auth, "not sent, nothing charged: \(error.message)", hints: ["login"])
        case .rateLimit, .input, .imageUnreachable, .moderation, .notFound, .expired, .upstream, .network, .unconfirmed:
            Message(.network, "not sent, nothing charged: \(error.message)", hints: ["submit", "profile"])
        }
    }

    private static func rejected(_ error: ServiceError, of number: TaskNumber?, profile: String, keySource: KeySource?) -> Message {
        let said = "\(error.httpStatus.map(String.init) ?? "no") from the server: \(reason(error))"
        switch error.kind {
        case .auth, .notAllowed:
            return Message(.auth, said + " (\(key(keySource))profile \(profile))", hints: [login(keySource)])
        case .quota:
            return Message(.quota, said + "; no credit is left, nothing was charged", hints: ["submit, when there is credit again"])
        case .rateLimit:
            return Message(.rateLimit, said + "; nothing was charged", hints: [number.map { "retry \($0.rawValue)" } ?? "submit"])
        case .input:
            return Message(.input, said, hints: fieldHints(error))
        case .imageUnreachable:
            return Message(.imageUnreachable, said, hints: fieldHints(error))
        case .moderation:
            return Message(.moderation, said, hints: fieldHints(error))
        case .notFound, .expired, .upstream, .network, .unconfirmed, .cancelled, .localDisk:
            return Message(.service, said, hints: ["submit"])
        }
    }

    private static func key(_ source: KeySource?) -> String {
        switch source {
        case .environment: "key from $TWEEN_API_KEY, "
        case .login: "key from login, "
        case .some(.none), nil: ""
        }
    }

    /// The variable wins over what `login` stores, so it has to go first.
    private static func login(_ source: KeySource?) -> String {
        source == .environment ? "start tween with another TWEEN_API_KEY, or without it and then: login" : "login"
    }

    private static func fieldHints(_ error: ServiceError) -> [String] {
        guard let field = error.param.flatMap({ Field.typed($0) }) else { return ["show"] }
        return ["set \(field.name.rawValue)", "show"]
    }

    /// What the service said, with its code and its name for the answer where it gave them.
    private static func reason(_ error: ServiceError) -> String {
        var words = error.message.isEmpty ? "no message" : error.message
        if let code = error.code, !code.isEmpty, !words.contains(code) { words += " [\(code)]" }
        if let id = error.requestID, !words.contains(id) { words += " (request id: \(id))" }
        return words
    }
}
