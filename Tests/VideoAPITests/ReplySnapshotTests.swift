import Testing
import VideoAPI

@Suite("The answer to a poll")
struct ReplySnapshotTests {
    @Test("of the embedded server is read field by field")
    func whole() throws {
        let snapshot = try Answer.poll(
            200,
            #"""
            {"id":"task_asked","task_id":"task_asked","object":"video","model":"wan2.2-kf2v-flash","status":"succeeded","progress":100,
            "created_at":1764347090,"completed_at":1764347100,"expires_at":1764433490,"seconds":"5","size":"720P","prompt":"x",
            "metadata":{"url":"http://127.0.0.1:1/v1/videos/task_asked/content","width":816,"height":1104,"fps":30,"seed":42,
            "warnings":["negative_prompt is not used here"]}}
            """#,
            [("X-Request-ID", "r-1")]
        ).get()
        #expect(snapshot.id == Answer.asked)
        #expect(snapshot.status == .succeeded)
        #expect(snapshot.progress == 100)
        #expect(snapshot.model == "wan2.2-kf2v-flash")
        #expect(snapshot.createdAt == 1_764_347_090)
        #expect(snapshot.completedAt == 1_764_347_100)
        #expect(snapshot.expiresAt == 1_764_433_490)
        #expect(snapshot.seconds == 5)
        #expect(snapshot.size == .p720)
        #expect(snapshot.videoURL == "http://127.0.0.1:1/v1/videos/task_asked/content")
        #expect(snapshot.seed == 42)
        #expect(snapshot.warnings == ["negative_prompt is not used here"])
        #expect(snapshot.requestID == "r-1")
        #expect(snapshot.failure == nil)
    }

    @Test(
        "has its status in several places",
        arguments: [
            (#"{"status":"queued"}"#, .queued), (#"{"id":"t","status":"in_progress","data":{"status":"FAILURE"}}"#, .running),
            (#"{"code":"success","message":"","data":{"status":"SUCCESS"}}"#, .succeeded),
            (#"{"data":{"task_status":"RUNNING"}}"#, .running),
            (#"{"output":{"task_status":"CANCELED"}}"#, .cancelled), (#"{"output":{"task_status":"UNKNOWN"}}"#, .lost),
            (#"{"state":"fail"}"#, .failed),
            (#"{"status":"success","data":{"status":"running"}}"#, .running), (#"{"status":"  Completed "}"#, .succeeded),
            (#"{"id":"t","status":null,"state":"queued"}"#, .queued), (#"{"status":"Expired"}"#, .lost),
        ] as [(String, TaskStatus)]
    )
    func places(_ body: String, _ status: TaskStatus) throws {
        #expect(try Answer.poll(200, body).get().status == status)
    }

    @Test(
        "with a status that nobody knows goes on, and keeps the word",
        arguments: [
            (#"{"status":"post_processing"}"#, "post_processing"), (#"{"status":3}"#, "3"), (#"{"status":true}"#, "true"),
            (#"{"status":""}"#, nil),
            (#"{"status":null}"#, nil), (#"{"status":{}}"#, nil), (#"{"id":"t"}"#, nil), (#"{"progress":7}"#, nil),
            (#"{"created_at":7}"#, nil),
            (#"{"id":"t","status":"","progress":100,"completed_at":1764347100}"#, nil),
        ] as [(String, String?)]
    )
    func unknown(_ body: String, _ raw: String?) throws {
        let snapshot = try Answer.poll(200, body).get()
        #expect(snapshot.status == .running)
        #expect(snapshot.rawStatus == raw)
    }

    @Test("keeps no more than forty scalars of a status word")
    func longStatus() throws {
        let snapshot = try Answer.poll(200, "{\"status\":\"\(String(repeating: "e\u{301}", count: 900))\"}").get()
        #expect(snapshot.rawStatus?.unicodeScalars.count == 40)
    }

    @Test("is about the task that was asked for, whatever id it names")
    func identity() throws {
        for body in [#"{"status":"running"}"#, #"{"id":"other","status":"running"}"#, #"{"id":null,"status":"running"}"#] {
            #expect(try Answer.poll(200, body).get().id == Answer.asked)
        }
    }

    @Test(
        "tells progress in many forms, and none when it makes no sense",
        arguments: [
            ("37", 37), ("37.0", 37), ("45.7", 46), ("\"37\"", 37), ("\"37%\"", 37), ("\" 37 % \"", 37), ("\"37.4%\"", 37), ("0", 0),
            ("100", 100),
            ("0.0", 0), ("1", 1), ("1.0", 1), ("0.5", 50), ("0.29", 29), ("0.999", 100), ("\"0.5\"", 50), ("\"0.5%\"", 1), ("-5", 0),
            ("-0.5", 0),
            ("101", 100), ("1e300", 100), ("9223372036854775807", 100), ("99999999999999999999", 100), ("1e999", nil), ("null", nil),
            ("\"\"", nil), ("\"half\"", nil), ("\"inf\"", nil), ("\"nan\"", nil), ("\"0x10\"", nil), ("\"%\"", nil), ("true", nil),
            ("[50]", nil), ("{}", nil),
        ] as [(String, Int?)]
    )
    func progress(_ written: String, _ progress: Int?) throws {
        #expect(try Answer.poll(200, "{\"status\":\"running\",\"progress\":\(written)}").get().progress == progress)
        #expect(try Answer.poll(200, "{\"data\":{\"status\":\"running\",\"progress\":\(written)}}").get().progress == progress)
    }

    @Test("of a hundred per cent is not the end")
    func progressDecidesNothing() throws {
        #expect(try Answer.poll(200, #"{"status":"in_progress","progress":100,"completed_at":1764347100}"#).get().status == .running)
    }

    @Test(
        "tells dates in many forms",
        arguments: [
            ("1764347090", 1_764_347_090), ("1764347090922", 1_764_347_090), ("1764347090.9", 1_764_347_090),
            ("\"1764347090\"", 1_764_347_090),
            ("\"1764347090922\"", 1_764_347_090), ("1764347090922.5", 1_764_347_090), ("\"2025-11-28T16:24:50Z\"", 1_764_347_090),
            ("\"2025-11-28T16:24:50.922Z\"", 1_764_347_090), ("\"2025-11-29T00:24:50+08:00\"", 1_764_347_090),
            ("\"2025-11-28T11:54:50-0430\"", 1_764_347_090), ("\"2025-11-28T16:24:50\"", 1_764_347_090),
            ("\"2025-11-28t16:24:50+00\"", 1_764_347_090),
            ("\"2025-11-29 00:24:50.922\"", 1_764_347_090), ("\"2025-11-29 00:24:50\"", 1_764_347_090),
            ("\"2025-11-28 16:24:50Z\"", 1_764_347_090),
            ("\"2024-02-29T00:00:00Z\"", 1_709_164_800), ("\"1970-01-01T00:00:01Z\"", 1), ("\"2000-12-31T23:59:60Z\"", 978_307_200),
            ("0", nil), ("-1", nil), ("1e300", nil), ("1e999", nil), ("9223372036854775807", nil), ("-9223372036854775808", nil),
            ("\"\"", nil),
            ("\"soon\"", nil), ("\"2025-13-01T00:00:00Z\"", nil), ("\"2025-11-32T00:00:00Z\"", nil), ("\"2025-11-28T24:00:00Z\"", nil),
            ("\"2025-11-28T16:24:50 in the evening\"", nil), ("\"2025-11-28T16:24:50+99:00\"", nil), ("\"２０２５-11-28T16:24:50Z\"", nil),
            ("\"1969-12-31T23:59:59Z\"", nil), ("null", nil), ("true", nil), ("{}", nil),
        ] as [(String, Int?)]
    )
    func dates(_ written: String, _ seconds: Int?) throws {
        let body = "{\"status\":\"running\",\"created_at\":\(written),\"completed_at\":\(written),\"expires_at\":\(written)}"
        let snapshot = try Answer.poll(200, body).get()
        #expect(snapshot.createdAt == seconds)
        #expect(snapshot.completedAt == seconds)
        #expect(snapshot.expiresAt == seconds)
    }

    @Test("of DashScope has its dates under other names")
    func dashScopeDates() throws {
        let body = #"{"output":{"task_status":"RUNNING","submit_time":"2025-11-29 00:24:50.000","end_time":"2025-11-29 00:24:51.000"}}"#
        let snapshot = try Answer.poll(200, body).get()
        #expect(snapshot.createdAt == 1_764_347_090)
        #expect(snapshot.completedAt == 1_764_347_091)
    }

    /// Each row has the addresses of all rows behind it as well, so that the order is tested too.
    @Test("has the video's address in ten places, of which the first counts", arguments: 0..<10)
    func addresses(_ first: Int) throws {
        let paths: [[String]] = [
            ["metadata", "url"], ["url"], ["video_url"], ["content", "video_url"], ["output", "video_url"], ["data", "url"],
            ["data", "result_url"],
            ["data", "video_url"], ["data", "0", "url"], ["metadata", "video_url"],
        ]
        var document: [String: JSONValue] = ["status": "succeeded"]
        for (place, path) in paths.enumerated().dropFirst(first) {
            let url = JSONValue.string("https://a/\(place)")
            switch path.count {
            case 1: document[path[0]] = url
            case 2: document[path[0]] = .object((document[path[0]]?.members ?? []) + [JSONMember(path[1], url)])
            default: document[path[0]] = document[path[0]] ?? [.object([JSONMember("url", url)])]
            }
        }
        let body = JSONValue.object(document.map { JSONMember($0.key, $0.value) })
        #expect(try Answer.poll(200, body.text).get().videoURL == "https://a/\(first)")
    }

    @Test(
        "without an address says so",
        arguments: [#""metadata":{"url":""}"#, #""metadata":{"url":null}"#, #""url":7"#, #""url":" ""#, #""x":0"#]
    )
    func noAddress(_ member: String) throws {
        let snapshot = try Answer.poll(200, "{\"status\":\"completed\",\(member)}").get()
        #expect(snapshot.status == .succeeded)
        #expect(snapshot.videoURL == nil)
    }

    @Test("without a status and with an address is done")
    func doneByAddress() throws {
        for body in [#"{"url":"https://a/v"}"#, #"{"output":{"video_url":"https://a/v"}}"#, #"{"data":[{"url":"https://a/v"}]}"#] {
            #expect(try Answer.poll(200, body).get().status == .succeeded)
        }
        #expect(try Answer.poll(200, #"{"status":"running","url":"https://a/v"}"#).get().status == .running)
    }

    @Test(
        "of a task that failed says why",
        arguments: [
            (#"{"status":"failed","error":{"message":"bad picture","code":"invalid_image"}}"#, "invalid_image", "bad picture"),
            (#"{"error":{"message":"bad picture","code":7}}"#, "7", "bad picture"),
            (#"{"status":"failed","error":"bad picture"}"#, nil, "bad picture"),
            (#"{"code":"success","message":"","data":{"status":"FAILURE","fail_reason":"bad picture"}}"#, nil, "bad picture"),
            (
                #"{"request_id":"r","output":{"task_status":"FAILED","code":"DataInspectionFailed","message":"bad picture"}}"#,
                "DataInspectionFailed", "bad picture"
            ),
            (
                #"{"status":"failed","error":{"message":"{\"code\":\"InvalidURL\",\"message\":\"bad picture\"}"}}"#, "InvalidURL",
                "bad picture"
            ),
        ] as [(String, String?, String)]
    )
    func failures(_ body: String, _ code: String?, _ message: String) throws {
        let snapshot = try Answer.poll(200, body).get()
        #expect(snapshot.status == .failed)
        #expect(snapshot.failure == TaskFailure(code: code, message: message))
    }

    @Test("of a task that goes on or is done tells no failure")
    func noFailure() throws {
        for status in ["running", "queued", "succeeded"] {
            #expect(try Answer.poll(200, "{\"status\":\"\(status)\",\"message\":\"fine\",\"code\":\"x\"}").get().failure == nil)
        }
        #expect(try Answer.poll(200, #"{"status":"failed","error":null}"#).get().failure == nil)
    }

    @Test(
        "that does not speak of the task is an error of this poll and never its end",
        arguments: [
            ("", .upstream, "unreadable"), ("{", .upstream, "unreadable"), ("[]", .upstream, "unreadable"),
            ("null", .upstream, "unreadable"),
            (#"{"status":"failed""#, .upstream, "unreadable"), ("<html>", .upstream, "html"), ("{}", .upstream, "no_status"),
            (#"{"x":1}"#, .upstream, "no_status"),
            (#"{"message":"try again"}"#, .upstream, "no_status"),
            (#"{"code":"do_request_failed","message":"x"}"#, .upstream, "do_request_failed"),
            (#"{"id":"t","code":"x","message":"y"}"#, .upstream, "x"),
            (#"{"code":"task_not_exist","message":"x"}"#, .notFound, "task_not_exist"),
            (#"{"code":"InvalidApiKey","message":"x"}"#, .auth, "InvalidApiKey"), (#"{"code":429,"message":"x"}"#, .rateLimit, "429"),
            (#"{"code":404,"message":"x"}"#, .upstream, "404"),
            (#"{"error":{"code":"rate_limit_exceeded","message":"x"}}"#, .rateLimit, "rate_limit_exceeded"),
            (#"{"error":{"code":"model_not_found","message":"x"}}"#, .upstream, "model_not_found"),
            (#"{"error":"busy"}"#, .upstream, "no_status"),
            (#"{"status":"error","message":"Throttling: slow down"}"#, .rateLimit, "no_status"),
            (#"{"status":"error","code":"InvalidApiKey","message":"x"}"#, .auth, "InvalidApiKey"),
            (#"{"base_resp":{"status_code":1002,"status_msg":"slow"}}"#, .upstream, "1002"),
        ] as [(String, ServiceError.Kind, String)]
    )
    func odd(_ body: String, _ kind: ServiceError.Kind, _ code: String) {
        let error = Answer.poll(200, body).error
        #expect(error?.kind == kind)
        #expect(error?.code == code)
    }

    @Test(
        "that names an HTTP error is an error of this poll",
        arguments: [
            (404, "", .notFound), (404, #"{"error":{"message":"Task not found","type":"invalid_request_error"}}"#, .notFound),
            (400, #"{"code":"task_not_exist","message":"task_not_exist","data":null}"#, .notFound),
            (400, #"{"code":"invalid_request","message":"task_not_exist"}"#, .notFound),
            (400, #"{"code":"invalid_request","message":"x"}"#, .input),
            (400, #"{"code":"model_not_found","message":"x"}"#, .upstream),
            (403, #"{"code":"model_not_found","message":"x"}"#, .notAllowed),
            (401, #"{"error":{"message":"Invalid token"}}"#, .auth),
            (403, #"{"error":{"message":"This token has no access to model "}}"#, .notAllowed),
            (410, "", .expired), (429, "", .rateLimit), (500, "", .upstream), (502, "<html>", .upstream),
            (503, #"{"error":{"code":"model_not_found"}}"#, .upstream),
            (302, "", .upstream), (304, "", .upstream), (408, "", .upstream), (100, "", .input),
        ] as [(Int, String, ServiceError.Kind)]
    )
    func refused(_ status: Int, _ body: String, _ kind: ServiceError.Kind) {
        let error = Answer.poll(status, body).error
        #expect(error?.kind == kind)
        #expect(error?.httpStatus == status)
    }

    @Test("tells seed, remarks, seconds and size as far as they make sense")
    func others() throws {
        let odd = try Answer.poll(
            200,
            #"{"status":"running","seconds":5,"size":"1280*720","metadata":{"seed":"7","warnings":"one"},"model":""}"#
        ).get()
        #expect(odd.seconds == 5)
        #expect(odd.size == .p720)
        #expect(odd.seed == 7)
        #expect(odd.warnings == ["one"])
        #expect(odd.model == nil)
        let none = try Answer.poll(
            200,
            #"{"status":"running","seconds":"1e99","size":"9999999999999x2","metadata":{"seed":1.5,"warnings":[null,{}]},"model":7}"#
        ).get()
        #expect(none.seconds == nil)
        #expect(none.size == nil)
        #expect(none.seed == nil)
        #expect(none.warnings == [])
        #expect(none.model == nil)
    }

    @Test(
        "names the size as a tier or by its sides",
        arguments: [
            ("720P", .p720), ("720p", .p720), ("1280x720", .p720), ("1280*720", .p720), ("816x1104", .p720), ("832 X 464", .p480),
            ("1072×1920", .p1080),
            ("1440x1440", .p1080), ("100x100", nil), ("4000x4000", nil), ("x720", nil), ("-1x-1", nil), ("1x2x3", nil), ("", nil),
        ] as [(String, VideoSize?)]
    )
    func sizes(_ written: String, _ size: VideoSize?) throws {
        #expect(try Answer.poll(200, "{\"status\":\"running\",\"size\":\"\(written)\"}").get().size == size)
    }

    @Test(
        "names the seconds as text or number",
        arguments: [("\"5\"", 5), ("5", 5), ("\"5.0\"", 5), ("5.0", 5), ("\"5s\"", nil), ("5.5", nil)] as [(String, Int?)]
    )
    func seconds(_ written: String, _ seconds: Int?) throws {
        #expect(try Answer.poll(200, "{\"status\":\"running\",\"seconds\":\(written)}").get().seconds == seconds)
    }
}
