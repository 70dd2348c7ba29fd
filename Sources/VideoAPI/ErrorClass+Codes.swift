extension ErrorClass {
    /// The class of a folded code; nil for one that nobody knows. Quota stands before rate limit: some of its codes come with a 429.
    ///
    /// The codes are DashScope's, new-api's and OpenAI's; which class each belongs to is our reading.
    static func kind(ofCode code: String) -> ServiceError.Kind? {
        if isQuota(code) { return .quota }
        if let kind = exact[code] { return kind }
        return families.first { code.hasPrefix($0.prefix) }?.kind ?? (code.hasSuffix(".accessdenied") ? .notAllowed : nil)
    }

    private static func isQuota(_ code: String) -> Bool {
        let isLackOfRights = code.contains("permission") || code.contains("scope")
        return code.hasSuffix("billoverdue") || code.hasSuffix("freetieronly") || (code.hasPrefix("insufficient") && !isLackOfRights)
            || ["arrearage", "commoditynotpurchased", "preconsumetokenquotafailed", "billinghardlimitreached"].contains(code)
    }

    private static let exact: [String: ServiceError.Kind] = {
        let words: [ServiceError.Kind: [String]] = [
            .auth: ["invalidapikey", "notauthorized", "unauthorized", "invalidtoken", "authenticationerror"],
            .notAllowed: ["permissionerror", "permissiondenied"],
            .notFound: ["modelnotfound", "workspacenotfound", "notfound", "tasknotexist", "tasknotexists", "tasknotfound"],
            .rateLimit: ["limitrequests", "toomanyrequests"],
            .moderation: ["datainspectionfailed", "ipinfringementsuspect", "customroleblocked", "faqruleblocked", "contentfilter"],
            .imageUnreachable: ["invalidparameter.datainspection", "badrequest.inputdownloadfailed", "imageunreachable"],
            .expired: ["expired"],
            .input: ["invalidparameter", "unsupportedoperation", "missingmodel", "prompttoolong"],
            .upstream: [
                "systemerror", "modelservicefailed", "requesttimeout", "rewritefailed", "modelservingerror", "modelunavailable",
                "servererror",
            ],
        ]
        return Dictionary(uniqueKeysWithValues: words.flatMap { kind, codes in codes.map { ($0, kind) } })
    }()

    private static let families: [(prefix: String, kind: ServiceError.Kind)] = [
        ("accessdenied", .notAllowed), ("throttling", .rateLimit), ("ratelimit", .rateLimit), ("contentpolicy", .moderation),
        ("moderation", .moderation), ("invalidurl", .imageUnreachable), ("badrequest.", .input), ("invalidfile.", .input),
        ("invalidimage", .input), ("invalidparameter.", .input), ("internalerror", .upstream),
    ]
}

extension TaskFailure {
    /// The class of what the task failed of, by its code and words.
    package var kind: ServiceError.Kind {
        ErrorClass.kind(status: nil, report: ErrorReport(code: code, message: message), text: message)
    }
}
