import Foundation
import ShellCore
import Testing
import VideoAPI

struct TaskLifeTests {
    private func shell(_ output: OutputStyle = .terminal) -> ShellTester {
        var shell = ShellTester(output)
        shell.surroundings.columns = 120
        var record = TaskRecord.sample(12, .succeeded, profile: "hosted")
        record.savedPath = "/v/tween-0012.mp4"
        record.videoURL = "https://cdn.example/v.mp4?Signature=abc&x=1"
        record.isStarred = true
        record.note = "for Anna"
        record.tags = ["best", "小猫"]
        shell.world.tasks = [.sample(11, .failed), record]
        var running = LifeChange("status", at: 1_700_000_009)
        running.status = .running
        running.rawStatus = "dreaming"
        running.progress = 63
        var accepted = LifeChange("accepted", at: 1_700_000_001)
        accepted.message = "task_12"
        (accepted.offset, running.offset) = (8 * 3600, 8 * 3600)
        shell.world.changes[record.number] = [accepted, running]
        return shell
    }

    @Test("a task's life is its request, its marks, and every change with its time")
    func tells() {
        var shell = shell()
        shell.type("tasks 12")
        #expect(
            shell.printed == [
                "#12 succeeded in 1:09 *", "  id       task_12", "  profile  hosted  https://service.example/v1",
                "  first    https://example.com/a.png", "  last     https://example.com/b.png", "  prompt   a kitten", "  seed     7",
                "  link     https://cdn.example/v.mp4?Signature=…&x=1", "  video    /v/tween-0012.mp4", "  note     for Anna",
                "  tags     best 小猫", "  time                        after  what",
                "  2023-11-15 06:13:21 +08:00   0:01  accepted  task_12",
                "  2023-11-15 06:13:29 +08:00   0:09  status    running (\"dreaming\") 63%",
            ]
        )
        shell.type("tasks #13")
        #expect(shell.shown[0] == "error: there is no task #13")
    }

    @Test(
        "a time is by the user's clock of that moment, with its distance from UTC; a narrow screen has the first one",
        arguments: [
            (1_711_846_799, 3600, "2024-03-31 01:59:59 +01:00"), (1_711_846_800, 7200, "2024-03-31 03:00:00 +02:00"),
            (1_700_000_000, -12_600, "2023-11-14 18:43:20 -03:30"), (1_700_000_000, 0, "2023-11-14 22:13:20 +00:00"),
            (0, -17_762, "1969-12-31 19:03:58 -04:56:02"), (253_402_300_799, 1, "253402300799"), (.max, 60, "\(Int.max)"),
        ]
    )
    func tellsTime(_ at: Int, _ offset: Int, _ text: String) {
        var shell = shell()
        var change = LifeChange("accepted", at: at)
        change.offset = offset
        shell.world.changes[TaskNumber(rawValue: 12)] = [change]
        shell.type("tasks 12")
        #expect(shell.printed.last?.contains("  \(text)  ") == true)
        shell.surroundings.columns = 50
        shell.type("tasks 12")
        #expect(shell.printed.contains("since \(text)"))
    }

    @Test("piped it is the changes, and with --json an object with all of it")
    func tellsPrograms() throws {
        var piped = shell(.piped)
        piped.session.showsHeader = true
        piped.type("tasks 12")
        #expect(
            piped.data == [
                "time\tevent\tstatus\tword\tprogress\thttp\tcode\tmessage", "1700000001\taccepted\t\t\t\t\t\ttask_12",
                "1700000009\tstatus\trunning\tdreaming\t63\t\t\t",
            ]
        )
        var json = shell(.json)
        json.type("tasks 12")
        let object = try #require(json.objects.first)
        #expect(object["starred"] as? Bool == true && object["tags"] as? [String] == ["best", "小猫"])
        #expect((object["request"] as? [String: Any])?["prompt"] as? String == "a kitten")
        let changes = try #require(object["changes"] as? [[String: Any]])
        #expect(changes.count == 2 && changes[1]["word"] as? String == "dreaming")
        #expect(!json.data[0].contains("abc"))
    }

    @Test(
        "tasks are found by text, by tag and by star",
        arguments: [
            ("tasks /kitten", .search("kitten", limit: 20)), ("tasks /a black kitten -a", .search("a black kitten", limit: 1_000_000)),
            ("tasks /小猫", .search("小猫", limit: 20)), ("tasks /e\u{301}", .search("\u{e9}", limit: 20)),
            ("tasks --tag Best", .tagged("best", limit: 20)), ("tasks --tag=best -a", .tagged("best", limit: 1_000_000)),
            ("tasks starred", .tasks(.starred, limit: 20)), ("tasks", .tasks(.recent, limit: 20)),
        ] as [(String, Need)]
    )
    func finds(_ line: String, _ need: Need) {
        var shell = shell()
        shell.type(line)
        #expect(shell.fetched == [need] && shell.exit == nil)
    }

    @Test("starred tasks carry a mark, and tags stand before the prompt")
    func marks() {
        var shell = shell()
        shell.type("tasks starred")
        #expect(shell.printed.count == 2 && shell.printed[1].contains("#12*") && shell.printed[1].contains("[best 小猫] a kitten"))
    }

    @Test("a list that may have been cut says so")
    func cut() {
        var shell = shell()
        shell.world.tasks = (1...25).map { .sample($0, .failed) }
        shell.type("tasks failed")
        #expect(shell.printed.count == 21 && shell.told == ["the newest 20   -a lists all"])
        shell.type("tasks failed -a")
        #expect(shell.printed.count == 26 && shell.told.isEmpty)
    }

    @Test(
        "what is not a list is refused",
        arguments: [
            "tasks /", "tasks --tag", "tasks --tag a.b", "tasks --tag best failed", "tasks 12 13", "tasks failed running", "tasks 12x",
        ]
    )
    func refuses(_ line: String) {
        var shell = shell()
        shell.type(line)
        #expect(shell.exit == .usage)
    }

    @Test("compare shows what differs, and what came of each; one task a column, or blocks where that does not fit")
    func compares() {
        var shell = shell()
        shell.world.tasks[0].draft[.size] = .size(.p1080)
        shell.type("compare 11 12")
        #expect(
            shell.printed == [
                "         #11     #12", "  size   1080P   720P", "  seed   7       7", "  state  failed  succeeded",
                "  time   1:09    1:09",
                "  video  –       tween-0012.mp4",
            ]
        )
        shell.surroundings.columns = 24
        shell.type("compare 11 12")
        #expect(shell.printed.prefix(3) == ["size", "  #11: 1080P", "  #12: 720P"])
        shell.type("compare 12 12")
        #expect(shell.exit == .usage)
        var json = self.shell(.json)
        json.type("compare 11 12")
        #expect(
            json.data == [
                #"{"tasks":[11,12],"seed":["7","7"],"state":["failed","succeeded"],"time":["1:09","1:09"],"video":["–","/v/tween-0012.mp4"]}"#
            ]
        )
    }

    @Test("a long text is compared around its changes only, and the changes are marked without colour")
    func abridges() {
        var shell = shell()
        let long = Array(repeating: "word", count: 40).joined(separator: " ")
        shell.world.tasks[0].draft[.prompt] = .text("a cat, \(long) end")
        shell.world.tasks[1].draft[.prompt] = .text("a dog, \(long) end")
        shell.type("diff 11 12")
        #expect(shell.printed == ["prompt  a [-cat-]{+dog+}, word word word word word wor…"])
        shell.world.tasks[0].draft[.prompt] = .text("\(long) red \(long) 黑猫")
        shell.world.tasks[1].draft[.prompt] = .text("\(long) blue \(long) 白猫")
        shell.type("diff 11 12")
        #expect(
            shell.printed == [
                "prompt  …word word word word word word [-red-]{+blue+} word word word word word word…word word word word word word [-黑-]{+白+}猫"
            ]
        )
    }
}

struct ExportTests {
    @Test("the ending of the name says the form", arguments: [("a.csv", ExportFormat.csv), ("~/b.x.JSONL", .jsonl)])
    func exports(_ name: String, _ format: ExportFormat) {
        var shell = ShellTester()
        shell.type("export \(name)")
        #expect(shell.effects == [.export(path: name, format)])
        shell.send(.exported(count: 2, path: name))
        #expect(shell.printed == ["2 tasks exported to \(name)"])
    }

    @Test("another ending is refused", arguments: ["export", "export csv", "export tasks.xlsx", "export tasks"])
    func refuses(_ line: String) {
        var shell = ShellTester()
        shell.type(line)
        #expect(shell.exit == .usage)
    }

    @Test(
        "a text comes back from CSV as it was, and no cell begins like a formula",
        arguments: ["=1+1", "+x", "-x", "@x", "\tx", "\nx", "'x", "''", "a,b", "say \"hi\"", "two\r\nlines", "小猫", "=\"a,b\"", "\"", ""]
    )
    func csv(_ text: String) throws {
        var record = TaskRecord.sample(12, .succeeded)
        record.note = text
        let line = ExportFormat.csv.line(TaskLife(record, changes: []))
        #expect(line.hasSuffix("\r\n"))
        let cells = Self.cells(line)
        let names = ExportFormat.csv.header.dropLast().split(separator: ",").map(String.init)
        #expect(cells.count == names.count && names.last == "note")
        let cell = try #require(cells.last)
        #expect(!"=+-@\t".unicodeScalars.contains { $0 == cell.unicodeScalars.first })
        #expect((cell.hasPrefix("'") ? String(cell.dropFirst()) : cell) == text)
        #expect(cells[try #require(names.firstIndex(of: "created_at"))] == "2023-11-14T22:13:20Z")
    }

    @Test("a line of JSON has the exact texts, and nothing that signs an address")
    func jsonl() throws {
        var record = TaskRecord.sample(12, .succeeded)
        record.note = "=1+1"
        record.draft[.first] = .image(.address("https://e.com/a.png?token=secret"))
        record.videoURL = "https://e.com/v.mp4?sign=secret"
        let line = ExportFormat.jsonl.line(TaskLife(record, changes: [LifeChange("accepted", at: 1)]))
        #expect(line.hasSuffix("}\n") && !line.dropLast().contains("\n") && !line.contains("secret"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["note"] as? String == "=1+1" && (object["changes"] as? [Any])?.count == 1)
        #expect(object["created_at"] as? String == "2023-11-14T22:13:20Z")
        #expect((object["changes"] as? [[String: Any]])?.first?["at"] as? String == "1970-01-01T00:00:01Z")
        #expect(!ExportFormat.csv.line(TaskLife(record, changes: [])).contains("secret"))
        #expect(ExportFormat.jsonl.header.isEmpty)
    }

    /// The cells of one record, read by RFC 4180.
    private static func cells(_ line: String) -> [String] {
        var cells = [String.UnicodeScalarView()]
        var isQuoted = false
        var closedJustNow = false
        for scalar in line.unicodeScalars.dropLast(2) {
            switch scalar {
            case "\"":
                // A quote right behind a closing one opens again, and stands for itself.
                if closedJustNow { cells[cells.count - 1].append(scalar) }
                isQuoted.toggle()
            case "," where !isQuoted: cells.append(String.UnicodeScalarView())
            default: cells[cells.count - 1].append(scalar)
            }
            closedJustNow = scalar == "\"" && !isQuoted
        }
        return cells.map { String($0) }
    }
}
