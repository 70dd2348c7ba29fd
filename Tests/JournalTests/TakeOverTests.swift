import Foundation
import GRDB
import Journal
import Testing
import VideoAPI

/// A shell is as dead as its lock: the kernel drops it with the last descriptor, whether the value goes or the process is killed.
@Suite("Shells that are gone")
struct TakeOverTests {
    let place: Place

    init() throws { place = try Place() }

    @Test("a sending that a dead shell has left is unconfirmed, and told once")
    func abandoned() throws {
        let number = try place.open().begin(.sample()).number
        let journal = try place.open()
        #expect(try journal.task(number)?.sending == .sending)
        let legacy = try journal.takeOver()
        #expect(legacy.unconfirmed.map(\.number) == [number])
        #expect(legacy.interrupted.isEmpty && legacy.unfinished.isEmpty)
        #expect(try journal.task(number)?.sending == .unconfirmed)
        #expect(try journal.history(of: number).last?.event == .abandoned)
        #expect(try journal.takeOver() == Journal.Legacy())
        #expect(try place.open().takeOver() == Journal.Legacy())
    }

    @Test("what a living shell does is not another's to judge, nor its own sending")
    func living() throws {
        let (one, two) = (try place.open(), try place.open())
        let sending = try one.begin(.sample()).number
        let local = try one.accept(.sample(isDemo: true))
        let running = try one.accept()
        #expect(try two.takeOver() == Journal.Legacy())
        #expect(try one.takeOver() == Journal.Legacy())
        #expect(try [sending, local, running].map { try two.task($0)?.sending } == [.sending, .accepted, .accepted])
        withExtendedLifetime(one) {}
    }

    @Test("a dead shell's tasks go to the one of two living shells that is the first to ask")
    func oneHeir() throws {
        let number = try place.open().accept()
        let (one, two) = (try place.open(), try place.open())
        for shell in [two, one] { #expect(try shell.takeOver().unfinished.map(\.number) == [number]) }
        #expect(try one.follower(of: number).isAnother == false)
        #expect(try two.follower(of: number).isAnother)
        for shell in [two, one] { #expect(try shell.takeOver() == Journal.Legacy()) }
        #expect(try two.list(.running).map(\.number) == [number])
        withExtendedLifetime(one) {}
    }

    @Test("shells that come and go without asking leave a task's life as it was, and who asks writes it down once")
    func onlyLooking() throws {
        let number = try place.open().accept()
        for _ in 1...3 { #expect(try place.open().takeOver().unfinished.map(\.number) == [number]) }
        #expect(try place.open().history(of: number).map(\.event) == [.sending, .accepted])
        let shell = try place.open()
        for _ in 1...3 { #expect(try shell.follower(of: number).isAnother == false) }
        #expect(try shell.history(of: number).map(\.event) == [.sending, .accepted, .takenOver])
    }

    @Test("what the service does not know any more is nobody's to ask for")
    func lost() throws {
        let number = try {
            let shell = try place.open()
            let number = try shell.accept()
            _ = try shell.observe(number, .saying("lost"))
            return number
        }()
        #expect(try place.open().takeOver() == Journal.Legacy())
        #expect(try place.open().history(of: number).last?.event == .status)
    }

    @Test("a local task whose shell is gone failed, interrupted; what had ended stays as it is")
    func interrupted() throws {
        let (cut, running, done) = try {
            let shell = try place.open()
            let cut = try shell.begin(.sample(isDemo: true)).number
            let (running, done) = (try shell.accept(.sample(isDemo: true)), try shell.accept(.sample(isDemo: true)))
            _ = try shell.observe(running, .saying("running", progress: 40))
            _ = try shell.observe(done, .saying("succeeded"))
            return (cut, running, done)
        }()
        let journal = try place.open()
        #expect(try journal.takeOver().interrupted.map(\.number) == [cut, running])
        let record = try #require(try journal.task(running))
        #expect(record.status == .failed)
        #expect(record.failure == TaskFailure(code: "interrupted", message: "interrupted"))
        #expect(record.finishedAt == place.now)
        #expect(try journal.task(cut)?.sending == .notSent)
        #expect(try journal.task(done)?.status == .succeeded)
    }

    @Test("a shell may be killed in the middle of a transaction: what was committed is there, what was not is not")
    func cutTransaction() throws {
        let shell = try place.open()
        let number = try shell.begin(.sample()).number
        let copy = try Place()
        try FileManager.default.createDirectory(atPath: copy.folder, withIntermediateDirectories: true)
        try place.tamper { db in
            try db.execute(sql: "BEGIN IMMEDIATE; PRAGMA cache_size = 1; PRAGMA cache_spill = 1")
            for row in 1...200 {
                try db.execute(
                    sql: "INSERT INTO change (task, at, event, reply) VALUES (1, ?, 'status', ?)",
                    arguments: [row, String(repeating: "x", count: 5_000)]
                )
            }
            // The files as a power cut or a kill would leave them now: the log holds pages of a transaction that never ended.
            for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: place.database + suffix, toPath: copy.database + suffix) }
            try db.execute(sql: "ROLLBACK")
        }
        let size = try FileManager.default.attributesOfItem(atPath: copy.database + "-wal")[.size] as? Int ?? 0
        try #require(size > 500_000)
        let journal = try copy.open()
        #expect(journal.notices.isEmpty)
        #expect(try journal.history(of: number).map(\.event) == [.sending])
        #expect(try journal.takeOver().unconfirmed.map(\.number) == [number])
        try journal.check()
        withExtendedLifetime(shell) {}
    }
}
