import Testing
import VideoAPI

@Suite("The answer to a submit")
struct ReplySubmitTests {
    @Test("as the API page gives it is read field by field")
    func page() throws {
        let snapshot = try Reply.submit(status: 200, headers: [], body: Fixture.bytes("create-response.json")).get()
        #expect(snapshot.id == TaskID(rawValue: "<string>"))
        #expect(snapshot.model == "<string>")
        #expect(snapshot.status == .pending)
        #expect(snapshot.rawStatus == "pending")
        #expect(snapshot.progress == 100)
        #expect(snapshot.createdAt == 123)
        #expect(snapshot.failure == nil)
    }

    @Test(
        "accepts the task whose id it names, wherever",
        arguments: [
            (200, #"{"id":"t"}"#), (201, #"{"id":"t"}"#), (202, #"{"task_id":"t"}"#), (299, #"{"id":"t"}"#),
            (200, #"{"id":"t","task_id":"u"}"#), (200, #"{"id":"","task_id":"t"}"#), (200, #"{"id":null,"task_id":"t"}"#),
            (200, #"{"id":{},"task_id":"t"}"#),
            (200, #"{"code":"success","message":"","data":{"task_id":"t","id":7}}"#), (200, #"{"data":{"id":"t"}}"#),
            (200, #"{"output":{"task_status":"PENDING","task_id":"t"},"request_id":"r"}"#),
            (200, "\u{FEFF}{\"id\":\"t\"}"), (200, #"{"id":"t","prompt":"\ud800"}"#),
            (200, #"{"id":"t","progress":45.7,"created_at":"x"}"#),
            (200, #"{"id":"t","status":{},"seconds":[],"metadata":7,"error":null}"#),
            // Whole documents of another shape, and cut or broken ones.
            (200, #"{"result":{"task_id":"t"}}"#), (200, #"[{"task_id":"t"}]"#),
            (200, #"{"id":"t","status":"pend"#), (200, #"{"x":[,],"task_id" : "t"}"#), (200, #"{"request_id":"r","output":{"task_id":"t""#),
            (200, #"<html>"task_id":"t"</html>"#), (200, #"{"id":"","id":"t","#),
            (429, #"{"error":{"code":"slow_down"},"task_id":"t"}"#), (429, #"{"id":"t","object":"video"}"#),
            (429, #"{"id":"t","status":"queued"}"#), (429, #"{"data":{"task_id":"t"},"message":"too many requests"}"#),
            (429, #"{"task_id":"t","status":"queu"#), (429, #"{"task_id":"t","status":"queued",,}"#), (429, "\u{FEFF}{\"task_id\":\"t\""),
        ]
    )
    func accepts(_ status: Int, _ body: String) throws {
        #expect(try Answer.submit(status, body).get().id == TaskID(rawValue: "t"))
    }

    @Test("takes ids that are whole numbers", arguments: [("42", "42"), ("12345678901234567890", "12345678901234567890")])
    func numericID(_ written: String, _ id: String) throws {
        #expect(try Answer.submit(200, "{\"id\":\(written)}").get().id.rawValue == id)
    }

    @Test("keeps an id as it came, odd ones too")
    func oddID() throws {
        #expect(try Answer.submit(200, #"{"id":" ../\u0000?x "}"#).get().id.rawValue == " ../\0?x ")
        let long = String(repeating: "i", count: 70_000)
        let snapshot = try Answer.submit(200, "{\"id\":\"\(long)\"}").get()
        #expect(snapshot.id.rawValue == long)
        #expect(snapshot.id.isOdd)
    }

    @Test(
        "without an id leaves it unconfirmed, and is kept",
        arguments: [
            (200, "", "no_id"), (204, "", "no_id"), (200, "   ", "no_id"), (200, "ok", "no_id"), (200, "{}", "no_id"), (200, "[]", "no_id"),
            (200, "null", "no_id"), (200, "\"t\"", "no_id"), (200, #"{"status":"pending"}"#, "no_id"), (200, #"{"id":""}"#, "no_id"),
            (200, #"{"id":1.5}"#, "no_id"), (200, #"{"id":-"#, "no_id"), (200, #"{"id":"tas"#, "no_id"), (200, #"{"id":"tas\""#, "no_id"),
            (200, #"{"user":{"id":"u"}}"#, "no_id"), (200, #"{"id" "t""#, "no_id"), (200, #"{"prompt":"\"id\":\"t\"","#, "no_id"),
            (200, #"{"code":"InvalidApiKey","message":"no"}"#, "no_id"),
            (200, #"{"task_id":"","base_resp":{"status_code":1008}}"#, "no_id"),
            (200, "<!doctype html><title>UI</title>", "html"), (200, "\n <html>\"id\":\"G-1\"</html>", "html"),
            (301, "", "redirect"), (302, #"{"id":"t"}"#, "redirect"), (307, "", "redirect"),
        ]
    )
    func unconfirmed(_ status: Int, _ body: String, _ code: String) {
        let error = Answer.submit(status, body, [("Location", "https://elsewhere.example/")]).error
        #expect(error?.kind == .unconfirmed)
        #expect(error?.sending == .unconfirmed)
        #expect(error?.code == code)
        #expect(error?.httpStatus == status)
        #expect(error?.reply == body)
    }

    @Test("that is called HTML is a page, whatever stands in it")
    func namedHTML() {
        let headers = [("CONTENT-TYPE", "text/html; charset=utf-8")]
        #expect(Answer.submit(200, "Welcome", headers).error?.code == "html")
        #expect(Answer.submit(200, "", headers).error?.code == "no_id")
        #expect(throws: Never.self) { try Answer.submit(200, #"{"id":"t"}"#, headers).get() }
    }

    @Test("keeps the service's words of an unconfirmed one")
    func words() {
        #expect(Answer.submit(200, #"{"code":"InvalidApiKey","message":"no"}"#).error?.message == "InvalidApiKey: no")
        #expect(Answer.submit(302, "", [("location", "https://elsewhere.example/")]).error?.message == "https://elsewhere.example/")
        #expect(Answer.submit(200, "<html><TITLE> Web UI </TITLE>").error?.message == "Web UI")
    }

    @Test("keeps 64 KiB of it, broken bytes included", arguments: [UInt8(ascii: "a"), 0xFF, 0xE4])
    func keptReply(_ byte: UInt8) throws {
        let error = Reply.submit(status: 200, headers: [], body: Array(repeating: byte, count: 1 << 20)).error
        let reply = try #require(error?.reply)
        #expect((60_000...65_536).contains(reply.utf8.count))
    }

    @Test("that refuses it is free", arguments: [400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 418, 422, 429, 451, 499])
    func rejected(_ status: Int) {
        let words = #"{"task_id":"","message":"task_id is not known, nor \"task_id\""}"#
        for body in [
            "", " \n", "no", "{}", #"{"id":"t","error":{"message":"no"}}"#, "<html>", "<html>{", "\u{FEFF}{}", "[]", "null", words,
        ] {
            let error = Answer.submit(status, body).error
            #expect(error?.sending == .rejected, "\(body)")
            #expect(error?.httpStatus == status)
            #expect(error?.reply == nil)
        }
    }

    @Test(
        "that refuses it, and names a task or can't be read, leaves it unconfirmed, and is kept",
        arguments: [
            (#"{"error":{"message":"slow","task_id":"t"}}"#, "task_named"), (#"{"result":{"task_id":"t"}}"#, "task_named"),
            (#"[{"task_id":"t"}]"#, "task_named"), (#"{"result":{"task_id":7}}"#, "task_named"),
            (#"{"message":"{\"task_id\":\"t\"}"}"#, "task_named"), (#"{"task_id":"t","task_id":""}"#, "task_named"),
            (#"<html>"task_id":"t"</html>"#, "task_named"), (#"slow down: "task_id":"t""#, "task_named"),
            (#"{"id":"t"}"#, "task_named"), (#"{"id":"t","status":"brewing"}"#, "task_named"), (#"{"data":{"id":7}}"#, "task_named"),
            (#"{"error":{"mess"#, "garbled"), ("{", "garbled"), ("[", "garbled"), (#"{"id":"t","status":"queued", oops"#, "garbled"),
            (#"{"task_id":7,"#, "garbled"), (#"{"task_id":"t"#, "garbled"), ("{'task_id':'t'}", "garbled"),
            (#"{"message":"slow"}}"#, "garbled"), ("\u{FEFF} \n{", "garbled"), (String(repeating: "[", count: 1000), "garbled"),
        ]
    )
    func doubtful(_ body: String, _ code: String) {
        for status in [400, 401, 402, 403, 409, 429, 499] {
            let error = Answer.submit(status, body, [("Retry-After", "1")]).error
            #expect(error?.kind == .unconfirmed, "\(status)")
            #expect(error?.sending == .unconfirmed, "\(status)")
            #expect(error?.code == code, "\(status)")
            #expect(error?.httpStatus == status)
            #expect(error?.reply == body)
        }
    }

    @Test(
        "that refuses it and names a task where it counts is accepted as a 429 alone",
        arguments: [#"{"task_id":"t"}"#, #"{"id":"t","object":"video"}"#, #"{"id":"t","status":"queued"}"#, #"{"output":{"task_id":"t"}}"#]
    )
    func certain(_ body: String) {
        #expect(Answer.submit(429, body).error == nil)
        for status in [400, 401, 402, 403, 409, 499] {
            let error = Answer.submit(status, body).error
            #expect(error?.sending == .unconfirmed, "\(status)")
            #expect(error?.code == "task_named", "\(status)")
        }
    }

    @Test("that refuses it in a packing that nobody asked for leaves it unconfirmed, unless there is nothing in it")
    func packed() {
        let gzip = [("Content-Encoding", "gzip")]
        #expect(Answer.submit(429, "\u{1F}\u{8B}\u{8}", gzip).error?.code == "garbled")
        #expect(Answer.submit(429, "", gzip).error?.sending == .rejected)
        #expect(Answer.submit(429, "{}", gzip).error?.sending == .rejected)
    }

    @Test(
        "that is the server's failure leaves it unconfirmed",
        arguments: [500, 502, 503, 504, 520, 599, 600, 999, 100, 199, 0, -1, Int.max]
    )
    func serverFailure(_ status: Int) {
        for body in ["", #"{"error":{"message":"boom","code":"model_not_found"}}"#, #"{"id":"t"}"#, "<html>"] {
            let error = Answer.submit(status, body).error
            #expect(error?.kind == .upstream, "\(body)")
            #expect(error?.sending == .unconfirmed)
            #expect(error?.reply == body)
        }
    }

    @Test(
        "without a status word is pending, done by an address, or failed by an error object",
        arguments: [
            (#"{"id":"t"}"#, .pending, nil), (#"{"id":"t","status":null}"#, .pending, nil), (#"{"id":"t","status":""}"#, .pending, nil),
            (#"{"id":"t","status":"weird"}"#, .running, "weird"), (#"{"id":"t","url":"https://a/v"}"#, .succeeded, nil),
            (#"{"id":"t","error":{"message":"no"}}"#, .failed, nil), (#"{"id":"t","error":{}}"#, .pending, nil),
            (#"{"id":"t","status":"failed","error":{"code":"x","message":"no"}}"#, .failed, "failed"),
        ] as [(String, TaskStatus, String?)]
    )
    func status(_ body: String, _ status: TaskStatus, _ raw: String?) throws {
        let snapshot = try Answer.submit(200, body).get()
        #expect(snapshot.status == status)
        #expect(snapshot.rawStatus == raw)
    }
}

@Suite("An id in a broken reply")
struct SalvageTests {
    @Test(
        "is found when it is whole",
        arguments: [
            (#"{"id":"t","st"#, "t"), (#"… "task_id"  :  "t" …"#, "t"), (#""id":"a","task_id":"t""#, "t"), (#""id":"","id":"t""#, "t"),
            (#""id":"a\"b\\""#, "a\"b\\"), (#""id":"\u732b""#, "猫"), ("\"id\"\r\n:\t\"t\"", "t"), (#"""id":"t""#, "t"),
            (#""id":"t"#, nil), (#""id":"t\""#, nil), (#""id":t"#, nil), (#""id":7,"#, nil), (#""id""#, nil), (#""id":"#, nil),
            (#""request_id":"t""#, nil),
            (#""ID":"t""#, nil), (#""\"id\":\"t\"""#, nil), ("", nil), ("\"id\":\"a\u{1}\"", nil),
        ] as [(String, String?)]
    )
    func salvages(_ body: String, _ id: String?) {
        #expect(Reply.salvagedID(in: Array(body.utf8))?.rawValue == id)
    }

    @Test(
        "counts in a 2xx under both names, in a 429 under one, and in nothing else",
        arguments: [(200, "a", "t"), (202, "a", "t"), (429, nil, "t"), (400, nil, nil), (302, nil, nil), (500, nil, nil)]
            as [(Int, String?, String?)]
    )
    func byStatus(_ status: Int, _ id: String?, _ taskID: String?) {
        #expect(Reply.salvagedID(status: status, body: Array(#"{"id":"a","#.utf8))?.rawValue == id)
        #expect(Reply.salvagedID(status: status, body: Array(#"{"id":"a","task_id":"t","#.utf8))?.rawValue == taskID)
    }

    @Test("is found behind a megabyte of anything, and among bytes that are no text")
    func large() {
        let noise = Array(repeating: Array("\"id\":\"".utf8) + [0xFF, 0x5C, 0x5C], count: 100_000).flatMap(\.self)
        #expect(Reply.salvagedID(in: noise + Array(#"","task_id":"t""#.utf8)) == TaskID(rawValue: "t"))
    }
}
