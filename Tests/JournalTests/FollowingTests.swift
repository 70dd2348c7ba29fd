import Journal
import Testing
import VideoAPI

@Suite("Following")
struct FollowingTests {
    let place: Place

    init() throws { place = try Place() }

    @Test("a change is written down with its time, the same word again is none")
    func changes() throws {
        let journal = try place.open()
        let number = try journal.accept()
        place.pass(5)
        #expect(try journal.observe(number, .saying("running", progress: 10)).effect == .changed)
        #expect(try journal.observe(number, .saying("running", progress: 10)).effect == .none)
        place.pass(5)
        let moved = try journal.observe(number, .saying("running", progress: 60))
        #expect(moved.effect == .changed)
        #expect(moved.record.progress == 60)
        let history = try journal.history(of: number)
        #expect(history.map(\.event) == [.sending, .accepted, .status])
        #expect(history.map(\.at) == [place.now - 10, place.now - 10, place.now - 5])
        #expect(history.last?.progress == 10)
    }

    @Test("an unknown word counts as running and is kept")
    func unknownWord() throws {
        let journal = try place.open()
        let number = try journal.accept()
        let record = try journal.observe(number, .saying("pondering")).record
        #expect(record.status == .running)
        #expect(record.rawStatus == "pondering")
        #expect(record.isUnfinished)
    }

    @Test("a step back before the end is the service's word, and the history has both")
    func regress() throws {
        let journal = try place.open()
        let number = try journal.accept()
        for word in ["running", "queued"] { _ = try journal.observe(number, .saying(word)) }
        #expect(try journal.task(number)?.status == .queued)
        #expect(try journal.history(of: number).compactMap(\.status) == [.pending, .running, .queued])
    }

    @Test(
        "a terminal status is final; what the service says later is in the history, once",
        arguments: ["succeeded", "failed", "cancelled"]
    )
    func terminal(_ word: String) throws {
        let journal = try place.open()
        let number = try journal.accept()
        place.pass(60)
        let done = try journal.observe(number, .saying(word)).record
        #expect(done.status?.rawValue == word)
        #expect(done.finishedAt == place.now)
        place.pass(60)
        for _ in 1...3 {
            let later = try journal.observe(number, .saying("running"))
            #expect(later.effect == .contradicted)
            #expect(later.record == done)
        }
        #expect(try journal.task(number) == done)
        #expect(try journal.history(of: number).map(\.event) == [.sending, .accepted, .status, .contradicted])
        #expect(try journal.history(of: number).last?.rawStatus == "running")
    }

    @Test("a finished task takes a fresh address of its video")
    func freshAddress() throws {
        let journal = try place.open()
        let number = try journal.accept()
        var snapshot = TaskSnapshot.saying("succeeded")
        snapshot.videoURL = "https://example.com/1.mp4"
        _ = try journal.observe(number, snapshot)
        snapshot.videoURL = "https://example.com/2.mp4"
        place.pass(9)
        let record = try journal.observe(number, snapshot).record
        #expect(record.videoURL == "https://example.com/2.mp4")
        #expect(record.finishedAt == place.now - 9)
    }

    @Test("a lost task is unfinished and can be found again")
    func lost() throws {
        let journal = try place.open()
        let number = try journal.accept()
        #expect(try journal.observe(number, .saying("lost")).record.isUnfinished)
        #expect(try journal.observe(number, .saying("succeeded")).record.status == .succeeded)
    }

    @Test("a failure keeps the service's code and message")
    func failure() throws {
        let journal = try place.open()
        let number = try journal.accept()
        var snapshot = TaskSnapshot.saying("failed")
        snapshot.failure = TaskFailure(code: "Moderation", message: "不行\u{0}!")
        _ = try journal.observe(number, snapshot)
        #expect(try journal.task(number)?.failure == snapshot.failure)
        #expect(try journal.history(of: number).last?.code == "Moderation")
    }

    @Test("where the video was saved and remarks are kept, told once, and a remark can be taken away")
    func savedAndRemark() throws {
        let journal = try place.open()
        let number = try journal.accept()
        for _ in 1...2 { #expect(try journal.saved(number, path: "/v/小猫.mp4").savedPath == "/v/小猫.mp4") }
        #expect(try journal.remark(number, "blocked: key").remark == "blocked: key")
        #expect(try journal.remark(number, nil).remark == nil)
        #expect(try journal.history(of: number).map(\.event) == [.sending, .accepted, .saved, .remarked, .remarked])
        #expect(try journal.history(of: number).map(\.message).suffix(3) == ["/v/小猫.mp4", "blocked: key", nil])
    }
}
