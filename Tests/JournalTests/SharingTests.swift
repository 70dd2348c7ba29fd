import Dispatch
import GRDB
import Journal
import Testing
import VideoAPI

@Suite("Several shells at once")
struct SharingTests {
    @Test("eight shells that hear different last words of the same tasks agree on the first, and nobody meets a lock")
    func lastWords() throws {
        let place = try Place()
        let shells = try (1...8).map { _ in try place.open() }
        let numbers = try (1...10).map { try shells[0].accept(id: "vid_\($0)") }
        let results = Results()
        DispatchQueue.concurrentPerform(iterations: shells.count) { shell in
            for number in numbers {
                results.add(
                    Result {
                        _ = try shells[shell].observe(number, .saying("running", progress: shell))
                        _ = try shells[shell].observe(number, .saying(shell.isMultiple(of: 2) ? "succeeded" : "failed"))
                        _ = try shells[shell].saved(number, path: "/v/\(shell).mp4")
                        return number
                    }
                )
            }
        }
        #expect(try results.all().map { try $0.get() }.count == 80)
        for number in numbers {
            let life = try #require(try shells[0].life(of: number))
            let last = life.changes.filter { $0.event == .status && $0.status?.isTerminal == true }
            #expect(last.map(\.status) == [life.record.status])
        }
        try shells[0].check()
    }

    @Test("tasks of a shell that is gone are taken over, each by one of eight that try at once")
    func heirs() throws {
        let place = try Place()
        let shells = try (1...8).map { _ in try place.open() }
        let left = try {
            let shell = try place.open()
            return try (1...40).map { try shell.accept(id: "vid_\($0)") }
        }()
        let results = Results()
        DispatchQueue.concurrentPerform(iterations: shells.count) { shell in
            do {
                for number in left where try !shells[shell].follower(of: number).isAnother { results.add(.success(number)) }
            } catch {
                results.add(.failure(error))
            }
        }
        #expect(try results.all().map { try $0.get() }.sorted() == left)
        #expect(try shells[0].history(of: left[0]).map(\.event) == [.sending, .accepted, .takenOver])
    }

    @Test("looking for shells that are gone, and hearing what was heard before, writes nothing")
    func quiet() throws {
        let place = try Place()
        let (one, two) = (try place.open(), try place.open())
        let number = try one.accept()
        _ = try one.observe(number, .saying("running", progress: 41))
        let other = try DatabaseQueue(path: place.database)
        func version() throws -> Int? { try other.read { try Int.fetchOne($0, sql: "PRAGMA data_version") } }
        let before = try version()
        #expect(try two.takeOver() == Journal.Legacy())
        #expect(try one.takeOver() == Journal.Legacy())
        for _ in 1...3 { #expect(try one.observe(number, .saying("running", progress: 41)).effect == .none) }
        #expect(try version() == before)
    }

    @Test("mere progress is heard at each step and written at each ten")
    func progress() throws {
        let place = try Place()
        let journal = try place.open()
        let number = try journal.accept()
        let other = try DatabaseQueue(path: place.database)
        func version() throws -> Int? { try other.read { try Int.fetchOne($0, sql: "PRAGMA data_version") } }
        var (writes, last) = (0, try version())
        for progress in 1...100 {
            for effect in [Journal.Observation.Effect.changed, .none] {
                let heard = try journal.observe(number, .saying("running", progress: progress))
                #expect(heard.effect == effect)
                #expect(heard.record.progress == progress)
            }
            let now = try version()
            if now != last { writes += 1 }
            last = now
        }
        #expect(writes == 11)
        #expect(try journal.task(number)?.progress == 100)
        #expect(try journal.observe(number, .saying("running", progress: 95)).effect == .changed)
        #expect(try journal.observe(number, .saying("running")).effect == .changed)
        #expect(try journal.task(number)?.progress == nil)
        #expect(try journal.history(of: number).map(\.event) == [.sending, .accepted, .status])
    }
}
