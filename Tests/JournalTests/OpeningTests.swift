import Foundation
import GRDB
import Testing
import VideoAPI

@testable import Journal

@Suite("Opening")
struct OpeningTests {
    let place: Place

    init() throws { place = try Place() }

    @Test("folder and files are made for the owner alone")
    func modes() throws {
        let journal = try place.open()
        _ = try journal.begin(.sample())
        #expect(journal.notices.isEmpty)
        #expect(try place.mode(place.root + "/state") == 0o700)
        #expect(try place.mode(place.folder) == 0o700)
        #expect(place.files == ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm", "journal.lock"])
        for file in place.files { #expect(try place.mode(place.folder + "/" + file) == 0o600, "\(file)") }
    }

    @Test("a file that others could read is taken away from them")
    func tightens() throws {
        try place.open().accept()
        #expect(chmod(place.database, 0o644) == 0)
        let journal = try place.open()
        #expect(try place.mode(place.database) == 0o600)
        #expect(try journal.newest()?.number.rawValue == 1)
    }

    @Test("every commit is on disk when the call returns: write-ahead log and full synchronisation")
    func durability() throws {
        let journal = try place.open()
        let settings = try journal.read { db in
            try ["journal_mode", "synchronous", "busy_timeout"].map { try String.fetchOne(db, sql: "PRAGMA \($0)") }
        }
        #expect(settings == ["wal", "2", "5000"])
    }

    @Test("a folder that is a symbolic link is refused")
    func linkedFolder() throws {
        try FileManager.default.createDirectory(atPath: place.root + "/state/elsewhere", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: place.folder, withDestinationPath: "elsewhere")
        #expect(throws: JournalError.unsafe(path: place.folder, .symbolicLink)) { try place.open() }
        #expect(place.files.isEmpty)
    }

    @Test("a folder that others may write is refused", arguments: [0o770, 0o707, 0o777])
    func sharedFolder(_ mode: mode_t) throws {
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        #expect(chmod(place.folder, mode) == 0)
        #expect(throws: JournalError.unsafe(path: place.folder, .writableByOthers)) { try place.open() }
    }

    @Test("a folder of somebody else is refused", .enabled(if: geteuid() == 0, "needs root to give the folder away"))
    func foreignFolder() throws {
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        #expect(chown(place.folder, 65_534, 65_534) == 0)
        #expect(throws: JournalError.unsafe(path: place.folder, .notOurs)) { try place.open() }
    }

    @Test("a file in the folder's place, or above it, is refused")
    func fileInTheWay() throws {
        #expect(FileManager.default.createFile(atPath: place.root + "/state", contents: nil))
        #expect(throws: JournalError.notWritable(path: place.folder, message: "Not a directory")) { try place.open() }
        #expect(throws: JournalError.unsafe(path: place.root + "/state", .notAFolder)) {
            try Journal(folder: place.root + "/state") { 0 }
        }
    }

    @Test("a database or lock file that is a symbolic link is refused", arguments: ["journal.sqlite", "journal.lock"])
    func linkedFile(_ name: String) throws {
        _ = try place.open()
        let path = place.folder + "/" + name
        try FileManager.default.moveItem(atPath: path, toPath: place.root + "/moved")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: place.root + "/moved")
        #expect(throws: JournalError.unsafe(path: path, .symbolicLink)) { try place.open() }
    }

    @Test("a damaged file is set aside whole and told, and an empty journal takes its place")
    func corrupt() throws {
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        let rubbish = Data(repeating: 0x5A, count: 10_000)
        try rubbish.write(to: URL(fileURLWithPath: place.database))
        let journal = try place.open()
        let aside = place.database + ".corrupt-\(place.now)"
        #expect(journal.notices == [.setAside(path: aside)])
        #expect(try Data(contentsOf: URL(fileURLWithPath: aside)) == rubbish)
        #expect(try journal.begin(.sample()).number.rawValue == 1)
        #expect(try place.open().notices.isEmpty)
    }

    @Test("two damaged files of one second get two names")
    func corruptTwice() throws {
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        for _ in 1...2 {
            try Data(repeating: 0x5A, count: 10_000).write(to: URL(fileURLWithPath: place.database))
            _ = try place.open()
        }
        let base = "journal.sqlite.corrupt-\(place.now)"
        #expect(place.files.isSuperset(of: [base, base + "-2"]))
    }

    @Test("the write-ahead log goes aside with its database")
    func corruptWithLog() throws {
        _ = try place.open()
        for suffix in ["", "-wal", "-shm"] { try Data("not SQLite\(suffix)".utf8).write(to: URL(fileURLWithPath: place.database + suffix)) }
        let folder = try StateFolder(place.folder)
        let aside = try folder.setDatabaseAside(at: 5)
        let base = "journal.sqlite.corrupt-5"
        #expect(place.files == ["journal.lock", base, base + "-wal", base + "-shm"])
        #expect(try String(contentsOfFile: aside + "-wal", encoding: .utf8) == "not SQLite-wal")
    }

    @Test(
        "a database of another program is set aside, not written into",
        arguments: [
            "CREATE TABLE t (x)", "CREATE TABLE t (x); PRAGMA user_version = 1", "PRAGMA user_version = 99", "PRAGMA user_version = -1",
        ]
    )
    func foreign(_ sql: String) throws {
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        try place.tamper { try $0.execute(sql: sql) }
        let journal = try place.open()
        #expect(journal.notices == [.setAside(path: place.database + ".corrupt-\(place.now)")])
        #expect(try journal.list().isEmpty)
    }

    @Test("a newer journal is read and not written")
    func newer() throws {
        try place.open().accept()
        try place.tamper { try $0.execute(sql: "ALTER TABLE task ADD COLUMN star INTEGER; PRAGMA user_version = 9") }
        let journal = try place.open()
        #expect(journal.notices == [.newerVersion(9)])
        #expect(try journal.newest()?.id?.rawValue == "vid_1")
        #expect(throws: JournalError.newerVersion(9)) { try journal.begin(.sample()) }
        #expect(throws: JournalError.newerVersion(9)) { try journal.takeOver() }
        #expect(try journal.list().count == 1)
    }

    @Test("damage inside the file is found by the check, which a sound file passes")
    func check() throws {
        let journal = try place.open()
        for _ in 1...20 { try journal.accept() }
        try journal.check()
        let pages = try place.tamper { db in
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            return try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        }
        try #require(pages > 4)
        let file = try #require(FileHandle(forUpdatingAtPath: place.database))
        try file.seek(toOffset: 4096 * 2)
        try file.write(contentsOf: Data(repeating: 0xFF, count: 4096 * (pages - 2)))
        try file.close()
        #expect {
            try place.open().check()
        } throws: { error in
            if case .corrupt? = error as? JournalError { true } else { false }
        }
    }

    @Test("damage that shows late can be set aside by hand, and a new opening starts afresh")
    func setAside() throws {
        let journal = try place.open()
        try journal.accept()
        let aside = try journal.setAside()
        #expect(FileManager.default.fileExists(atPath: aside))
        #expect(throws: JournalError.self) { try journal.begin(.sample()) }
        #expect(try place.open().list().isEmpty)
    }

    @Test("a full disk is told as that, and nothing is half written")
    func diskFull() throws {
        let journal = try place.open()
        try journal.accept()
        try journal.read { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
        }
        let large = NewTask.sample(prompt: String(repeating: "小", count: 800_000))
        #expect(throws: JournalError.diskFull) { try journal.begin(large) }
        #expect(try journal.list().count == 1)
        #expect(try place.open().begin(.sample()).number.rawValue == 2)
    }

    @Test("a journal that another program holds is told as locked")
    func locked() throws {
        let journal = try place.open()
        try journal.read { try $0.execute(sql: "PRAGMA busy_timeout = 0") }
        try place.tamper { other in
            try other.execute(sql: "BEGIN IMMEDIATE")
            #expect(throws: JournalError.locked) { try journal.begin(.sample()) }
            #expect(try journal.list().isEmpty)
            try other.execute(sql: "ROLLBACK")
        }
        #expect(try journal.begin(.sample()).number.rawValue == 1)
    }
}
