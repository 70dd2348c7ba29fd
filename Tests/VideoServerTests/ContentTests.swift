import Foundation
import HTTPTypes
import Renderer
import Testing
import VideoAPI

@testable import VideoServer

@Suite("The content of a video", .timeLimit(.minutes(1)))
struct ContentTests {
    static let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }

    @Test("the whole video comes with its facts, and HEAD gives the same without it")
    func whole() async throws {
        try await ServerTester.run { tester in
            let path = "/v1/videos/\(try await tester.finished(Array("abc".utf8)))/content"
            for method in [HTTPRequest.Method.get, .head] {
                let answer = try await tester.send(method, path)
                #expect(answer.status == 200)
                #expect(answer.text == (method == .head ? "" : "abc"))
                #expect(answer.header("Content-Type") == "video/mp4")
                #expect(answer.header("Content-Length") == "3")
                #expect(answer.header("Accept-Ranges") == "bytes")
                #expect(answer.header("ETag") == "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"")
                #expect(answer.header("Last-Modified") == "Fri, 15 Jan 2027 08:00:00 GMT")
                #expect(answer.header("Cache-Control") == "private")
                #expect(answer.header("Content-Disposition")?.contains("filename=\"task_") == true)
            }
        }
    }

    @Test(
        "a range is answered as RFC 9110 says",
        arguments: [
            ("bytes=0-0", 206, 0...0), ("bytes=0-499", 206, 0...499), ("bytes=500-", 206, 500...999), ("bytes=-1", 206, 999...999),
            ("bytes=-5000", 206, 0...999), ("bytes=990-99999999999999999999", 206, 990...999), ("BYTES=1-2", 206, 1...2),
            ("bytes=0-1,5-6", 200, 0...999), ("items=0-1", 200, 0...999),
        ] as [(String, Int, ClosedRange<Int>)]
    )
    func range(header: String, status: Int, expected: ClosedRange<Int>) async throws {
        try await ServerTester.run { tester in
            let id = try await tester.finished(Self.bytes)
            let answer = try await tester.send(.get, "/v1/videos/\(id)/content", [.range: header])
            #expect(answer.status == status)
            #expect(answer.bytes == Array(Self.bytes[expected]))
            #expect(answer.header("Content-Length") == "\(expected.count)")
            let range = "bytes \(expected.lowerBound)-\(expected.upperBound)/1000"
            #expect(answer.header("Content-Range") == (status == 206 ? range : nil))
            let head = try await tester.send(.head, "/v1/videos/\(id)/content", [.range: header])
            #expect(head.status == 200 && head.header("Content-Length") == "1000")
        }
    }

    @Test(
        "a range that the video does not have is refused",
        arguments: [
            "bytes=1000-", "bytes=-0", "bytes=5-2", "bytes=a-b", "bytes=-", "bytes=", "bytes=1", "bytes=99999999999999999999-",
        ]
    )
    func noRange(header: String) async throws {
        try await ServerTester.run { tester in
            let id = try await tester.finished(Self.bytes)
            let answer = try await tester.send(.get, "/v1/videos/\(id)/content", [.range: header])
            #expect(answer.status == 416)
            #expect(answer.header("Content-Range") == "bytes */1000")
        }
    }

    @Test("If-Range gives a part only of the video that the client knows")
    func ifRange() async throws {
        try await ServerTester.run { tester in
            let path = "/v1/videos/\(try await tester.finished(Self.bytes))/content"
            let known = try await tester.send(.get, path).headers
            let etag = try #require(known[.eTag])
            for (condition, status) in [
                (etag, 206), (known[.lastModified] ?? "", 206), ("W/" + etag, 200), ("\"other\"", 200),
                ("Fri, 15 Jan 2027 08:00:01 GMT", 200),
            ] {
                let answer = try await tester.send(.get, path, [.range: "bytes=10-19", .ifRange: condition])
                #expect(answer.status == status, "\(condition)")
                #expect(answer.bytes.count == (status == 206 ? 10 : 1000))
            }
        }
    }

    @Test("a video of several megabytes comes whole")
    func large() async throws {
        try await ServerTester.run { tester in
            let bytes = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let id = try await tester.finished(bytes)
            #expect(try await tester.send(.get, "/v1/videos/\(id)/content").bytes == bytes)
        }
    }

    @Test("there is no content before the end, nor after a failure")
    func notCompleted() async throws {
        try await ServerTester.run { tester in
            let id = try await tester.submit()
            let film = try await tester.renderer.next()
            #expect(try await tester.send(.get, "/v1/videos/\(id)/content").code == "task_not_completed")
            film.fail(.engine("x"))
            _ = try await tester.video(id, until: "failed")
            let answer = try await tester.send(.get, "/v1/videos/\(id)/content")
            #expect(answer.status == 400 && answer.header("x-should-retry") == "false")
            #expect(try await tester.send(.get, "/v1/videos/task_nobody/content").status == 404)
        }
    }

    @Test("after 24 hours the content has expired, and the task is still told")
    func expired() async throws {
        try await ServerTester.run { tester in
            let id = try await tester.finished()
            tester.clock.advance(seconds: 24 * 3600 - 1)
            #expect(try await tester.send(.get, "/v1/videos/\(id)/content").status == 200)
            tester.clock.advance(seconds: 1)
            let answer = try await tester.send(.get, "/v1/videos/\(id)/content")
            #expect(answer.status == 410 && answer.code == "expired")
            #expect(try await tester.video(id)["status"]?.string == "succeeded")
        }
    }

    @Test("a file that somebody took away or changed is not passed off as the video")
    func changed() async throws {
        try await ServerTester.run { tester in
            let id = try await tester.finished(Self.bytes)
            try Data([1, 2, 3]).write(to: URL(fileURLWithPath: tester.store.videoPath(TaskID(rawValue: id))))
            #expect(try await tester.send(.get, "/v1/videos/\(id)/content").status == 410)
        }
    }
}
