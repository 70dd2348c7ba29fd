import HTTPTypes
import Testing
import VideoAPI

@testable import VideoServer

@Suite("The other endpoints", .timeLimit(.minutes(1)))
struct EndpointTests {
    @Test("the list goes in pages, the newest first, or the oldest when asked")
    func list() async throws {
        try await ServerTester.run { tester in
            let empty = try await tester.send(.get, "/v1/videos").json
            #expect(empty == ["object": "list", "data": [], "first_id": .null, "last_id": .null, "has_more": false])
            var ids: [String] = []
            for _ in 0..<5 {
                ids.append(try await tester.submit())
                tester.clock.advance(seconds: 0.5)
            }
            for (query, expected, hasMore) in [
                ("", Array(ids.reversed()), false), ("?order=asc", ids, false), ("?limit=2", [ids[4], ids[3]], true),
                ("?limit=2&after=\(ids[3])", [ids[2], ids[1]], true), ("?limit=2&after=\(ids[1])", [ids[0]], false),
                ("?limit=3&order=asc&after=\(ids[1])", [ids[2], ids[3], ids[4]], false), ("?after=\(ids[0])", [], false),
                ("?limit=100&else=1", Array(ids.reversed()), false),
            ] {
                let page = try await tester.send(.get, "/v1/videos\(query)").json
                #expect(page["data"]?.array?.compactMap { $0["id"]?.string } == expected, "\(query)")
                #expect(page["has_more"]?.bool == hasMore, "\(query)")
                #expect(page["first_id"] == (expected.first.map(JSONValue.string) ?? .null), "\(query)")
                #expect(page["last_id"] == (expected.last.map(JSONValue.string) ?? .null), "\(query)")
            }
        }
    }

    @Test("a list without a limit has 20")
    func defaultLimit() async throws {
        try await ServerTester.run { tester in
            for _ in 0..<21 { _ = try await tester.submit() }
            let page = try await tester.send(.get, "/v1/videos").json
            #expect(page["data"]?.array?.count == 20)
            #expect(page["has_more"]?.bool == true)
        }
    }

    @Test(
        "a list that nobody can give is refused",
        arguments: [
            ("limit=0", 400, "limit"), ("limit=101", 400, "limit"), ("limit=x", 400, "limit"), ("limit=", 400, "limit"),
            ("limit=99999999999999999999", 400, "limit"), ("order=up", 400, "order"), ("after=task_nobody", 404, "after"),
        ]
    )
    func badList(query: String, status: Int, param: String) async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.send(.get, "/v1/videos?\(query)")
            #expect(answer.status == status)
            #expect(answer.param == param)
        }
    }

    @Test("the models are listed, and told one by one")
    func models() async throws {
        try await ServerTester.run { tester in
            let list = try await tester.send(.get, "/v1/models").json
            #expect(list["object"]?.string == "list")
            #expect(list["data"]?.array?.compactMap { $0["id"]?.string } == ["wan2.2-kf2v-flash", "wan2.1-kf2v-plus"])
            let model = try await tester.send(.get, "/v1/models/wan2.1-kf2v-plus").json
            #expect(model["object"]?.string == "model")
            #expect(model["supported_endpoint_types"] == ["openai-video"])
            let missing = try await tester.send(.get, "/v1/models/sora")
            #expect(missing.status == 404 && missing.code == "model_not_found")
        }
    }

    @Test("health is told without a token")
    func health() async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.send(.get, "/healthz", [.authorization: "none"])
            #expect(answer.status == 200 && answer.json["status"]?.string == "ok")
        }
    }

    @Test(
        "a task that nobody knows is a 404",
        arguments: [
            "task_00000000000000000000000000000000", "x", "..", "%2e%2e%2fjob", "task_..%2F..%2F..%2F..%2Fetc%2Fpasswd0000000", "%00", "",
        ]
    )
    func unknownTask(id: String) async throws {
        try await ServerTester.run { tester in
            for (method, path) in [
                (HTTPRequest.Method.get, "/v1/videos/\(id)"), (.get, "/v1/videos/\(id)/content"), (.delete, "/v1/videos/\(id)"),
                (.post, "/v1/videos/\(id)/cancel"),
            ] {
                let answer = try await tester.send(method, path)
                #expect(answer.status == 404)
                #expect(answer.code == "task_not_exist")
                #expect(answer.kind == "not_found_error")
            }
        }
    }

    @Test(
        "a path that the API does not have is named",
        arguments: [
            (HTTPRequest.Method.get, "/v1/else"), (.post, "/v1/videos/x/remix"), (.delete, "/v1/videos/a/b/c"), (.get, "/"),
            (.get, "/v1/videos/"),
            (.get, "/v1"), (.get, "//v1/videos"),
        ]
    )
    func unknownPath(method: HTTPRequest.Method, path: String) async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.send(method, path)
            #expect(answer.status == 404)
            if path != "/v1/videos/" {
                #expect(answer.json["error"]?["message"]?.string == "Invalid URL (\(method.rawValue) \(path))")
            }
        }
    }

    @Test(
        "a method that a path does not have is refused with those that it has",
        arguments: [
            (HTTPRequest.Method.delete, "/v1/videos", "GET, HEAD, POST"), (.put, "/v1/videos/x", "GET, HEAD, DELETE"),
            (.post, "/v1/videos/x/content", "GET, HEAD"), (.get, "/v1/videos/x/cancel", "POST"), (.post, "/v1/models", "GET, HEAD"),
            (.post, "/v1/models/x", "GET, HEAD"), (.post, "/healthz", "GET, HEAD"), (.options, "/v1/videos", "GET, HEAD, POST"),
        ]
    )
    func wrongMethod(method: HTTPRequest.Method, path: String, allowed: String) async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.send(method, path)
            #expect(answer.status == 405)
            #expect(answer.header("Allow") == allowed)
            #expect(answer.code == "method_not_allowed")
        }
    }

    @Test(
        "every answer has a name of its own, under both headers",
        arguments: [
            (HTTPRequest.Method.get, "/healthz"), (.get, "/v1/videos"), (.get, "/v1/videos/x"), (.put, "/v1/videos"), (.get, "/else"),
            (.post, "/v1/videos"), (.head, "/v1/models"),
        ]
    )
    func requestID(method: HTTPRequest.Method, path: String) async throws {
        try await ServerTester.run { tester in
            let answers = [try await tester.send(method, path), try await tester.send(method, path)]
            for answer in answers { #expect(answer.header("x-request-id") == answer.header("X-Oneapi-Request-Id")) }
            let names = Set(answers.compactMap { $0.header("x-request-id") })
            #expect(names.count == 2)
        }
    }
}
