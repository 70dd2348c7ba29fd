import Testing
import VideoAPI

@Suite("A refusal")
struct ReplyErrorTests {
    @Test(
        "in plain text is taken as it came, for the sink to escape; what is no text is not",
        arguments: [
            (Array("just \u{1B}[31m text".utf8), "just \u{1B}[31m text"),
            (Array("plain ".utf8) + [0xFF] + Array(" text".utf8), "plain \u{FFFD} text"),
            ([0x07, 0x21], "\u{07}!"), (Array("\tone\r\ntwo\n".utf8), "one\r\ntwo"), (Array(0..<64), "HTTP 400"),
            ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x4C, 0x4A, 0x06, 0, 0xC2, 0x41, 0x24, 0x35], "HTTP 400"),
        ] as [([UInt8], String)]
    )
    func text(_ body: [UInt8], _ message: String) throws {
        let error = #expect(throws: ServiceError.self) {
            try Reply.submit(status: 400, headers: [("Content-Type", "text/plain")], body: body).get()
        }
        #expect(error?.message == message)
    }

    @Test(
        "of the gateway has its class, code and message",
        arguments: [
            (
                401, #"{"error":{"message":"Invalid token (request id: 2025)","type":"new_api_error","code":""}}"#, .auth, nil,
                "Invalid token (request id: 2025)"
            ),
            (401, #"{"error":{"message":"该令牌额度已用尽","type":"new_api_error"}}"#, .quota, nil, "该令牌额度已用尽"),
            (
                403, #"{"error":{"message":"This token has no access to model wan2.2","type":"new_api_error"}}"#, .notAllowed, nil,
                "This token has no access to model wan2.2"
            ),
            (403, #"{"error":{"message":"Insufficient permissions"}}"#, .notAllowed, nil, "Insufficient permissions"),
            (403, #"{"error":{"message":"无权访问 default 分组"}}"#, .notAllowed, nil, "无权访问 default 分组"),
            (403, #"{"error":{"message":"该令牌已过期"}}"#, .auth, nil, "该令牌已过期"),
            (
                403, #"{"code":"insufficient_user_quota","message":"用户额度不足, 剩余额度: 0","data":null}"#, .quota, "insufficient_user_quota",
                "用户额度不足, 剩余额度: 0"
            ),
            (403, #"{"code":"pre_consume_token_quota_failed","message":"x","data":null}"#, .quota, "pre_consume_token_quota_failed", "x"),
            (403, #"{"message":"余额不足"}"#, .quota, nil, "余额不足"),
            (402, "", .quota, nil, "HTTP 402"),
            (
                400, #"{"code":"invalid_request","message":"prompt is required","data":null}"#, .input, "invalid_request",
                "prompt is required"
            ),
            (400, #"{"code":"missing_model","message":"x","data":null}"#, .input, "missing_model", "x"),
            (400, #"{"code":"task_not_exist","message":"x","data":null}"#, .notFound, "task_not_exist", "x"),
            (
                404, #"{"error":{"message":"Invalid URL (POST /v1/x)","type":"invalid_request_error","param":"","code":""}}"#, .notFound,
                nil, "Invalid URL (POST /v1/x)"
            ),
            (
                400,
                #"{"code":"fail_to_fetch_task","message":"{\"code\":\"Arrearage\",\"message\":\"pay\",\"request_id\":\"r\"}","data":null}"#,
                .quota, "Arrearage", "pay"
            ),
            (
                400, #"{"code":"fail_to_fetch_task","message":"{\"error\":{\"message\":\"{\\\"message\\\":\\\"deep\\\"}\"}}"}"#, .input,
                "fail_to_fetch_task", "deep"
            ),
            (
                400, #"{"code":"ali_api_error","message":"InvalidURL: url error"}"#, .imageUnreachable, "ali_api_error",
                "InvalidURL: url error"
            ),
            (429, #"{"code":"x","message":"当前分组上游负载已饱和，请稍后再试","data":null}"#, .rateLimit, "x", "当前分组上游负载已饱和，请稍后再试"),
            (429, "", .rateLimit, nil, "HTTP 429"),
            (
                429, #"{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}"#, .quota, "insufficient_quota",
                "You exceeded your current quota"
            ),
            (429, #"{"error":{"message":"x","type":"insufficient_quota","code":null}}"#, .quota, nil, "x"),
            (429, #"{"message":"usage limit reached"}"#, .quota, nil, "usage limit reached"),
            (400, #"{"message":"Too many requests"}"#, .rateLimit, nil, "Too many requests"),
            (403, #"{"message":"请求过于频繁"}"#, .rateLimit, nil, "请求过于频繁"),
            (413, "", .input, nil, "HTTP 413"), (415, "", .input, nil, "HTTP 415"), (410, "", .expired, nil, "HTTP 410"),
            (400, "error code: 1015", .input, nil, "error code: 1015"),
            (403, "<html><title>403 Forbidden</title>", .notAllowed, "html", "403 Forbidden"),
            (400, "<html>", .input, "html", "HTTP 400"),
            (400, #"{"error":"text"}"#, .input, nil, "text"),
            (400, #"{"error":"bad_thing","message":"text"}"#, .input, "bad_thing", "text"),
            (400, #"{"detail":"text"}"#, .input, nil, "text"), (400, #"{"success":false,"message":"text"}"#, .input, nil, "text"),
            (400, #"{"base_resp":{"status_code":1026,"status_msg":"text"}}"#, .input, "1026", "text"),
            (400, #"{"fail_reason":"text"}"#, .input, nil, "text"),
            (400, #"{"msg":"text"}"#, .input, nil, "text"), (400, #"{"code":17,"message":"text"}"#, .input, "17", "text"),
            (400, #"{"code":null,"message":"text"}"#, .input, nil, "text"),
            (400, #"{"error":{"code":"only_code"}}"#, .input, "only_code", "only_code"),
            (
                400, #"{"error":{"message":"Your request was rejected by the content policy"}}"#, .moderation, nil,
                "Your request was rejected by the content policy"
            ),
            (400, #"{"message":"{not json"}"#, .input, nil, "{not json"), (400, #"{"message":"{}"}"#, .input, nil, "{}"),
        ] as [(Int, String, ServiceError.Kind, String?, String)]
    )
    func gateway(_ status: Int, _ body: String, _ kind: ServiceError.Kind, _ code: String?, _ message: String) {
        let error = Answer.submit(status, body).error
        #expect(error?.kind == kind)
        #expect(error?.code == code)
        #expect(error?.message == message)
        #expect(error?.sending == .rejected)
    }

    private static let classes: [(Int, ServiceError.Kind, [String])] = [
        (401, .auth, ["InvalidApiKey", "invalid_api_key", "NOT AUTHORIZED"]),
        (
            403, .notAllowed,
            ["AccessDenied", "AccessDenied.Unpurchased", "Model.AccessDenied", "Workspace.AccessDenied", "Endpoint.AccessDenied"]
        ),
        (403, .quota, ["AllocationQuota.FreeTierOnly", "insufficient_user_quota", "insufficient_balance"]), (400, .quota, ["Arrearage"]),
        (429, .quota, ["CommodityNotPurchased", "PrepaidBillOverdue", "PostpaidBillOverdue", "insufficient_quota"]),
        (404, .notFound, ["ModelNotFound", "model_not_found", "WorkSpaceNotFound", "NotFound"]),
        (429, .rateLimit, ["Throttling", "Throttling.RateQuota", "LimitRequests", "Throttling.BurstRate", "Throttling.AllocationQuota"]),
        (
            400, .moderation,
            [
                "DataInspectionFailed", "data_inspection_failed", "IPInfringementSuspect", "CustomRoleBlocked", "FaqRuleBlocked",
                "content_policy_violation", "moderation_blocked",
            ]
        ),
        (
            400, .imageUnreachable,
            [
                "InvalidParameter.DataInspection", "InvalidURL", "InvalidURL.ConnectionRefused", "InvalidURL.Timeout",
                "BadRequest.InputDownloadFailed",
            ]
        ),
        (
            400, .input,
            [
                "InvalidParameter", "BadRequest.EmptyInput", "BadRequest.EmptyModel", "BadRequest.EmptyParameters",
                "BadRequest.IllegalInput",
                "BadRequest.TooLarge", "BadRequest.UnsupportedFileFormat", "InvalidFile.Resolution", "InvalidFile.Size",
                "InvalidFile.Format",
                "InvalidFile.AspectRatio", "InvalidFile.ImageSize", "InvalidFile.Openerror", "InvalidImage.FileFormat",
                "InvalidImage.ImageSize",
                "InvalidImageResolution", "InvalidImageFormat", "UnsupportedOperation",
            ]
        ),
    ]

    private static let upstreamCodes = [
        "InternalError", "InternalError.Algo", "InternalError.Upload", "InternalError.Timeout", "SystemError", "ModelServiceFailed",
        "RequestTimeOut",
        "RewriteFailed", "ModelServingError", "ModelUnavailable",
    ]

    @Test("of DashScope has the class of its code, as an HTTP error and as what a task failed of", arguments: classes)
    func dashScope(_ status: Int, _ kind: ServiceError.Kind, _ codes: [String]) {
        for code in codes {
            // The words mislead on purpose: a known code goes before them.
            let error = Answer.submit(status, "{\"code\":\"\(code)\",\"message\":\"increase your quota limit\",\"request_id\":\"r\"}").error
            #expect(error?.kind == kind, "\(code)")
            #expect(error?.code == code)
            #expect(error?.requestID == "r")
            #expect(TaskFailure(code: code, message: "").kind == kind, "\(code)")
            #expect(TaskFailure(code: "ali_api_error", message: "\(code.filter { $0 != " " }): x").kind == kind, "\(code)")
        }
    }

    @Test("of DashScope's own making is upstream's fault", arguments: upstreamCodes)
    func upstream(_ code: String) {
        #expect(Answer.poll(500, "{\"code\":\"\(code)\"}").error?.kind == .upstream)
        #expect(Answer.submit(400, "{\"code\":\"\(code)\"}").error?.kind == .upstream)
        #expect(TaskFailure(code: code, message: "").kind == .upstream)
    }

    @Test("of a task by words alone")
    func failureWords() {
        #expect(TaskFailure(code: nil, message: "Output data may contain inappropriate content.").kind == .moderation)
        #expect(TaskFailure(code: "image_unreachable", message: "").kind == .imageUnreachable)
        #expect(TaskFailure(code: "invalid_image", message: "").kind == .input)
        #expect(TaskFailure(code: "interrupted", message: "").kind == .upstream)
    }

    @Test(
        "names the field that is to blame",
        arguments: [
            (#"{"error":{"message":"x","param":"images[1]"}}"#, "images[1]"), (#"{"error":{"message":"x","param":""}}"#, nil),
            (#"{"error":{"message":"x","param":null}}"#, nil), (#"{"message":"x","param":"seed"}"#, "seed"),
            (#"{"detail":[{"loc":["body","prompt"],"msg":"too long"}]}"#, "prompt"),
        ] as [(String, String?)]
    )
    func param(_ body: String, _ param: String?) {
        #expect(Answer.submit(400, body).error?.param == param)
    }

    @Test("keeps no more than 4,096 scalars of a message")
    func longMessage() {
        let long = String(repeating: "猫", count: 100_000)
        #expect(Answer.submit(400, "{\"message\":\"\(long)\"}").error?.message.unicodeScalars.count == 4096)
        #expect((Answer.submit(400, long).error?.message.unicodeScalars.count ?? 0) <= 4096)
    }
}

@Suite("The headers of an answer")
struct ReplyHeaderTests {
    @Test(
        "and its text name the request",
        arguments: [
            ([("X-Request-Id", "a"), ("x-oneapi-request-id", "b")], "{}", "a"),
            ([("X-ONEAPI-REQUEST-ID", "b")], #"{"request_id":"c"}"#, "b"),
            ([("x-request-id", "")], #"{"request_id":"c"}"#, "c"), ([], #"{"error":{"message":"x","request_id":"d"}}"#, "d"),
            ([], #"{"message":"bad (request id: 2025abc ) x"}"#, "2025abc"), ([], #"{"message":"bad (Request ID: 2025"}"#, nil),
            ([], "", nil),
            ([], #"{"message":"{\"message\":\"x\",\"request_id\":\"inner\"}"}"#, "inner"),
        ] as [([(String, String)], String, String?)]
    )
    func requestID(_ headers: [(String, String)], _ body: String, _ id: String?) {
        #expect(Answer.submit(400, body, headers).error?.requestID == id)
    }

    @Test("name the request of a good answer, too")
    func requestIDOfSnapshot() throws {
        #expect(try Answer.submit(200, #"{"output":{"task_id":"t"},"request_id":"r"}"#).get().requestID == "r")
        #expect(try Answer.submit(200, #"{"id":"t","#, [("x-request-id", "r")]).get().requestID == "r")
    }

    private static let now = "Sun, 06 Nov 1994 08:49:37 GMT"

    @Test(
        "say how long to wait, in seconds or as a date of the server's own clock",
        arguments: [
            ("0", now, .zero), ("7", nil, .seconds(7)), (" 120 ", nil, .seconds(120)), ("0.5", nil, .milliseconds(500)),
            ("1.0001", nil, .milliseconds(1001)),
            ("99999999999999999999999", nil, .seconds(2_592_000)),
            ("-1", nil, nil), ("inf", nil, nil), ("nan", nil, nil), ("1e3", nil, nil), ("0x10", nil, nil), ("", nil, nil),
            ("soon", nil, nil), (".", nil, nil),
            ("1.2.3", nil, nil), ("７", nil, nil),
            ("Sun, 06 Nov 1994 08:50:37 GMT", now, .seconds(60)), ("Sunday, 06-Nov-94 08:50:37 GMT", now, .seconds(60)),
            ("Sun Nov  6 08:50:37 1994", now, .seconds(60)), ("Sun, 06 Nov 1994 08:48:37 GMT", now, .zero),
            ("Mon, 07 Nov 1994 08:49:37 GMT", now, .seconds(86_400)),
            ("Sun, 06 Nov 2094 08:49:37 GMT", now, .seconds(2_592_000)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", nil, nil), ("Sun, 06 Nov 1994 08:50:37 GMT", "yesterday", nil),
            ("Sun, 06 Nov 1994 08:50:37 CET", now, nil),
            ("Sun, 99 Nov 1994 08:50:37 GMT", now, nil), ("Sun, 06 Foo 1994 08:50:37 GMT", now, nil),
            ("Sun, 06 Nov 99999 08:50:37 GMT", now, nil),
            ("Sun, 06 Nov 1994", now, nil),
        ] as [(String, String?, Duration?)]
    )
    func retryAfter(_ value: String, _ date: String?, _ wait: Duration?) {
        let headers = [("Retry-AFTER", value)] + (date.map { [("DATE", $0)] } ?? [])
        #expect(Answer.submit(429, "", headers).error?.retryAfter == wait)
        #expect(Answer.poll(503, "", headers).error?.retryAfter == wait)
    }
}
