import Foundation
import GRDB
import Journal
import Testing
import VideoAPI

@Suite("Sending")
struct SendingTests {
    let place: Place

    init() throws { place = try Place() }

    @Test("each step is seen by another connection as soon as its call returns")
    func writeAhead() throws {
        let (journal, other) = (try place.open(), try place.open())
        let begun = try journal.begin(.sample())
        #expect(try other.task(begun.number) == begun)
        #expect(begun.sending == .sending)
        #expect(begun.id == nil && begun.status == nil)
        let accepted = try journal.accepted(begun.number, .saying("queued"))
        #expect(try other.task(begun.number) == accepted)
        #expect(accepted.sending == .accepted)
        #expect(accepted.id == TaskID(rawValue: "vid_1"))
        #expect(accepted.status == .queued)
    }

    @Test("a record gives back what was written down")
    func fields() throws {
        let new = NewTask.sample(seed: 42, prompt: "第一\n\"行\" 🐈\u{0}!", model: .plus)
        let record = try place.open().begin(new)
        #expect(record.profile == new.profile)
        #expect(record.origin == new.origin)
        #expect(record.keyFingerprint == new.keyFingerprint)
        #expect(!record.isDemo)
        #expect(record.draft == Draft(stored: new.draft))
        #expect(record.draft.model == .plus)
        #expect(record.draft.seed == .value(42))
        #expect(record.idempotencyKey == new.idempotencyKey)
        #expect(record.createdAt == place.now)
    }

    @Test("numbers rise from 1 and are never used again, not even after a row was taken away")
    func numbers() throws {
        #expect(try (1...3).map { _ in try place.open().begin(.sample()).number.rawValue } == [1, 2, 3])
        try place.tamper { try $0.execute(sql: "DELETE FROM change; DELETE FROM task WHERE number = 3") }
        #expect(try place.open().begin(.sample()).number.rawValue == 4)
    }

    @Test(
        "a sending that came to no good end keeps what is known of it",
        arguments: [(ServiceError.lost, SendingState.unconfirmed), (.refused, .notSent), (.invalid, .rejected)]
    )
    func ended(_ error: ServiceError, _ state: SendingState) throws {
        let journal = try place.open()
        let number = try journal.begin(.sample()).number
        place.pass(3)
        let record = try journal.ended(number, error)
        #expect(record.sending == state)
        #expect(record.failure == TaskFailure(code: error.code, message: error.message))
        #expect(!record.isUnfinished)
        let change = try #require(try journal.history(of: number).last)
        #expect(change.event.rawValue == state.rawValue)
        #expect(change.at == record.createdAt + 3)
        #expect(change.message == error.message)
        #expect(change.code == error.code)
        #expect(change.httpStatus == error.httpStatus)
    }

    @Test("when a service wants an unconfirmed request again is known to other shells, until it goes out again")
    func welcome() throws {
        let (journal, other) = (try place.open(), try place.open())
        for (error, wait) in [(ServiceError.lost, Duration.milliseconds(6_001)), (.lost, nil), (.invalid, .seconds(6))] {
            var error = error
            error.retryAfter = wait
            let number = try journal.begin(.sample()).number
            _ = try journal.ended(number, error)
            let moment = wait != nil && error.sending == .unconfirmed ? place.now + 7 : nil
            #expect(try other.task(number)?.welcomeAt == moment)
            #expect(try journal.resend(number).welcomeAt == nil)
        }
    }

    @Test("a raw answer is kept to the last byte, up to 64 KiB, cut between characters")
    func reply() throws {
        let journal = try place.open()
        for (reply, kept) in [
            ("{\"id\":\u{0}", "{\"id\":\u{0}"),
            (String(repeating: "小", count: 30_000), String(repeating: "小", count: 21_845)),
            (String(repeating: "\r\n", count: 40_000), String(repeating: "\r\n", count: 32_768)),
        ] {
            var error = ServiceError.lost
            error.reply = reply
            let number = try journal.begin(.sample()).number
            _ = try journal.ended(number, error)
            #expect(try journal.history(of: number).last?.reply == kept)
        }
    }

    @Test("an id is kept exactly as it came", arguments: ["", "a/../b?c", "x\u{0}y", "\u{1b}[31m", String(repeating: "k", count: 70_000)])
    func oddID(_ id: String) throws {
        let journal = try place.open()
        let number = try journal.begin(.sample()).number
        _ = try journal.accepted(number, .saying("running", id: id))
        let kept = try #require(try place.open().task(number)?.id?.rawValue)
        #expect(Array(kept.utf8) == Array(id.utf8))
    }

    @Test(
        "an id that comes late is taken in any state: it may be all that is left of a paid task",
        arguments: [ServiceError.lost, .refused, .invalid]
    )
    func lateID(_ error: ServiceError) throws {
        let journal = try place.open()
        let number = try journal.begin(.sample()).number
        _ = try journal.ended(number, error)
        let record = try journal.accepted(number, .saying("running"))
        #expect(record.sending == .accepted)
        #expect(record.failure == nil)
        #expect(try journal.task(number) == record)
    }

    @Test("a second id for one task is in the history, the first stays")
    func secondID() throws {
        let journal = try place.open()
        let number = try journal.accept(id: "vid_1")
        #expect(try journal.accepted(number, .saying("running", id: "vid_2")).id?.rawValue == "vid_1")
        let change = try #require(try journal.history(of: number).last)
        #expect(change.event == .otherID)
        #expect(change.message == "vid_2")
    }

    @Test("an unconfirmed task is ended by an id, by the user's word, or sent once more under its key")
    func resolving() throws {
        let journal = try place.open()
        let numbers = try (1...3).map { _ in
            let number = try journal.begin(.sample()).number
            _ = try journal.ended(number, .lost)
            return number
        }
        let adopted = try journal.adopt(TaskID(rawValue: "vid_9"), for: numbers[0])
        #expect(adopted.sending == .accepted)
        #expect(adopted.isUnfinished)
        #expect(adopted.id?.rawValue == "vid_9")
        let closed = try journal.closeAsNotCharged(numbers[1])
        #expect(closed.sending == .notSent)
        let key = try journal.task(numbers[2])?.idempotencyKey
        let resent = try journal.resend(numbers[2])
        #expect(resent.sending == .sending)
        #expect(resent.failure == nil)
        #expect(resent.idempotencyKey == key)
        #expect(try journal.history(of: numbers[2]).map(\.event) == [.sending, .unconfirmed, .resent])
    }

    @Test("an id that another task of the service has is not adopted; of a lost task the id can be named anew")
    func adoptingAnew() throws {
        let journal = try place.open()
        let numbers = try (1...2).map { _ in
            let number = try journal.begin(.sample()).number
            _ = try journal.ended(number, .lost)
            return number
        }
        _ = try journal.adopt(TaskID(rawValue: "vid_1"), for: numbers[0])
        #expect(throws: JournalError.idTaken(by: numbers[0])) { try journal.adopt(TaskID(rawValue: "vid_1"), for: numbers[1]) }
        #expect(try journal.task(numbers[1])?.sending == .unconfirmed)
        _ = try journal.adopt(TaskID(rawValue: "vid_typo"), for: numbers[1])
        #expect(throws: JournalError.wrongState(numbers[1], .accepted)) { try journal.adopt(TaskID(rawValue: "vid_2"), for: numbers[1]) }
        _ = try journal.observe(numbers[1], TaskSnapshot(id: TaskID(rawValue: "vid_typo"), status: .lost))
        let anew = try journal.adopt(TaskID(rawValue: "vid_2"), for: numbers[1])
        #expect(anew.id?.rawValue == "vid_2")
        #expect(anew.status == .pending)
    }

    @Test("of two shells that send a task once more, one does")
    func resendRace() throws {
        let (one, two) = (try place.open(), try place.open())
        let number = try one.begin(.sample()).number
        _ = try one.ended(number, .lost)
        _ = try two.resend(number)
        #expect(throws: JournalError.wrongState(number, .sending)) { try one.resend(number) }
    }

    @Test("a step from the wrong state is refused and changes nothing")
    func wrongState() throws {
        let journal = try place.open()
        let number = try journal.accept()
        let before = try journal.task(number)
        let refusal = JournalError.wrongState(number, .accepted)
        #expect(throws: refusal) { try journal.ended(number, .lost) }
        #expect(throws: refusal) { try journal.adopt(TaskID(rawValue: "x"), for: number) }
        #expect(throws: refusal) { try journal.closeAsNotCharged(number) }
        #expect(throws: refusal) { try journal.resend(number) }
        #expect(try journal.task(number) == before)
        #expect(try journal.history(of: number).count == 2)
        let waiting = try journal.begin(.sample()).number
        #expect(throws: JournalError.wrongState(waiting, .sending)) { try journal.observe(waiting, .saying("running")) }
    }

    @Test("a task that nobody knows is told")
    func noSuchTask() throws {
        let journal = try place.open()
        let number = TaskNumber(rawValue: 12)
        #expect(try journal.task(number) == nil)
        #expect(throws: JournalError.noSuchTask(number)) { try journal.remark(number, "x") }
    }

    @Test("two shells write two hundred tasks each at once: four hundred numbers, no lock error")
    func interleaved() throws {
        let journals = [try place.open(), try place.open()]
        let results = Results()
        DispatchQueue.concurrentPerform(iterations: 2) { shell in
            for task in 1...200 {
                results.add(Result { try journals[shell].accept(.sample(seed: task), id: "vid_\(shell)_\(task)") })
            }
        }
        let numbers = try results.all().map { try $0.get() }
        #expect(Set(numbers) == Set((1...400).map(TaskNumber.init(rawValue:))))
        #expect(Set(try journals[0].list().compactMap(\.id)).count == 400)
        try journals[0].check()
    }
}
