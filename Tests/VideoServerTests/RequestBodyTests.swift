import Foundation
import HTTPTypes
import Testing
import VideoAPI

@testable import VideoServer

@Suite("What POST /v1/videos takes", .timeLimit(.minutes(1)))
struct RequestBodyTests {
    /// The body of the API page's own curl call, to the letter.
    static let page = #"""
         { "model": "wan2.2-kf2v-flash", "images": [ "https://example.com/first-frame.png", "https://example.com/last-frame.png" ], "prompt": "Realistic style, a black kitten curiously looking at the sky, camera moving up from eye level to top-down", "seconds": "5", "size": "720P", "prompt_extend": true } 
        """#

    @Test("the API page's own body is taken, and answered as the page shows")
    func pageBody() async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.post(Self.page)
            #expect(answer.status == 200)
            let id = try #require(answer.json["id"]?.string)
            #expect(id.hasPrefix("task_") && id.utf8.count == 37)
            #expect(answer.json["task_id"]?.string == id)
            #expect(answer.json["object"]?.string == "video")
            #expect(answer.json["model"]?.string == "wan2.2-kf2v-flash")
            #expect(answer.json["status"]?.string == "pending")
            #expect(answer.json["progress"]?.integer == 0)
            #expect(answer.json["created_at"]?.integer == 1_800_000_000)
            #expect(answer.json["seconds"]?.string == "5")
            #expect(answer.json["size"]?.string == "720P")
            #expect(answer.json["metadata"]?["url"] == nil)
            let failed = try await tester.video(id, until: "failed")
            #expect(failed["error"]?["code"]?.string == "image_unreachable")
            #expect(failed["error"]?["message"]?.string == "images[0] could not be fetched: the host does not answer")
        }
    }

    @Test(
        "every field is taken in every legal form",
        arguments: [
            #""prompt":"""#, #""prompt":"\#(String(repeating: "猫", count: 800))""#,
            #""negative_prompt":"\#(String(repeating: "n", count: 500))""#,
            #""seconds":"5""#, #""size":"480P""#, #""size":"1080P""#, #""prompt_extend":false"#, #""watermark":true"#, #""seed":0"#,
            #""seed":2147483647"#, #""something_else":{"a":[1,2.5,null]}"#,
        ]
    )
    func legal(members: String) async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.post(ServerTester.body(members))
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    static let refused: [(members: String, code: String, param: String)] = [
        (#""seconds":5"#, "invalid_seconds", "seconds"),
        (#""seconds":"6""#, "invalid_seconds", "seconds"),
        (#""seconds":"5.0""#, "invalid_seconds", "seconds"),
        (#""size":"720p""#, "invalid_size", "size"),
        (#""size":"4K""#, "invalid_size", "size"),
        (#""size":720"#, "invalid_size", "size"),
        (#""prompt":5"#, "invalid_prompt", "prompt"),
        (#""prompt":["a"]"#, "invalid_prompt", "prompt"),
        (#""prompt":"\#(String(repeating: "猫", count: 801))""#, "prompt_too_long", "prompt"),
        (#""prompt":"a\u0000b""#, "invalid_prompt", "prompt"),
        (#""negative_prompt":"\#(String(repeating: "n", count: 501))""#, "prompt_too_long", "negative_prompt"),
        (#""negative_prompt":false"#, "invalid_negative_prompt", "negative_prompt"),
        (#""prompt_extend":"true""#, "invalid_prompt_extend", "prompt_extend"),
        (#""prompt_extend":1"#, "invalid_prompt_extend", "prompt_extend"),
        (#""watermark":"false""#, "invalid_watermark", "watermark"),
        (#""watermark":0"#, "invalid_watermark", "watermark"),
        (#""seed":2147483648"#, "invalid_seed", "seed"),
        (#""seed":-1"#, "invalid_seed", "seed"),
        (#""seed":1.5"#, "invalid_seed", "seed"),
        (#""seed":7.0"#, "invalid_seed", "seed"),
        (#""seed":"7""#, "invalid_seed", "seed"),
        (#""seed":1e400"#, "invalid_seed", "seed"),
        (#""model":"wan2.1-kf2v-plus","size":"1080P""#, "invalid_size", "size"),
        (#""model":"wan2.1-kf2v-plus","size":"480P""#, "invalid_size", "size"),
        (#""model":"flash""#, "model_not_found", "model"),
        (#""model":"""#, "missing_model", "model"),
        (#""model":null"#, "missing_model", "model"),
        (#""model":7"#, "invalid_model", "model"),
        (#""images":null"#, "invalid_images", "images"),
        (#""images":"https://example.com/a.png""#, "invalid_images", "images"),
        (#""images":[]"#, "invalid_images", "images"),
        (#""images":["https://example.com/a.png"]"#, "invalid_images", "images"),
        (#""images":["https://a.example/","https://b.example/","https://c.example/"]"#, "invalid_images", "images"),
        (#""images":["https://a.example/",7]"#, "invalid_images", "images[1]"),
        (#""images":["/etc/passwd","https://a.example/"]"#, "invalid_images", "images[0]"),
        (#""images":["file:///etc/passwd","https://a.example/"]"#, "invalid_images", "images[0]"),
        (#""images":["https://a.example/","ftp://a.example/a.png"]"#, "invalid_images", "images[1]"),
        (#""images":["https://a.example/","http://127.0.0.1/a.png"]"#, "invalid_images", "images[1]"),
        (#""images":["https://a.example/","http://user:pass@a.example/a.png"]"#, "invalid_images", "images[1]"),
        (#""images":["https://a.example/","data:image/png;base64,%%%"]"#, "invalid_image", "images[1]"),
        (#""images":["data:image/png;base64,R0lGODlhAQABAAAAACw=","https://a.example/"]"#, "invalid_image", "images[0]"),
        (
            #""images":["\#(InlinePicture.url(format: .bmp, bytes: Picture.bmp(width: 9000, height: 1)))","\#(Picture.url)"]"#,
            "invalid_image", "images[0]"
        ),
        (#""images":["\#(Picture.url)","data:image/png;base64,iVBORw0KGgoAAAAN"]"#, "invalid_image", "images[1]"),
    ]

    @Test("what the API page does not allow is refused, naming the field", arguments: refused)
    func refusedField(members: String, code: String, param: String) async throws {
        try await ServerTester.run { tester in
            // The last of two equal keys counts.
            let answer = try await tester.post(ServerTester.body(members))
            #expect(answer.status == 400)
            #expect(answer.code == code)
            #expect(answer.param == param)
            #expect(answer.kind == "invalid_request_error")
            #expect(answer.json["error"]?["message"]?.string?.isEmpty == false)
            let list = try await tester.send(.get, "/v1/videos")
            #expect(list.json["data"]?.array?.isEmpty == true, "a refused request leaves a job")
        }
    }

    @Test(
        "what is required is asked for",
        arguments: [
            (#"{"images":["https://a.example/","https://b.example/"]}"#, "missing_model", "model"),
            (#"{"model":"wan2.2-kf2v-flash"}"#, "invalid_images", "images"),
        ]
    )
    func required(body: String, code: String, param: String) async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.post(body)
            #expect(answer.status == 400)
            #expect(answer.code == code)
            #expect(answer.param == param)
        }
    }

    @Test(
        "a body that is no JSON object is refused",
        arguments: [
            "", " ", "{", "[]", "\"text\"", "null", "{'model':1}", #"{"model":"a",}"#, #"{"model":"a"} x"#, #"{"seed":01}"#, "\u{FEFF}{}",
            String(repeating: "[", count: 100_000),
        ]
    )
    func noObject(body: String) async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.post(body)
            #expect(answer.status == 400)
            #expect(answer.code == "invalid_json")
            #expect(answer.json["error"]?["param"] == .null)
        }
    }

    @Test(
        "another type than JSON is refused",
        arguments: ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", ""]
    )
    func otherType(type: String) async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.post(ServerTester.body(), type: type)
            #expect(answer.status == 415)
            #expect(answer.code == "unsupported_media_type")
        }
    }

    @Test(
        "the JSON type is known with parameters and in any case",
        arguments: ["application/json; charset=utf-8", "Application/JSON", "application/json;charset=UTF-8"]
    )
    func jsonType(type: String) async throws {
        try await ServerTester.run { tester in
            let answer = try await tester.post(ServerTester.body(), type: type)
            #expect(answer.status == 200)
        }
    }

    @Test("a body of 32 MiB is read, and one byte more is refused")
    func bodyLimit() async throws {
        try await ServerTester.run { tester in
            let limit = VideoResponder.bodyLimit
            #expect(limit == 32 * 1024 * 1024)
            let full = [UInt8](repeating: 0x20, count: limit)
            let read = try await tester.send(.post, "/v1/videos", [.contentType: "application/json"], body: full)
            #expect(read.code == "invalid_json")
            let refused = try await tester.send(.post, "/v1/videos", [.contentType: "application/json"], body: full + [0x20])
            #expect(refused.status == 413)
            #expect(refused.code == "body_too_large")
        }
    }
}
