import Foundation
import HTTPTypes
import Testing
import VideoAPI

@testable import VideoServer

@Suite("Jobs on the disk", .timeLimit(.minutes(1)))
struct SharedFolderTests {
    @Test("a job is on the disk, whole and private, when its request is answered")
    func persisted() async throws {
        try await ServerTester.run { tester in
            let id = try await tester.submit(#""prompt":"a cat","seed":9"#)
            let path = tester.folder + "/" + id
            let json = try JSONValue(parsing: Data(contentsOf: URL(fileURLWithPath: path + "/job.json")))
            let record = try #require(JobRecord(json: json))
            #expect(record.id.rawValue == id && record.seed == 9 && record.draft.text(.prompt) == "a cat")
            for (name, mode) in [("", 0o700), ("/job.json", 0o600), ("/lock", 0o600)] {
                #expect(try FileManager.default.attributesOfItem(atPath: path + name)[.posixPermissions] as? Int == mode, "\(name)")
            }
            #expect(try FileManager.default.attributesOfItem(atPath: tester.folder)[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test("servers of one folder see one another's tasks, and can cancel them")
    func shared() async throws {
        try await ServerTester.run { owner in
            let (done, id) = (try await owner.finished(), try await owner.submit())
            let film = try await owner.renderer.next()
            film.report(25)
            try await ServerTester.run(sharing: owner.folder) { other in
                #expect(try await other.send(.get, "/v1/videos/\(done)/content").text == "the video")
                _ = try await other.video(id) { $0["status"]?.string == "running" && $0["progress"]?.integer == 25 }
                #expect(try await other.send(.post, "/v1/videos/\(id)/cancel").json["status"]?.string == "cancelled")
                #expect(try await other.send(.post, "/v1/videos/\(id)/cancel").status == 409)
            }
            #expect(try await owner.video(id)["status"]?.string == "cancelled")
            // The next figure makes the owner look, and stop: the slot is free for two more.
            film.report(30)
            _ = (try await owner.submit(), try await owner.submit())
            _ = (try await owner.renderer.next(), try await owner.renderer.next())
            #expect(try await owner.video(id)["status"]?.string == "cancelled")
        }
    }

    @Test("a job whose owner is gone is answered as failed, interrupted, and can be deleted")
    func ownerGone() async throws {
        try await ServerTester.run { tester in
            let id = JobStore.newID()
            var draft = Draft()
            draft[.seed] = .seed(.value(3))
            var lock: JobLock? = try tester.store.create(JobRecord(id: id, createdAt: 1_799_999_990_000, draft: draft), pictures: [:])
            tester.store.note(JobProgress(status: .running, percent: 55), of: id)
            #expect(try await tester.video(id.rawValue)["status"]?.string == "running")
            withExtendedLifetime(lock) {}
            lock = nil
            for _ in 0..<2 {
                let object = try await tester.video(id.rawValue)
                #expect(object["status"]?.string == "failed")
                #expect(object["error"]?["code"]?.string == "interrupted")
                #expect(object["progress"]?.integer == 55)
                #expect(object["completed_at"]?.integer == 1_800_000_000)
                tester.clock.advance(seconds: 5)
            }
            #expect(try await tester.send(.delete, "/v1/videos/\(id.rawValue)").status == 200)
        }
    }

    @Test("of two ends the first one stands")
    func oneEnd() async throws {
        try await ServerTester.run { tester in
            let id = JobStore.newID()
            let lock = try tester.store.create(JobRecord(id: id, createdAt: 0, draft: Draft()), pictures: [:])
            let cancelled = JobEnd(status: .cancelled, second: 1, percent: 5)
            #expect(tester.store.settle(id, as: cancelled) == cancelled)
            #expect(tester.store.settle(id, as: .interrupted(at: 2, percent: 9)) == cancelled)
            #expect(tester.store.end(of: id) == cancelled)
            withExtendedLifetime(lock) {}
        }
    }

    @Test("jobs expired for a day are removed, others and those that render are not")
    func removal() async throws {
        try await ServerTester.run { tester in
            let (old, running) = (try await tester.finished(), try await tester.submit())
            _ = try await tester.renderer.next()
            tester.clock.advance(seconds: 3600)
            let young = try await tester.finished()
            tester.clock.advance(seconds: 47 * 3600 - 1)
            tester.store.sweep(second: tester.clock.now.second)
            #expect(try await tester.send(.get, "/v1/videos/\(old)").status == 200)
            tester.clock.advance(seconds: 1)
            tester.store.sweep(second: tester.clock.now.second)
            #expect(try await tester.send(.get, "/v1/videos/\(old)").status == 404)
            #expect(try await tester.video(young)["status"]?.string == "succeeded")
            #expect(try await tester.video(running)["status"]?.string == "running")
        }
    }

    @Test("what a killed server left of jobs that are over is removed, and nothing of those that go on")
    func remains() async throws {
        try await ServerTester.run { tester in
            let store = tester.store
            let (killed, alive) = (JobStore.newID(), JobStore.newID())
            let picture: [Int: [UInt8]] = [0: [1], 1: [2]]
            var lock: JobLock? = try store.create(JobRecord(id: killed, createdAt: 1_800_000_000_000, draft: Draft()), pictures: picture)
            let other = try store.create(JobRecord(id: alive, createdAt: 1_800_000_000_000, draft: Draft()), pictures: picture)
            let drafts = ["video.mp4", "video.mp4.part", "state.json.0123abcd"]
            for id in [killed, alive] {
                for name in drafts { try SafeFile.create("\(store.folder)/\(id.rawValue)/\(name)", [3], durably: false) }
            }
            withExtendedLifetime(lock) {}
            lock = nil
            let finished = try await tester.finished()
            store.sweep(second: tester.clock.now.second)
            func files(_ id: String) throws -> [String] {
                try FileManager.default.contentsOfDirectory(atPath: "\(store.folder)/\(id)").sorted()
            }
            #expect(try files(killed.rawValue) == ["end.json", "job.json", "lock"])
            #expect(store.end(of: killed)?.failure?.code == "interrupted")
            #expect(try files(alive.rawValue) == (["image-0", "image-1", "job.json", "lock"] + drafts).sorted())
            #expect(try files(finished).contains("video.mp4"))
            withExtendedLifetime(other) {}
        }
    }

    @Test("a folder that others can write into is refused")
    func openFolder() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/tween-open-" + RandomText.alphanumeric(12)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try JobStore(folder: folder).prepare()
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
        #expect(throws: VideoServerFault.self) { try JobStore(folder: folder).prepare() }
        try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "/tmp")
        #expect(throws: VideoServerFault.self) { try JobStore(folder: folder + "/link").prepare() }
    }
}
