import Foundation

extension HTTPAnswer {
    /// The answer as an error with all that it tells; the reply is kept when nobody knows what became of the request.
    func error(_ kind: ServiceError.Kind, sending: ServiceError.Sending, code: String? = nil, message: String? = nil) -> ServiceError {
        var error = ServiceError(
            kind,
            sending: sending,
            message: message ?? self.message,
            httpStatus: status,
            code: code ?? report?.code ?? (isHTML ? "html" : nil)
        )
        error.param = report?.param
        error.requestID = requestID
        error.retryAfter = retryAfter
        if sending == .unconfirmed { error.reply = keptReply }
        return error
    }

    /// A 2xx to a submit in which no id can be seen.
    func unreadableSubmit() -> ServiceError { unconfirmedSubmit(code: isHTML ? "html" : "no_id") }

    /// An answer to a submit that does not settle what became of it; the code says what is wrong with it.
    func unconfirmedSubmit(code: String) -> ServiceError {
        // The code is the hint here, so the service's own goes before its message.
        let words = report.map { [$0.code, $0.message].compactMap(\.self).joined(separator: ": ") }
        return error(.unconfirmed, sending: .unconfirmed, code: code, message: words)
    }

    /// Why a refusal is not taken at its word, as a code; nil for one that says for certain that there is no task.
    var doubt: String? {
        if !isReadable { return "garbled" }
        let namesTask = document.map(\.namesTask) ?? (Reply.salvagedID(in: body, key: "task_id") != nil)
        // An `id` beside an error may be the error's; alone it is nothing else's.
        let id = report == nil ? fields?.id : fields?.certainID
        return namesTask || id != nil ? "task_named" : nil
    }

    /// Whether what the body says can be known: it is empty, whole JSON, or no JSON and not packed.
    private var isReadable: Bool { document != nil || body.isEmpty || !isBrokenJSON && packing == nil }

    /// A 2xx to a poll that tells no status: the error it reports, or one of the server's.
    func oddPoll(code: String) -> ServiceError {
        error(report.map { pollKind(of: $0) } ?? .upstream, sending: .rejected, code: report?.code ?? code)
    }

    /// The class of a refused request.
    var refusalKind: ServiceError.Kind { ErrorClass.kind(status: status, report: report, text: message) }

    /// The class of a poll that went wrong.
    var pollKind: ServiceError.Kind {
        let kind = refusalKind
        // Only these two say that the task is unknown; `model_not_found` on a poll is a matter of the key.
        guard kind == .notFound, status != 404, report?.isTaskUnknown != true else { return kind }
        return status == 403 ? .notAllowed : .upstream
    }

    private func pollKind(of report: ErrorReport) -> ServiceError.Kind {
        let kind = ErrorClass.kind(status: report.code.flatMap(Int.init), report: report, text: report.message)
        return kind == .notFound && !report.isTaskUnknown ? .upstream : kind
    }

    /// The service's own words, else what little the answer shows.
    private var message: String { words ?? report?.code ?? "HTTP \(status)" }

    /// What the service says in so many words; nil where it says nothing.
    var words: String? {
        if let report, !report.message.isEmpty { return report.message }
        if (300..<400).contains(status), let target = header("location") { return target.clipped(to: ErrorReport.messageLimit) }
        if isHTML { return pageTitle }
        if document == nil {
            if let packing { return "the answer is packed with \(packing), which was not asked for" }
            let text = String(decoding: body.prefix(ErrorReport.messageLimit), as: UTF8.self).trimmed
            if !text.isEmpty, !text.isBinary { return text.unicodeScalars.count > 200 ? text.clipped(to: 200) + "…" : text }
        }
        return nil
    }

    /// What the body is packed with, such as gzip; nothing of it is ever unpacked, since it may be endless then.
    private var packing: String? {
        let word = header("content-encoding")?.trimmed.clipped(to: 40)
        return word?.lowercased() == "identity" ? nil : word
    }

    /// What stands between `<title>` and the next tag.
    private var pageTitle: String? {
        let head = String(decoding: body.prefix(4096), as: UTF8.self)
        guard let tag = head.range(of: "<title>", options: .caseInsensitive) else { return nil }
        let title = head[tag.upperBound...].prefix { $0 != "<" }.trimmed
        return title.isEmpty ? nil : title
    }
}

extension String {
    /// Whether it is full of controls and of bytes that are no UTF-8, as packed or encrypted data is; a sentence may have a few of them.
    fileprivate var isBinary: Bool {
        let odd = unicodeScalars.count {
            ($0.value < 0x20 && $0 != "\t" && $0 != "\n" && $0 != "\r") || $0 == "\u{7F}" || $0 == "\u{FFFD}"
        }
        return odd > max(1, unicodeScalars.count / 8)
    }
}
