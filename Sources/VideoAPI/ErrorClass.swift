/// Tells the class of an error from its code, else from its HTTP status and words.
enum ErrorClass {
    /// Classifies a refusal.
    ///
    /// A known code goes before the status, since some say "no credit" with a 429; an unknown one is judged by status and words.
    ///
    /// - Parameters:
    ///   - status: the HTTP status; nil for what a task failed of.
    ///   - text: the message, in any language.
    static func kind(status: Int?, report: ErrorReport?, text: String) -> ServiceError.Kind {
        if let status, status >= 500 { return .upstream }
        if report?.isTaskUnknown == true { return .notFound }
        let codes = [report?.code, codePrefix(of: text), report?.type].compactMap(\.self).map(folded)
        if let kind = codes.lazy.compactMap({ kind(ofCode: $0) }).first { return kind }
        guard let status else { return kind(ofFailure: text) }
        return kind(ofStatus: status, text: text.lowercased())
    }

    /// A code without what spellings differ in: `InvalidApiKey`, `invalid_api_key` and `INVALID API KEY` are one.
    static func folded(_ code: String) -> String {
        String(code.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " })
    }

    /// The code in a message of the form `Code: text`, in which new-api hands on DashScope's.
    private static func codePrefix(of text: String) -> String? {
        guard let colon = text.prefix(64).firstIndex(of: ":") else { return nil }
        let word = text[..<colon]
        return word.contains(" ") ? nil : String(word)
    }

    private static func kind(ofStatus status: Int, text: String) -> ServiceError.Kind {
        let has = { (words: [String]) in words.contains { text.contains($0) } }
        // "Insufficient permissions" is no lack of money.
        let mayBeQuota = [401, 403, 429].contains(status) && !has(rightsWords)
        if status == 402 || (mayBeQuota && has(quotaWords)) || has(["余额不足"]) { return .quota }
        switch status {
        case 401: return .auth
        case 403:
            if has(rateWords) { return .rateLimit }
            return has(["expired", "已过期"]) && !has(rightsWords) ? .auth : .notAllowed
        case 404: return .notFound
        case 408: return .upstream
        case 410: return .expired
        case 429: return .rateLimit
        default: return has(rateWords) ? .rateLimit : kind(ofBadRequest: text)
        }
    }

    private static func kind(ofBadRequest text: String) -> ServiceError.Kind {
        moderationWords.contains { text.contains($0) } ? .moderation : .input
    }

    private static func kind(ofFailure text: String) -> ServiceError.Kind {
        let text = text.lowercased()
        return moderationWords.contains { text.contains($0) } ? .moderation : .upstream
    }

    private static let quotaWords = ["quota", "insufficient", "余额不足", "额度", "credit", "usage limit"]
    private static let rightsWords = ["permission", "no access", "无权", "无模型权限"]
    private static let rateWords = ["rate limit", "too many requests", "请求过于频繁"]
    private static let moderationWords = ["inappropriate content", "content policy", "sensitive content", "moderation"]
}
