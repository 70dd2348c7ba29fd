import Foundation
import GRDB
import Testing
import VideoAPI

@testable import Journal

/// What a disk, a power cut or another program may do to the files between two instructions.
@Suite("Faults")
struct FaultTests {
    /// A task's whole way, one call after the other, with texts that need pages of their own.
    private static let steps: [@Sendable (Journal) throws -> Void] = [
        { _ = try $0.begin(.sample(prompt: String(repeating: "小", count: 3_000))) },
        { _ = try $0.accepted(one, .saying("queued", id: String(repeating: "k", count: 9_000))) },
        { _ = try $0.observe(one, .saying("running", progress: 40)) },
        { _ = try $0.begin(.sample(seed: 2)) },
        { journal in
            var error = ServiceError.lost
            error.reply = String(repeating: "<html>", count: 10_000)
            _ = try journal.ended(two, error)
        },
        { _ = try $0.note(one, String(repeating: "note ", count: 2_000)) },
        { _ = try $0.tag(one, adding: ["客户"]) },
        { _ = try $0.observe(one, .saying("succeeded")) },
        { _ = try $0.saved(one, path: "/v/1.mp4") },
        { _ = try $0.adopt(TaskID(rawValue: "vid_2"), for: two) },
    ]

    private static let one = TaskNumber(rawValue: 1)
    private static let two = TaskNumber(rawValue: 2)

    private func lives(_ journal: Journal) throws -> [Journal.Life] {
        var lives: [Journal.Life] = []
        try journal.walk { batch in
            lives += batch
            return true
        }
        return lives
    }

    private func isSound(_ place: Place) throws -> Bool {
        try place.tamper { db in
            try db.execute(sql: "INSERT INTO search(search) VALUES ('integrity-check')")
            return try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"]
        }
    }

    /// The database as it was at the beginning with the first part of its log is what a power cut or a kill leaves behind.
    @Test("cut off within any page that is written, everything is there that had been told as done, and nothing by halves")
    func powerCut() throws {
        let place = try Place()
        let journal = try place.open()
        var states: [(end: UInt64, lives: [Journal.Life])] = [(0, [])]
        for step in Self.steps {
            try step(journal)
            states.append((try size(of: place.database + "-wal"), try lives(journal)))
        }
        let end = try #require(states.last?.end)
        let frame: UInt64 = 24 + 4096
        try #require(end > 60 * frame && end < 1000 * frame, "not one checkpoint, or the database would have moved on")
        for cut in stride(from: 32 + frame / 2, through: end + frame, by: Int(frame)) {
            let copy = try Place()
            try FileManager.default.createDirectory(atPath: copy.folder, withIntermediateDirectories: true)
            for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: place.database + suffix, toPath: copy.database + suffix) }
            let log = try #require(FileHandle(forWritingAtPath: copy.database + "-wal"))
            try log.truncate(atOffset: min(cut, end))
            try log.close()
            let reopened = try copy.open()
            #expect(reopened.notices.isEmpty)
            #expect(try lives(reopened) == states.last { $0.end <= cut }?.lives, "cut at \(cut)")
            #expect(try isSound(copy), "cut at \(cut)")
        }
    }

    @Test("a disk that is full at any page is told, changes nothing, and the same step succeeds once there is room")
    func diskFull() throws {
        var failures = 0
        for room in 0..<200 {
            let place = try Place()
            let journal = try place.open()
            let pages = try journal.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
            try limit(journal, pages: pages + room)
            var hasFailed = false
            for step in Self.steps {
                let before = try lives(journal)
                do {
                    try step(journal)
                } catch {
                    #expect(error as? JournalError == .diskFull)
                    #expect(try lives(journal) == before)
                    try limit(journal, pages: 100_000)
                    try step(journal)
                    hasFailed = true
                }
            }
            #expect(try journal.list().map(\.id?.rawValue.utf8.count) == [5, 9_000])
            #expect(try isSound(place))
            if !hasFailed { break }
            failures += 1
        }
        #expect(10..<200 ~= failures)
    }

    @Test("files that are removed, renamed or replaced under a shell are told, and nothing is written into what nobody will read")
    func replaced() throws {
        for (suffix, isReplaced) in [("", false), ("", true), ("-wal", false), ("-wal", true)] {
            let place = try Place()
            let journal = try place.open()
            let number = try journal.accept()
            let path = place.database + suffix
            try FileManager.default.moveItem(atPath: path, toPath: place.root + "/moved")
            if isReplaced { try FileManager.default.copyItem(atPath: place.root + "/moved", toPath: path) }
            #expect(throws: JournalError.replaced(path: place.database), "\(suffix) \(isReplaced)") { try journal.begin(.sample()) }
            #expect(throws: JournalError.replaced(path: place.database)) { try journal.observe(number, .saying("running")) }
            #expect(throws: JournalError.replaced(path: place.database)) { try journal.list() }
        }
    }

    @Test("a shell notices that another has set the journal aside, and begins anew in the new one")
    func setAsideByAnother() throws {
        let place = try Place()
        let (one, two) = (try place.open(), try place.open())
        try one.accept()
        _ = try two.setAside()
        #expect(throws: JournalError.replaced(path: place.database)) { try one.begin(.sample()) }
        #expect(try place.open().begin(.sample()).number.rawValue == 1)
    }

    @Test("what is said of a row that can't be read holds nothing of the row")
    func unreadableRow() throws {
        let place = try Place()
        let journal = try place.open()
        #expect(throws: JournalError.corrupt(message: "a row can't be read")) {
            _ = try journal.read { try StoredTask.fetchOne($0, sql: "SELECT 1 AS number, 'secret' AS prompt") }
        }
    }

    @Test("of two shells that find the same damage one sets the journal aside; the new one stays where it is")
    func setAsideOnce() throws {
        let place = try Place()
        let (one, two) = (try place.open(), try place.open())
        try one.accept()
        let aside = try one.setAside()
        let new = try place.open()
        let number = try new.accept()
        let files = place.files
        #expect(throws: JournalError.replaced(path: place.database)) { try two.setAside() }
        #expect(place.files == files && files.contains((aside as NSString).lastPathComponent))
        #expect(try new.observe(number, .saying("running")).record.status == .running)
        #expect(try place.open().list().map(\.number) == [number])
    }

    @Test("a folder that can't be written is told by its name")
    func readOnlyFolder() throws {
        let place = try Place()
        try place.open().accept()
        #expect(chmod(place.root, 0o755) == 0 && chmod(place.root + "/state", 0o755) == 0 && chmod(place.folder, 0o555) == 0)
        defer { chmod(place.folder, 0o700) }
        let error = try withoutPrivileges { try place.open() }
        #expect(error as? JournalError == .notWritable(path: place.folder, message: "Permission denied"))
    }

    @Test("bytes that went bad anywhere are an error, or do no harm: nothing crashes over them")
    func badBytes() throws {
        let place = try Place()
        let number = try {
            let journal = try place.open()
            for step in Self.steps { try step(journal) }
            for task in 1...20 { try journal.accept(.sample(seed: task, prompt: "a kitten 小猫 \(task)"), id: "vid_\(task)") }
            return try journal.accept()
        }()
        let good = try Data(contentsOf: URL(fileURLWithPath: place.database))
        let uses: [(Journal) throws -> Void] = [
            { try $0.check() }, { _ = try $0.takeOver() }, { _ = try $0.list() }, { _ = try $0.list(.failed, limit: 5) },
            { _ = try $0.search("kitten 小猫", limit: 9) }, { _ = try $0.tallies(since: nil) }, { _ = try $0.list(.tagged("客户")) },
            { _ = try $0.note(number, "note") }, { _ = try $0.begin(.sample()) }, { _ = try self.lives($0) },
        ]
        var chance: UInt64 = 1
        var found = 0
        for _ in 1...40 {
            var bad = good
            for _ in 1...30 {
                chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bad[Int(chance >> 33) % bad.count] = UInt8(truncatingIfNeeded: chance >> 17)
            }
            try bad.write(to: URL(fileURLWithPath: place.database))
            let errors = uses.compactMap { use in error { try use(try place.open()) } }
            #expect(errors.allSatisfy { $0 is JournalError })
            found += errors.count
        }
        #expect(found > 10)
    }

    @Test("the check finds damage behind everything else's back, and says so to all who ask; broken off, it says nothing of the file")
    func check() throws {
        let place = try Place()
        let journal = try place.open()
        for _ in 1...50 { try journal.accept() }
        journal.startCheck()
        try journal.check()
        try place.tamper { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        let damaged = DamageCheck(path: place.root + "/damaged")
        try FileManager.default.copyItem(atPath: place.database, toPath: place.root + "/damaged")
        let file = try #require(FileHandle(forUpdatingAtPath: place.root + "/damaged"))
        try file.seek(toOffset: 4096 * 2)
        try file.write(contentsOf: Data(repeating: 0xFF, count: 4096 * 10))
        try file.close()
        damaged.start()
        for _ in 1...2 {
            #expect {
                try damaged.wait()
            } throws: { error in
                if case .corrupt? = error as? JournalError { true } else { false }
            }
        }
        let broken = DamageCheck(path: place.database)
        broken.cancel()
        #expect {
            try broken.wait()
        } throws: { error in
            if case .other(code: 9, _)? = error as? JournalError { true } else { false }
        }
    }
}

extension FaultTests {
    private func size(of path: String) throws -> UInt64 {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64)
    }

    private func limit(_ journal: Journal, pages: Int) throws {
        try journal.read { _ = try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages)") }
    }

    /// What a body throws on a thread that the file system takes for nobody's, if it may do everything otherwise.
    private func withoutPrivileges<Result>(_ body: () throws -> Result) throws -> (any Error)? {
        guard geteuid() == 0 else { return error(body) }
        typealias SetFileSystemUser = @convention(c) (uid_t) -> CInt
        let symbol = try #require(dlsym(nil, "setfsuid"), "a call of Linux that Swift's Glibc does not know")
        let setUser = unsafeBitCast(symbol, to: SetFileSystemUser.self)
        _ = setUser(65_534)
        defer { _ = setUser(0) }
        return error(body)
    }

    private func error<Result>(_ body: () throws -> Result) -> (any Error)? {
        do {
            _ = try body()
            return nil
        } catch {
            return error
        }
    }
}
