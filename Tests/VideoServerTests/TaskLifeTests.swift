import Foundation
import HTTPTypes
import Renderer
import Testing
import VideoAPI

@testable import VideoServer

@Suite("The life of a task", .timeLimit(.minutes(1)))
struct TaskLifeTests {
    @Test("a task goes from pending over running to succeeded, its progress rises, and it ends with the facts of its video")
    func success() async throws {
        try await ServerTester.run { tester in
            let id = try await tester.submit(#""prompt":"a cat","seed":7,"watermark":true,"negative_prompt":"text""#)
            let film = try await tester.renderer.next()
            #expect(film.job.first == Picture.bmp() && film.job.last == Picture.bmp())
            #expect(film.job.prompt == "a cat" && film.job.seed == 7 && film.job.hasWatermark && film.job.size == .p720)
            let running = try await tester.video(id, until: "running")
            #expect(running["completed_at"] == nil && running["expires_at"] == nil && running["metadata"]?["url"] == nil)
            film.report(40)
            _ = try await tester.video(id) { $0["progress"]?.integer == 40 }
            film.report(20)
            film.report(100)
            // A lower figure is passed over, and 100 is kept for the end.
            #expect(try await tester.video(id) { $0["progress"]?.integer != 40 }["progress"]?.integer == 99)
            tester.clock.advance(seconds: 12)
            film.finish(warnings: ["the last picture is small"])
            let done = try await tester.video(id, until: "succeeded")
            #expect(done["progress"]?.integer == 100)
            #expect(done["completed_at"]?.integer == 1_800_000_012)
            #expect(done["expires_at"]?.integer == 1_800_086_400)
            #expect(done["prompt"]?.string == "a cat")
            #expect(done["error"] == nil)
            let metadata = try #require(done["metadata"])
            #expect(metadata["url"]?.string == "http://localhost/v1/videos/\(id)/content")
            #expect(metadata["width"]?.integer == 1280 && metadata["height"]?.integer == 720 && metadata["fps"]?.integer == 30)
            #expect(metadata["seed"]?.integer == 7)
            #expect(
                metadata["warnings"]?.array?.compactMap(\.string) == [
                    "negative_prompt was taken, but the local preview engine makes no use of it", "the last picture is small",
                ]
            )
            #expect(try FileManager.default.contentsOfDirectory(atPath: tester.folder + "/" + id).filter { $0.hasPrefix("image") } == [])
        }
    }

    @Test("a request without a seed is told the one that was drawn")
    func drawnSeed() async throws {
        try await ServerTester.run { tester in
            let id = try await tester.submit()
            #expect(try await tester.video(id)["metadata"]?["seed"]?.integer == 4711)
            #expect(try await tester.renderer.next().job.seed == 4711)
        }
    }

    @Test("pictures are fetched from their addresses")
    func fetched() async throws {
        let (first, last) = (Picture.bmp(width: 4, height: 4), Picture.bmp(width: 8, height: 4))
        try await ServerTester.run(pictures: ["https://a.example/1": first, "https://a.example/2": last]) { tester in
            let id = try await tester.post(#"{"model":"wan2.1-kf2v-plus","images":["https://a.example/1","https://a.example/2"]}"#).json[
                "id"
            ]?.string
            let film = try await tester.renderer.next()
            #expect(film.job.first == first && film.job.last == last)
            film.finish()
            _ = try await tester.video(try #require(id), until: "succeeded")
        }
    }

    @Test(
        "a task whose picture is no good fails, naming the picture",
        arguments: [
            (["https://a.example/1": Picture.bmp()], "image_unreachable", "images[1]"),
            (["https://a.example/2": Picture.bmp()], "image_unreachable", "images[0]"),
            (["https://a.example/1": Picture.bmp(), "https://a.example/2": Array("<html>".utf8)], "invalid_image", "images[1]"),
            (
                ["https://a.example/1": Picture.bmp(width: 100, height: 2), "https://a.example/2": Picture.bmp()], "invalid_image",
                "images[0]"
            ),
        ]
    )
    func badPicture(pictures: [String: [UInt8]], code: String, place: String) async throws {
        try await ServerTester.run(pictures: pictures) { tester in
            let answer = try await tester.post(#"{"model":"wan2.2-kf2v-flash","images":["https://a.example/1","https://a.example/2"]}"#)
            let failed = try await tester.video(try #require(answer.json["id"]?.string), until: "failed")
            #expect(failed["error"]?["code"]?.string == code)
            #expect(failed["error"]?["message"]?.string?.hasPrefix(place) == true)
            #expect(failed["metadata"]?["url"] == nil && failed["expires_at"] == nil)
            #expect(failed["completed_at"]?.integer == 1_800_000_000)
        }
    }

    @Test(
        "a rendering that fails says so",
        arguments: [
            (RenderError.picture(index: 1, .damaged), "invalid_image", "images[1]"),
            (.engine("the disk is full"), "render_failed", "the disk is full"),
        ]
    )
    func failure(error: RenderError, code: String, words: String) async throws {
        try await ServerTester.run { tester in
            let id = try await tester.submit()
            let film = try await tester.renderer.next()
            film.report(30)
            _ = try await tester.video(id) { $0["progress"]?.integer == 30 }
            film.fail(error)
            let failed = try await tester.video(id, until: "failed")
            #expect(failed["error"]?["code"]?.string == code)
            #expect(failed["error"]?["message"]?.string?.hasPrefix(words) == true)
            #expect(failed["progress"]?.integer == 30)
        }
    }

    @Test("two render, 32 wait in order, and the next is refused until one has ended")
    func queue() async throws {
        try await ServerTester.run { tester in
            var ids: [String] = []
            for _ in 0..<34 { ids.append(try await tester.submit()) }
            let films = [try await tester.renderer.next(), try await tester.renderer.next()]
            #expect(try await tester.video(ids[1], until: "running")["metadata"]?["queue_position"] == nil)
            let waiting = try await tester.video(ids[2])
            #expect(waiting["status"]?.string == "queued")
            #expect(waiting["metadata"]?["queue_position"]?.integer == 1)
            #expect(try await tester.video(ids[33])["metadata"]?["queue_position"]?.integer == 32)
            let refused = try await tester.post(ServerTester.body())
            #expect(refused.status == 429)
            #expect(refused.code == "queue_full" && refused.kind == "rate_limit_error")
            #expect(refused.header("Retry-After").flatMap(Int.init).map((1...120).contains) == true)
            films[0].finish()
            _ = try await tester.renderer.next()
            _ = try await tester.video(ids[2], until: "running")
            #expect(try await tester.video(ids[33])["metadata"]?["queue_position"]?.integer == 31)
            #expect(try await tester.post(ServerTester.body()).status == 200)
        }
    }

    @Test("the end of all jobs is waited for, also of those that wait")
    func finishesJobs() async throws {
        try await ServerTester.run { tester in
            await tester.server.finishJobs()
            let ids = [try await tester.submit(), try await tester.submit(), try await tester.submit()]
            let films = [try await tester.renderer.next(), try await tester.renderer.next()]
            async let all: Void = tester.server.finishJobs()
            for film in films { film.finish() }
            try await tester.renderer.next().finish()
            await all
            for id in ids { #expect(try await tester.video(id)["status"]?.string == "succeeded") }
        }
    }

    @Test("a running task is cancelled, and its rendering stopped")
    func cancelRunning() async throws {
        try await ServerTester.run { tester in
            let id = try await tester.submit()
            let film = try await tester.renderer.next()
            film.report(60)
            _ = try await tester.video(id) { $0["progress"]?.integer == 60 }
            let answer = try await tester.send(.post, "/v1/videos/\(id)/cancel")
            #expect(answer.status == 200)
            #expect(answer.json["status"]?.string == "cancelled" && answer.json["progress"]?.integer == 60)
            #expect(answer.json["error"] == nil && answer.json["completed_at"]?.integer == 1_800_000_000)
            film.finish()
            #expect(try await tester.send(.delete, "/v1/videos/\(id)").status == 200)
            #expect(!FileManager.default.fileExists(atPath: tester.folder + "/" + id))
        }
    }

    @Test("a waiting task is cancelled and never rendered")
    func cancelWaiting() async throws {
        try await ServerTester.run { tester in
            let ids = [try await tester.submit(), try await tester.submit(), try await tester.submit(), try await tester.submit()]
            let film = try await tester.renderer.next()
            _ = try await tester.renderer.next()
            #expect(try await tester.send(.post, "/v1/videos/\(ids[2])/cancel").json["status"]?.string == "cancelled")
            film.finish()
            #expect(try await tester.renderer.next().job.destination.contains(ids[3]))
        }
    }

    @Test("what has ended cannot be cancelled, and what has not cannot be deleted")
    func conflicts() async throws {
        try await ServerTester.run { tester in
            let done = try await tester.finished()
            let running = try await tester.submit()
            for answer in [
                try await tester.send(.post, "/v1/videos/\(done)/cancel"), try await tester.send(.delete, "/v1/videos/\(running)"),
            ] {
                #expect(answer.status == 409)
                #expect(answer.header("x-should-retry") == "false")
                #expect(answer.kind == "invalid_request_error")
            }
            #expect(try await tester.video(done)["status"]?.string == "succeeded")
        }
    }

    @Test("a deleted task is gone")
    func delete() async throws {
        try await ServerTester.run { tester in
            let id = try await tester.finished()
            let answer = try await tester.send(.delete, "/v1/videos/\(id)")
            #expect(answer.status == 200)
            #expect(answer.json == ["id": .string(id), "object": "video.deleted", "deleted": true])
            #expect(try await tester.send(.get, "/v1/videos/\(id)").status == 404)
            #expect(try await tester.send(.delete, "/v1/videos/\(id)").status == 404)
            #expect(try FileManager.default.contentsOfDirectory(atPath: tester.folder) == [])
        }
    }

    @Test("a server that stops ends its tasks as interrupted")
    func stopped() async throws {
        try await ServerTester.run { tester in
            let ids = [try await tester.submit(), try await tester.submit(), try await tester.submit()]
            _ = try await tester.renderer.next()
            await tester.server.responder.queue.close()
            for id in ids {
                let object = try await tester.video(id)
                #expect(object["status"]?.string == "failed")
                #expect(object["error"]?["code"]?.string == "interrupted")
            }
            let refused = try await tester.post(ServerTester.body())
            #expect(refused.status == 503 && refused.header("Retry-After") != nil)
        }
    }
}
