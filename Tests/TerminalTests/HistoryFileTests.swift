import Glibc
import Testing

@testable import Terminal

@Suite
struct HistoryFileTests {
    /// The texts in a history file; none if there is no file.
    static func texts(at path: String) throws -> [String] { try HistoryFile(path: path).newest(100_000) }

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
        #expect(try file.newest(10) == [text, "after"])
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
            let texts = try file.newest(10)
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

    @Test("of a long file the newest entries are read")
    func tail() throws {
        let folder = try TemporaryFolder()
        let lines = (0..<100_000).map { record("set seed \($0) " + String(repeating: "x", count: 50)).line }
        try folder.write(Array((HistoryRecord.header + lines.joined()).utf8), to: "history")
        let texts = try HistoryFile(path: folder.path("history")).newest(5000)
        #expect(texts.count == 5000)
        #expect(texts.first?.hasPrefix("set seed 95000 ") == true)
        #expect(texts.last?.hasPrefix("set seed 99999 ") == true)
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
        #expect(throws: HistoryFile.Fault.notOurs) { try HistoryFile(path: folder.path("link")).newest(1) }
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

@Suite
struct HistoryTests {
    @Test("blank lines, lines after a space and repetitions are not kept; secrets are taken out everywhere")
    func whatIsKept() throws {
        let folder = try TemporaryFolder()
        var history = History(path: folder.path("history"), label: "") { $0.replacing("sk-123", with: "sk-…") }
        for line in ["one", "one", "", "  ", " hidden", "login sk-123", "two"] { history.record(line) }
        history.record("dropped", onDisk: false)
        #expect(history.entries() == ["one", "login sk-…", "two", "dropped"])
        #expect(try HistoryFileTests.texts(at: folder.path("history")) == ["one", "login sk-…", "two"])
        var next = History(path: folder.path("history"), label: "") { $0 }
        #expect(next.entries() == ["one", "login sk-…", "two"])
    }

    @Test("without a usable file, lines are kept in memory and the fault is told")
    func withoutFile() {
        var history = History(path: "/nonexistent/history", label: "") { $0 }
        history.record("one")
        history.record("two")
        #expect(history.entries() == ["one", "two"])
        #expect(history.fault == .system(ENOENT))
    }
}
