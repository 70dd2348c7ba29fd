import Glibc
import Testing

@testable import Terminal

@Suite
struct HistoryFileTests {
    /// The texts in a history file; none if there is no file.
    static func texts(at path: String) throws -> [String] { try HistoryFile(path: path).texts() }

    private func record(_ text: String) -> HistoryRecord { HistoryRecord(seconds: 1_700_000_000, label: "local", text: text) }

    @Test(
        "an entry comes back as it was",
        arguments: [
            "set seed 7", "一只黑色小猫 🎬", "two\nrows\r\n", "tab\there", #"back\slash \n \t"#, String(repeating: "x", count: 1024),
            String(repeating: "长", count: 21_845), "\\", "\u{1F}\u{0}\u{85}\u{2028}",
        ]
    )
    func roundTrip(_ text: String) throws {
        let folder = try TemporaryFolder()
        let file = HistoryFile(path: folder.path("history"))
        try file.append(record(text))
        try file.append(record("after"))
        #expect(try file.texts() == [text, "after"])
        #expect(try folder.read("history").split(separator: 0x0A).count == 3)
    }

    @Test("the file says what it is, and each entry when and where")
    func format() throws {
        let folder = try TemporaryFolder()
        try HistoryFile(path: folder.path("history")).append(record("set seed 7"))
        #expect(try String(decoding: folder.read("history"), as: UTF8.self) == "tween-history 1\n1700000000\tlocal\tset seed 7\t\n")
    }

    @Test("a record cut off at any byte costs that record alone")
    func tornRecord() throws {
        let whole = Array((HistoryRecord.header + record("one").line).utf8)
        let torn = Array(record("set prompt 黑猫").line.utf8)
        for length in 0..<torn.count {
            let folder = try TemporaryFolder()
            try folder.write(whole + torn[..<length], to: "history")
            let file = HistoryFile(path: folder.path("history"))
            try file.append(record("two"))
            let texts = try file.texts()
            // Only the newline missing, the record is whole.
            #expect(texts == (length == torn.count - 1 ? ["one", "set prompt 黑猫", "two"] : ["one", "two"]))
        }
    }

    @Test("two writers at once lose nothing and mix nothing")
    func twoWriters() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("history")
        await withTaskGroup(of: Void.self) { group in
            for writer in ["a", "b"] {
                group.addTask {
                    for number in 0..<200 {
                        let text = "\(writer)\(number) " + String(repeating: writer, count: number * 10)
                        do { try HistoryFile(path: path).append(HistoryRecord(seconds: 1, label: "", text: text)) } catch {
                            Issue.record(error)
                        }
                    }
                }
            }
        }
        let texts = try Self.texts(at: path)
        for writer in ["a", "b"] {
            let own = texts.filter { $0.hasPrefix(writer) }
            #expect(own == (0..<200).map { "\(writer)\($0) " + String(repeating: writer, count: $0 * 10) })
        }
        #expect(texts.count == 400)
    }

    @Test("the file is its owner's alone, even if it was open to others")
    func permissions() throws {
        let folder = try TemporaryFolder()
        for mode: mode_t in [0, 0o644] {
            if mode != 0 { chmod(folder.path("history"), mode) }
            try HistoryFile(path: folder.path("history")).append(record("x"))
            var status = stat()
            #expect(stat(folder.path("history"), &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
        }
    }

    @Test("a link or a folder is refused")
    func notAPlainFile() throws {
        let folder = try TemporaryFolder()
        try folder.write([], to: "target")
        #expect(symlink(folder.path("target"), folder.path("link")) == 0)
        for path in [folder.path("link"), "/tmp"] {
            #expect(throws: HistoryFile.Fault.self) { try HistoryFile(path: path).append(record("x")) }
        }
        #expect(try folder.read("target").isEmpty)
        #expect(throws: HistoryFile.Fault.notOurs) { try HistoryFile(path: folder.path("link")).read() }
    }

    @Test("a file of something else is set aside, one of a newer version left alone")
    func foreignFile() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("_HiStOrY_V2_\nset\\040seed\n".utf8), to: "history")
        try HistoryFile(path: folder.path("history")).append(record("x"))
        #expect(try Self.texts(at: folder.path("history")) == ["x"])
        #expect(folder.names.count == 2 && folder.names.last?.hasPrefix("history.corrupt-") == true)
        try folder.write(Array("tween-history 2\n".utf8), to: "newer")
        #expect(throws: HistoryFile.Fault.newer) { try HistoryFile(path: folder.path("newer")).append(record("x")) }
        #expect(try folder.read("newer") == Array("tween-history 2\n".utf8))
    }
}

extension HistoryFile {
    /// Adds a record as a shell does that has just begun.
    func append(_ record: HistoryRecord) throws(Fault) {
        var appender = HistoryAppender(self)
        try appender.append(record)
    }

    /// The texts of all its records, oldest first.
    func texts() throws(Fault) -> [String] {
        var log = HistoryLog()
        log.add(lines: try read().lines)
        return (0..<log.count).map { log.record(at: $0).text }
    }
}
