import Glibc
import Testing

@testable import Terminal

@Suite
struct HistoryTests {
    private func history(_ folder: TemporaryFolder) -> History { History(path: folder.path("history")) { $0 } }

    private static func texts(_ entries: HistoryEntries) -> [String] {
        var texts: [String] = []
        var position = 0
        while let match = entries.older(from: position, .beginning([])) {
            texts.append(entries.text(at: match.position))
            position = match.position + 1
        }
        return texts.reversed()
    }

    private func record(_ text: String, label: String = "", seconds: Int = 1) -> HistoryRecord {
        HistoryRecord(seconds: seconds, label: label, text: text)
    }

    @Test("blank lines, lines after a space and repetitions are not kept; secrets are taken out everywhere")
    func whatIsKept() throws {
        let folder = try TemporaryFolder()
        var history = History(path: folder.path("history")) { $0.replacing("sk-123", with: "sk-…") }
        for line in ["one", "one", "", "  ", " hidden", "login sk-123", "two"] { history.record(line, label: "") }
        history.record("dropped", label: "", onDisk: false)
        #expect(Self.texts(history.entries(scope: nil)) == ["one", "login sk-…", "two", "dropped"])
        #expect(try HistoryFileTests.texts(at: folder.path("history")) == ["one", "login sk-…", "two"])
        var next = self.history(folder)
        #expect(Self.texts(next.entries(scope: nil)) == ["one", "login sk-…", "two"])
    }

    @Test("a line that ^C dropped is kept on disk once it is run")
    func droppedAndRun() throws {
        let folder = try TemporaryFolder()
        var history = history(folder)
        history.record("submit", label: "", onDisk: false)
        #expect(history.listing(label: nil, limit: 10) == [])
        history.record("submit", label: "")
        #expect(try HistoryFileTests.texts(at: folder.path("history")) == ["submit"])
        #expect(Self.texts(history.entries(scope: nil)) == ["submit"])
    }

    @Test("without a usable file, lines are kept in memory, with numbers, and the fault is told")
    func withoutFile() {
        var history = History(path: "/nonexistent/history") { $0 }
        for line in ["one", "two"] { history.record(line, label: "local") }
        #expect(Self.texts(history.entries(scope: nil)) == ["one", "two"])
        #expect(history.listing(label: "local", limit: 10).map(\.number) == [1, 2])
        #expect(history.fault == .system(ENOENT))
    }

    @Test(
        "of equal texts the newest stays, in the order of last use; a scope sees its own label's uses alone",
        arguments: [
            (nil, ["check", "show", "submit"]), ("local", ["submit", "show"]), ("hosted", ["check", "submit"]), ("none", []),
        ] as [(String?, [String])]
    )
    func movesToFront(_ scope: String?, _ expected: [String]) throws {
        let folder = try TemporaryFolder()
        let uses = [("show", "local"), ("submit", "local"), ("check", "hosted"), ("show", "local"), ("submit", "hosted")]
        for (text, label) in uses { try HistoryFile(path: folder.path("history")).append(record(text, label: label)) }
        var onDisk = history(folder)
        #expect(Self.texts(onDisk.entries(scope: scope)) == expected)
        #expect(onDisk.listing(label: scope, limit: 10).map(\.text) == expected)
        var inMemory = History(path: nil) { $0 }
        for (text, label) in uses { inMemory.record(text, label: label) }
        #expect(Self.texts(inMemory.entries(scope: scope)) == expected)
    }

    @Test("what is offered is one Up away in every scope")
    func offered() {
        var history = History(path: nil) { $0 }
        history.record("mine", label: "local")
        history.record("offered", label: nil, onDisk: false)
        #expect(Self.texts(history.entries(scope: "local")) == ["mine", "offered"])
        #expect(Self.texts(history.entries(scope: "hosted")) == ["offered"])
    }

    @Test("numbers stay while this shell and another add lines")
    func numbers() throws {
        let folder = try TemporaryFolder()
        var history = history(folder)
        for line in ["one", "two", "one"] { history.record(line, label: "local") }
        #expect(history.listing(label: nil, limit: 10).map { "\($0.number) \($0.text)" } == ["2 two", "3 one"])
        try HistoryFile(path: folder.path("history")).append(record("theirs", label: "hosted", seconds: 7))
        history.record("history", label: "local")
        history.record("kept one Up away", label: "local", onDisk: false)
        #expect(history.listing(label: nil, limit: 3).map { "\($0.number) \($0.text)" } == ["3 one", "4 theirs", "5 history"])
        #expect(history.listing(label: "hosted", limit: 3) == [HistoryEntry(number: 4, seconds: 7, label: "hosted", text: "theirs")])
        // Up still has this shell's lines nearest.
        #expect(Self.texts(history.entries(scope: nil)) == ["theirs", "two", "one", "history", "kept one Up away"])
    }

    @Test("lines that are no records count for nothing")
    func damagedLines() throws {
        let folder = try TemporaryFolder()
        let lines = [
            "tween-history 1", "1\tlocal\tgood\t", "", "\t\t\t", "x\t\tbad seconds\t", "1\t\t\t", "1\ttwo fields\t",
            #"1\#t\#tbad \x escape\#t"#,
            #"1\#t\#tends in \\#t"#, "1\t\tmore\tfields\t", "9999999999999999999\t\ttoo late\t", #"2\#tre\nal\#trow\nrow \\n\#t"#,
        ]
        try folder.write(Array((lines.joined(separator: "\n") + "\n").utf8) + [0x33, 0x09, 0x09, 0xFF, 0x09, 0x0A], to: "history")
        var history = history(folder)
        let entries = history.listing(label: nil, limit: 10)
        #expect(entries.map(\.text) == ["good", "row\nrow \\n", "\u{FFFD}"])
        #expect(entries.map(\.number) == [1, 2, 3])
        #expect(entries[1].label == "re\nal")
    }

    @Test("100,000 entries are read whole, oldest included")
    func manyEntries() throws {
        let folder = try TemporaryFolder()
        var text = HistoryRecord.header
        for number in 0..<100_000 { text += "1700000000\tlocal\tset seed \(number)\t\n" }
        try folder.write(Array(text.utf8), to: "history")
        var history = history(folder)
        let entries = history.entries(scope: nil)
        #expect(entries.text(at: 0) == "set seed 99999")
        #expect(entries.text(at: 99_999) == "set seed 0")
        #expect(
            entries.older(from: 0, HistoryPattern(searched: "SEED 0".lowercased().unicodeScalars)) == .init(position: 99_999, cursor: 4)
        )
        #expect(history.listing(label: "local", limit: 2).map(\.number) == [99_999, 100_000])
    }
}

@Suite
struct HistoryCompactionTests {
    private func line(_ number: Int, label: String = "local") -> String {
        HistoryRecord(seconds: number, label: label, text: "行\n\(number)").line
    }

    /// A file of 1,003 lines in which three texts go round.
    private func longFile(_ folder: TemporaryFolder) throws -> HistoryFile {
        let lines = (0..<1008).map { line($0 % 3) }
        try folder.write(Array((HistoryRecord.header + lines.joined()).utf8), to: "history")
        return HistoryFile(path: folder.path("history"))
    }

    private func newest(_ file: HistoryFile) throws -> [String] {
        var log = HistoryLog()
        log.add(lines: try file.read().lines)
        return log.newestOfEachLabel(10).map { log.record(at: $0).line }
    }

    @Test("a file of many more records than entries becomes short, private and as good; one that is not stays as it is")
    func compacts() throws {
        let folder = try TemporaryFolder()
        let file = try longFile(folder)
        try file.append(HistoryRecord(seconds: 5, label: "hosted", text: "行\n1"))
        let before = try newest(file)
        #expect(before.count == 4)
        try file.compact(limit: 10)
        #expect(try String(decoding: folder.read("history"), as: UTF8.self) == HistoryRecord.header + before.reversed().joined())
        #expect(folder.names == ["history"])
        var status = stat()
        #expect(stat(folder.path("history"), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        let inode = status.st_ino
        try file.compact(limit: 10)
        #expect(stat(folder.path("history"), &status) == 0 && status.st_ino == inode)
    }

    @Test("only the newest of too many entries are kept")
    func limit() throws {
        let folder = try TemporaryFolder()
        let file = try longFile(folder)
        try file.compact(limit: 2)
        #expect(try file.texts() == ["行\n1", "行\n2"])
    }

    @Test("a crash at any point leaves the long file or the short one, and the next time is as if nothing had been")
    func crashes() throws {
        let reference = try TemporaryFolder()
        let whole = try longFile(reference)
        let entries = try newest(whole)
        try whole.compact(limit: 10)
        let short = try reference.read("history")
        // The temporary file was not there yet, or cut at any byte, or whole and not yet renamed.
        for length in -1...short.count {
            let folder = try TemporaryFolder()
            let file = try longFile(folder)
            if length >= 0 { try folder.write(Array(short.prefix(length)), to: "history.new") }
            #expect(try newest(file) == entries)
            try file.compact(limit: 10)
            #expect(try folder.read("history") == short)
            #expect(folder.names == ["history"])
        }
        // Renamed, the file is complete, and a record cut at any byte costs that record alone.
        let next = Array(line(7).utf8)
        for length in 0..<next.count {
            let folder = try TemporaryFolder()
            try folder.write(short + next.prefix(length), to: "history")
            let file = HistoryFile(path: folder.path("history"))
            #expect(try newest(file) == entries)
            try file.append(HistoryRecord(seconds: 8, label: "", text: "after"))
            #expect(try file.texts().first == "行\n0" && file.texts().last == "after")
        }
    }

    @Test("where nothing can be written, the long file stays and the fault is told")
    func noRoom() throws {
        let folder = try TemporaryFolder()
        let file = try longFile(folder)
        #expect(mkdir(file.temporaryPath, 0o700) == 0)
        let before = try folder.read("history")
        #expect(throws: HistoryFile.Fault.system(EEXIST)) { try file.compact(limit: 10) }
        #expect(try folder.read("history") == before)
        rmdir(file.temporaryPath)
    }

    @Test("a link in the new file's place is not followed")
    func planted() throws {
        let folder = try TemporaryFolder()
        let file = try longFile(folder)
        try folder.write([0x78], to: "target")
        #expect(symlink(folder.path("target"), file.temporaryPath) == 0)
        try file.compact(limit: 10)
        #expect(try folder.read("target") == [0x78])
        #expect(folder.names == ["history", "target"])
    }

    @Test("shells that add lines while another writes the file anew lose none")
    func together() async throws {
        let folder = try TemporaryFolder()
        let path = try longFile(folder).path
        await withTaskGroup(of: Void.self) { group in
            for writer in ["a", "b", "c"] {
                group.addTask {
                    do {
                        for number in 0..<150 {
                            let file = HistoryFile(path: path)
                            try file.append(HistoryRecord(seconds: 1, label: "", text: "\(writer)\(number)"))
                            // Repetitions make it long again.
                            if writer == "a" { for _ in 0..<20 { try file.append(HistoryRecord(seconds: 1, label: "", text: "again")) } }
                            if writer == "b", number % 5 == 0 { try file.compact(limit: 1000) }
                        }
                    } catch { Issue.record(error) }
                }
            }
        }
        try HistoryFile(path: path).compact(limit: 1000)
        let texts = try HistoryFileTests.texts(at: path)
        #expect(texts.count < 2000)
        for writer in ["a", "b", "c"] {
            #expect(texts.filter { $0.hasPrefix(writer) && $0 != "again" } == (0..<150).map { "\(writer)\($0)" })
        }
    }

    @Test("a shell that had read the long file goes on with the short one")
    func otherShell() throws {
        let folder = try TemporaryFolder()
        let file = try longFile(folder)
        var history = History(path: file.path) { $0 }
        #expect(history.listing(label: nil, limit: 1).map(\.number) == [1008])
        try file.compact(limit: 10)
        history.record("new", label: "")
        #expect(history.listing(label: nil, limit: 2).map { "\($0.number) \($0.text)" } == ["3 行\n2", "4 new"])
    }

    @Test("a long file that was read in this run is written anew at its end")
    func tidiesUp() throws {
        let folder = try TemporaryFolder()
        var history = History(path: try longFile(folder).path) { $0 }
        history.tidy()
        #expect(try HistoryFileTests.texts(at: folder.path("history")).count == 1008)
        _ = history.entries(scope: nil)
        history.tidy()
        #expect(try HistoryFileTests.texts(at: folder.path("history")).count == 3)
        #expect(history.fault == nil)
    }
}
