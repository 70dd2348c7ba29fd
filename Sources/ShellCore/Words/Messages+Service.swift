import TerminalText
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
        // What is no answer of a service comes from whatever stands at a wrong address.
        let isElsewhere = error.code == "redirect" || error.code == "html" && error.kind == .unconfirmed
        let wait = error.retryAfter.map { "; \(asking($0))" } ?? ""
        let doubt =
            isRefusal(error)
            ? "the first time it may have been accepted and charged" : "it may have been accepted and charged. Not sent again"
        return Message(
            .unconfirmed,
            "\(name) unconfirmed: \(loss(error)); \(doubt)\(wait)",
            hints: (isElsewhere ? [addressQuestion] : []) + waysToResolve(number)
        )
    }

    /// Whether this says for certain that nothing was charged: of an unconfirmed task it is the end of a second sending.
    private static func isRefusal(_ error: ServiceError) -> Bool {
        switch error.kind {
        case .cancelled: error.code == "stopped"
        case .unconfirmed, .upstream: false
        case .auth, .quota, .notAllowed, .rateLimit, .input, .imageUnreachable, .moderation, .notFound, .expired, .network, .localDisk: true
        }
    }

    /// What came in place of a task.
    private static func loss(_ error: ServiceError) -> String {
        let status = error.httpStatus.map(String.init) ?? "something"
        let words = words(error).map { " (\($0))" } ?? ""
        if isRefusal(error) { return error.httpStatus == nil ? "not sent again\(words)" : said(error) }
        switch (error.kind, error.code) {
        case (.cancelled, _): return "stopped when it had gone out"
        case (.upstream, _): return said(error)
        case (_, "redirect") where words.isEmpty: return "the server answered \(status) without a task id"
        case (_, "redirect"): return "the server answered \(status) and points elsewhere\(words), where nothing is sent"
        case (_, "html"): return "the server answered \(status) with a page\(words)"
        case (_, "no_id"): return "the server answered \(status) without a task id\(words)"
        case (_, "task_named"): return "the server answered \(status) and names a task\(words)"
        case (_, "garbled"): return "the server answered \(status), and not all of that can be read\(words)"
        default: return "the answer was lost\(words)"
        }
    }

    private static let addressQuestion = "profile      does its URL end in /v1?"

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
        let said = said(error)
        let again = number.map { "retry \($0.rawValue)" } ?? "submit"
        switch error.kind {
        case .auth, .notAllowed:
            return Message(.auth, said + " (\(key(keySource))profile \(profile))", hints: [login(keySource)])
        case .quota:
            return Message(.quota, said + "; not enough credit, nothing was charged", hints: ["submit, when there is credit again"])
        case .rateLimit:
            let wait = error.retryAfter.flatMap { $0 > .zero ? "; \(asking($0))" : nil } ?? ""
            return Message(.rateLimit, said + "\(wait); nothing was charged", hints: [again])
        case .input:
            return blaming(error, .input, said)
        case .imageUnreachable:
            return blaming(error, .imageUnreachable, said)
        case .moderation:
            return blaming(error, .moderation, said)
        case .cancelled:
            return Message(.interrupted, "stopped: \(said); nothing was charged", hints: [again])
        case .notFound:
            let isModel = error.code?.lowercased().contains("model") == true
            return Message(.service, said + "; nothing was charged", hints: [isModel ? "set model" : addressQuestion])
        case .expired, .upstream, .network, .unconfirmed, .localDisk:
            return Message(.service, said + "; nothing was charged", hints: ["submit"])
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

    /// A value that was refused; which one, the service says by its name or in its words.
    private static func blaming(_ error: ServiceError, _ code: ErrorCode, _ said: String) -> Message {
        let field = FieldBlame.field(param: error.param, message: error.message)
        var message = Message(code, said + "; nothing was charged", hints: (field.map { ["set \($0.rawValue)"] } ?? []) + ["show"])
        message.field = field
        return message
    }

    /// `400 from the server: …`.
    private static func said(_ error: ServiceError) -> String {
        let status = error.httpStatus.map(String.init) ?? "no"
        return words(error).map { "\(status) from the server: \($0)" } ?? "\(status) from the server, without a reason"
    }

    /// What the service said, with its code and its name for the answer where it gave them; nil when it gave nothing.
    private static func words(_ error: ServiceError) -> String? {
        var parts: [String] = []
        let isBare = error.message.isEmpty || error.message == error.httpStatus.map { "HTTP \($0)" }
        if !isBare { parts.append(error.message) }
        if let code = error.code, !code.isEmpty, !ownCodes.contains(code), !error.message.contains(code) { parts.append("[\(code)]") }
        if let id = error.requestID, !error.message.contains(id) { parts.append("(request id: \(id))") }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// Codes that are none of the service's; they choose the words.
    private static let ownCodes: Set = ["html", "no_id", "redirect", "stopped", "task_named", "garbled"]

    private static func asking(_ wait: Duration) -> String {
        "it asks to wait " + (wait < .seconds(86_400) ? wait.clock : "more than a day")
    }
}
