import HTTPTypes
import Testing

@testable import VideoServer

@Suite("Who may come in", .timeLimit(.minutes(1)))
struct GateTests {
    private let gate = Gate(token: "a-token")

    private func request(authority: String?, _ headers: HTTPFields = [:]) -> HTTPRequest {
        HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/v1/videos", headerFields: headers)
    }

    @Test(
        "the names of this machine are let in",
        arguments: [
            "127.0.0.1", "127.0.0.1:8080", "localhost", "LocalHost:1", "[::1]", "[::1]:65535",
        ]
    )
    func ownNames(authority: String) throws {
        try gate.checkSource(of: request(authority: authority))
    }

    @Test(
        "every other name is refused, as a page that was rebound would send it",
        arguments: [
            "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.2", "127.1", "[::2]", "::1",
            "",
            "localhost:evil", "evil@localhost", "0.0.0.0",
        ] as [String]
    )
    func otherNames(authority: String) {
        #expect(throws: Refusal.self) { try gate.checkSource(of: request(authority: authority)) }
    }

    @Test("a request that names no host is refused")
    func noName() {
        #expect(throws: Refusal.self) { try gate.checkSource(of: request(authority: nil)) }
    }

    @Test("a web page is refused, whatever it calls itself", arguments: ["http://localhost", "https://evil.example", "null", ""])
    func origin(origin: String) async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.send(.get, "/v1/videos", [.origin: origin])
            #expect(answer.status == 403)
            #expect(answer.code == "origin_not_allowed" && answer.kind == "permission_error")
            #expect(answer.header("Access-Control-Allow-Origin") == nil)
            #expect(try await tester.send(.get, "/healthz", [.origin: origin]).status == 403)
        }
    }

    @Test(
        "without the token nothing is told, not even which paths there are",
        arguments: [
            "a-token", "Bearer", "Bearer ", "Bearer a-toke", "Bearer a-tokens", "Bearer A-token", "Basic a-token", "Bearer  a-token", "",
        ]
    )
    func token(header: String) async throws {
        try await ServerTester.run { tester in
            for path in ["/v1/videos", "/v1/models", "/v1/else", "/"] {
                let answer = try await tester.send(.get, path, [.authorization: header])
                #expect(answer.status == 401)
                #expect(answer.kind == "authentication_error")
                #expect(answer.header("WWW-Authenticate") == "Bearer")
            }
        }
    }

    @Test("the scheme's name is taken in any case", arguments: ["Bearer a-token", "bearer a-token", "BEARER a-token"])
    func scheme(header: String) async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.send(.get, "/v1/videos", [.authorization: header])
            #expect(answer.status == 200)
        }
    }
}
