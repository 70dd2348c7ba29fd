import Glibc
import TerminalText
import Testing

@testable import Terminal

@Suite
struct HistorySearchTests {
    private static let entries = ["set prompt 的夜", "show", "Show 上海", "set\nseed 7", "check 猫🎬"]

    /// Plays keys: `^R`, `^S`, `^C` and `BS` are keys, anything else is typed a character at a time. Tells pattern, line and failure after the last.
    private func play(_ keys: [String], former: String = "") -> String {
        let typed = EditedLine("half", cursor: 2)
        let entries = HistoryEntries(recent: Self.entries)
        var search = HistorySearch(from: typed, in: entries, former: Array(former.unicodeScalars))
        for key in keys {
            let events: [InputEvent] =
                switch key {
                case "^R": [.scalar("\u{12}")]
                case "^S": [.scalar("\u{13}")]
                case "^C": [.scalar("\u{03}")]
                case "BS": [.scalar("\u{7F}")]
                default: key.unicodeScalars.map { .scalar($0) }
                }
            for event in events {
                switch search.take(event, runsOnEnter: true) {
                case .goesOn: break
                case .refused: return "refused"
                case .left: return "left " + shown(search.original)
                case .accepted: return "accepted " + shown(search.line)
                case .acceptedThen(let event): return "accepted \(shown(search.line)) then \(event)"
                }
            }
        }
        return "\(search.isFailing ? "no " : "")'\(String(String.UnicodeScalarView(search.pattern)))' \(shown(search.line))"
    }

    private func shown(_ line: EditedLine) -> String {
        String(String.UnicodeScalarView(line.scalars[..<line.cursor] + ["|"] + line.scalars[line.cursor...]))
    }

    @Test(
        "keys of a search lead to",
        arguments: [
            ([], "'' ha|lf"), (["s"], "'s' |set\nseed 7"), (["se"], "'se' |set\nseed 7"), (["的"], "'的' set prompt |的夜"),
            (["上海"], "'上海' Show |上海"), (["🎬"], "'🎬' check 猫|🎬"), (["seed"], "'seed' set\n|seed 7"),
            // n is not the line end's escape in the file, which this run's lines never had.
            (["nseed"], "no 'nseed' ha|lf"),
            // In any case, unless there is a capital.
            (["show"], "'show' |Show 上海"), (["show", "^R"], "'show' |show"), (["Show"], "'Show' |Show 上海"),
            (["Show", "^R"], "no 'Show' |Show 上海"),
            // Older, newer, and the end of either.
            (["s", "^R", "^R"], "'s' |show"), (["s", "^R", "^R", "^S"], "'s' |Show 上海"), (["s", "^S"], "no 's' |set\nseed 7"),
            (["s", "^R", "^R", "^R", "^R"], "no 's' |set prompt 的夜"), (["s", "^S", "^R"], "'s' |Show 上海"),
            // A character more is looked for from the find on.
            (["s", "^R", "h"], "'sh' |Show 上海"), (["s", "^R", "^R", "e"], "'se' |set prompt 的夜"),
            // Taking back goes to where it was.
            (["s", "^R", "h", "BS"], "'s' |Show 上海"), (["s", "^S", "BS", "sh"], "'sh' |Show 上海"),
            (["s", "^R", "^S", "h"], "no 'sh' |set\nseed 7"), (["s", "BS"], "'' ha|lf"), (["sx", "BS"], "'s' |set\nseed 7"),
            (["BS"], "refused"),
            (["sxy"], "no 'sxy' |set\nseed 7"),
            // ^C: first the pattern, then the search.
            (["s", "^C"], "'' ha|lf"), (["s", "^C", "^C"], "left ha|lf"), (["^C"], "left ha|lf"),
            (["s", "\u{07}"], "left ha|lf"),
            (["s", "^C", "sh"], "'sh' |Show 上海"),
            (["sh", "\t"], "accepted |Show 上海"), (["sh", "\r"], "accepted |Show 上海 then scalar(\"\\r\")"),
            (["sh", "\u{01}"], "accepted |Show 上海 then scalar(\"\\u{01}\")"),
        ]
    )
    func keys(_ keys: [String], _ expected: String) {
        #expect(play(keys) == expected)
    }

    @Test("a pattern is composed as entries are, though the accent comes after its letter")
    func composed() {
        let entries = HistoryEntries(recent: ["caf\u{E9} noir"])
        var search = HistorySearch(from: EditedLine(""), in: entries) { $0.replacing("e\u{301}", with: "\u{E9}") }
        for scalar in "cafe\u{301}".unicodeScalars { _ = search.take(.scalar(scalar), runsOnEnter: true) }
        #expect(search.pattern == Array("caf\u{E9}".unicodeScalars))
        #expect(!search.isFailing && search.takeBack() && search.pattern == Array("cafe".unicodeScalars))
    }

    @Test("^R without a pattern takes up the one of the search before", arguments: [("", "'' ha|lf"), ("show", "'show' |Show 上海")])
    func formerPattern(_ former: String, _ expected: String) {
        #expect(play(["^R"], former: former) == expected)
    }

    @Test(
        "other events end a search",
        arguments: [
            (.key(.left), .acceptedThen(.key(.left))), (.key(.escape), .accepted), (.alt("b"), .acceptedThen(.alt("b"))),
            (.scalar("\u{1A}"), .acceptedThen(.scalar("\u{1A}"))), (.scalar("\n"), .accepted), (.paste("的\n"), .goesOn),
        ] as [(InputEvent, HistorySearch.Answer)]
    )
    func events(_ event: InputEvent, _ answer: HistorySearch.Answer) {
        var search = HistorySearch(from: EditedLine(""), in: HistoryEntries(recent: []))
        #expect(search.take(event, runsOnEnter: false) == answer)
    }
}

extension LineEditorTests {
    /// Searching and walking; within the editor's own suite, as only one editor may run at a time.
    @Suite
    struct SearchTests {
        private static let lines = ["set prompt 一只黑色小猫的夜", "show", "note 上海", "set size 720P 🎬", "check"]

        private func edit(
            rows: Int = 24,
            columns: Int = 80,
            editrc: String? = nil,
            lines: [String] = Self.lines,
            _ body: (LineEditor, inout PseudoTerminal) async throws -> Void
        ) async throws {
            let folder = try TemporaryFolder()
            var terminal = try PseudoTerminal(rows: rows, columns: columns)
            var configuration = LineEditorConfiguration()
            configuration.userBindings = .none
            if let editrc {
                try folder.write(Array(editrc.utf8), to: "editrc")
                configuration.userBindings = .file(folder.path("editrc"))
            }
            configuration.historyPath = folder.path("history")
            configuration.input = terminal.slave
            configuration.output = terminal.slave
            let editor = try #require(LineEditor(configuration))
            for line in lines { editor.addHistory(line, label: "local") }
            do {
                try await body(editor, &terminal)
            } catch {
                await editor.shutdown()
                terminal.close()
                throw error
            }
            await editor.shutdown()
            #expect(terminal.screen.unknown.isEmpty)
            terminal.close()
        }

        @Test(
            "these keys after half a line make this line",
            arguments: [
                ("\u{12}的\r", LineEvent.line("set prompt 一只黑色小猫的夜")),
                ("\u{12}上\r", .line("note 上海")), ("\u{12}海\r", .line("note 上海")), ("\u{12}🎬\r", .line("set size 720P 🎬")),
                ("\u{12}set\u{12}\r", .line("set prompt 一只黑色小猫的夜")), ("\u{12}set\u{12}\u{13}\r", .line("set size 720P 🎬")),
                ("\u{12}黑\u{1B}[F!\r", .line("set prompt 一只黑色小猫的夜!")), ("\u{12}720\u{1B}[D-\r", .line("set size- 720P 🎬")),
                ("\u{12}show\u{01}x\r", .line("xshow")), ("\u{12}show\t\u{05}!\r", .line("show!")), ("\u{12}show\u{15}new\r", .line("new")),
                ("\u{12}show\u{1B}bx\r", .line("xshow")), ("\u{12}sho\u{7F}\u{7F}et\r", .line("set size 720P 🎬")),
                ("\u{12}show\u{03}\u{03} more\r", .line("half more")), ("\u{12}show\u{07} more\r", .line("half more")),
                ("\u{12}\u{03} more\r", .line("half more")), ("\u{12}nothing like it\r", .line("note 上海")),
                ("\u{12}show\u{12}\u{12}\r", .line("show")), ("\u{13}show\r", .line("show")),
                ("\u{12}show\u{03}上海\r", .line("note 上海")), ("\u{12}\u{1B}[200~上海\u{1B}[201~\r", .line("note 上海")),
                // Up goes on from the find; what was being typed is past the newest.
                ("\u{12}720\u{1B}[A\r", .line("note 上海")), ("\u{12}720\u{1B}[B\u{1B}[B+\r", .line("half+")),
                // The search before is taken up again.
                ("\u{12}show\u{03}\u{03}\u{12}\u{12}\r", .line("show")),
            ]
        )
        func keys(_ keys: String, _ event: LineEvent) async throws {
            try await edit { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("half" + keys)
                #expect(await result == event)
            }
        }

        @Test("the search shows its pattern and find, says what is missing, and leaves no trace when it ends")
        func looks() async throws {
            try await edit { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("half\u{12}")
                try await terminal.wait(forScreen: ["(search)'': half"])
                terminal.type("的")
                try await terminal.wait(forScreen: ["(search)'的': set prompt 一只黑色小猫的夜"])
                try await terminal.wait("the cursor on the find") { $0.column == 37 }
                terminal.type("夜猫")
                try await terminal.wait(forScreen: ["(no match)'的夜猫': set prompt 一只黑色小猫的夜"])
                terminal.type("\u{7F}\u{7F}\u{7F}上海")
                try await terminal.wait(forScreen: ["(search)'上海': note 上海"])
                terminal.type("\u{03}")
                try await terminal.wait(forScreen: ["(search)'': half"])
                terminal.type("\u{03}")
                try await terminal.wait(forScreen: ["> half"])
                terminal.type("\u{12}🎬\r")
                #expect(await result == .line("set size 720P 🎬"))
                async let second = editor.readLine(LineRequest(prompt: "2> "))
                try await terminal.wait(forScreen: ["> set size 720P 🎬", "2>"])
                terminal.type("\r")
                #expect(await second == .line(""))
            }
        }

        @Test("a find of several rows, wide characters at its margins, stands whole, and a notice comes above it")
        func severalRows() async throws {
            let long = "set prompt 一只黑色小猫好奇地仰望天空的夜, the camera rises slowly 镜头缓缓上升 and ends above"
            try await edit(columns: 40, lines: [long, "two\nrows 猫", "check"]) { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("ch\u{12}天空的")
                let block = ["(search)'天空的': set prompt 一只黑色小", "猫好奇地仰望天空的夜, the camera rises s", "lowly 镜头缓缓上升 and ends above"]
                try await terminal.wait(forScreen: block)
                try await terminal.wait("the cursor on the find") { ($0.row, $0.column) == (1, 12) }
                for number in 1...3 { editor.printAbove(StyledText("#\(number) succeeded 小猫")) }
                let notices = (1...3).map { "#\($0) succeeded 小猫" }
                try await terminal.wait(forScreen: notices + block)
                try await terminal.wait("the cursor back on the find") { ($0.row, $0.column) == (4, 12) }
                editor.setPrompt(">> ")
                terminal.type("\u{03}\u{12}猫\u{12}")
                terminal.type("\u{03}猫")
                try await terminal.wait(forScreen: notices + ["(search)'猫': two", "rows 猫"])
                terminal.type("\t")
                try await terminal.wait(forScreen: notices + [">> two", "rows 猫"])
                terminal.type("!\r")
                #expect(await result == .line("two\nrows !猫"))
            }
        }

        @Test("a new width in a search leaves no ghosts")
        func resize() async throws {
            try await edit(columns: 60) { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("\u{12}的")
                try await terminal.wait(forScreen: ["(search)'的': set prompt 一只黑色小猫的夜"])
                terminal.resize(rows: 24, columns: 30)
                try await terminal.wait(forScreen: ["(search)'的': set prompt 一只", "黑色小猫的夜"])
                terminal.resize(rows: 24, columns: 80)
                try await terminal.wait(forScreen: ["(search)'的': set prompt 一只黑色小猫的夜"])
                terminal.type("\r")
                #expect(await result == .line("set prompt 一只黑色小猫的夜"))
            }
        }

        @Test("a long pattern shows its end, and characters that cannot be seen show as escapes")
        func longPattern() async throws {
            try await edit(columns: 40, lines: ["check"]) { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("\u{12}\u{202E}")
                try await terminal.wait(forScreen: ["(no match)'\\u{202e}':"])
                terminal.type("\u{03}" + String(repeating: "长", count: 30))
                try await terminal.wait(forScreen: ["(no match)'…" + String(repeating: "长", count: 10) + "':"])
                terminal.type("\u{03}\u{03}\r")
                #expect(await result == .line(""))
            }
        }

        @Test("a script that a search took the place of is text when it is a find, and a script again when it comes back")
        func scripts() async throws {
            try await edit(lines: ["note one\ntwo"]) { editor, terminal in
                async let first = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("\u{1B}[200~set a\nset b\u{1B}[201~\u{12}two\r")
                #expect(await first == .line("note one\ntwo", hasPaste: true))
                async let second = editor.readLine(LineRequest(prompt: "2> "))
                try await terminal.wait("the prompt") { $0.text.last == "2>" }
                terminal.type("\u{1B}[200~set a\nset b\u{1B}[201~\u{12}two\u{03}\u{03}\r")
                #expect(await second == .pasted(["set a", "set b"]))
            }
        }

        @Test("a find that the screen can't hold goes whole to an editor")
        func tallFind() async throws {
            let tall = "note " + String(repeating: "长", count: 200)
            try await edit(rows: 6, columns: 40, lines: [tall, "check"]) { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("\u{12}长")
                try await terminal.wait("the beginning") {
                    $0.text.joined().hasPrefix("(search)'长': note 长长") && $0.text.joined().hasSuffix("…")
                }
                terminal.type("\t")
                #expect(await result == .edit(LineToEdit(text: tall, cursor: 5, reason: .tooTall, isScript: false)))
                async let second = editor.readLine(LineRequest(prompt: "2> "))
                try await terminal.wait(forScreen: ["2>"])
                terminal.type("\u{1B}[A\u{1B}[A")
                #expect(await second == .edit(LineToEdit(text: tall, cursor: 205, reason: .tooTall, isScript: false)))
            }
        }

        @Test("with text typed, Up and Down stop at entries that begin with it")
        func prefix() async throws {
            try await edit { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("set x\u{1B}[D\u{1B}[A")
                try await terminal.wait(forScreen: ["> set size 720P 🎬"])
                terminal.type("\u{1B}p")
                try await terminal.wait(forScreen: ["> set prompt 一只黑色小猫的夜"])
                terminal.type("\u{1B}[A\u{1B}[B\u{1B}n")
                try await terminal.wait(forScreen: ["> set x"])
                terminal.type("-\r")
                #expect(await result == .line("set -x"))
            }
        }

        @Test("a scope keeps Up and the search to one profile's lines, and each line is kept under its own")
        func scope() async throws {
            try await edit(lines: ["show local"]) { editor, terminal in
                editor.addHistory("show hosted", label: "hosted")
                var request = LineRequest(prompt: "1> ")
                request.historyScope = "local"
                request.historyLabel = "local"
                async let first = editor.readLine(request)
                try await terminal.wait(forScreen: ["1>"])
                terminal.type("\u{1B}[A!\r")
                #expect(await first == .line("show local!"))
                request.prompt = "2> "
                async let second = editor.readLine(request)
                try await terminal.wait("the prompt") { $0.text.last == "2>" }
                terminal.type("\u{12}show\u{12}\r")
                #expect(await second == .line("show local"))
                #expect(editor.history(label: "hosted").map(\.text) == ["show hosted"])
                #expect(editor.history(label: "local").map(\.text) == ["show local!", "show local"])
                #expect(editor.history(limit: 2).map(\.number) == [3, 4])
            }
        }

        @Test("in vi's modes the searches, the slash and k and j work, and a notice in their midst does no harm")
        func vi() async throws {
            try await edit(editrc: "bind -v\n") { editor, terminal in
                async let first = editor.readLine(LineRequest(prompt: "1> "))
                try await terminal.wait(forScreen: ["1>"])
                terminal.type("\u{12}的\r")
                #expect(await first == .line(Self.lines[0]))
                async let second = editor.readLine(LineRequest(prompt: "2> "))
                try await terminal.wait("the prompt") { $0.text.last == "2>" }
                terminal.type("\u{1B}/上")
                try await terminal.wait("the find") { $0.text.last == "(search)'上': note 上海" }
                editor.printAbove("notice")
                try await terminal.wait("the notice") { $0.text.suffix(2) == ["notice", "(search)'上': note 上海"] }
                terminal.type("海\r")
                try await terminal.wait("the line") { $0.text.last == "2> note 上海" }
                terminal.type("kj0ix\r")
                #expect(await second == .line("xnote 上海"))
                async let third = editor.readLine(LineRequest(prompt: "3> "))
                try await terminal.wait("the prompt") { $0.text.last == "3>" }
                // libedit's own repetition of a search has no pattern, and its steps to numbered lines go through our entries.
                terminal.type("\u{1B}nNkkGii\r")
                guard case .line = await third else { return #expect(Bool(false), "no line came") }
            }
        }

        @Test("libedit's own searches, bound by a person, go through the same entries")
        func ownBindings() async throws {
            try await edit(editrc: "bind ^R em-inc-search-prev\nbind ^T ed-search-prev-history\n") { editor, terminal in
                async let first = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("\u{12}show")
                try await terminal.wait("the find") { $0.text.first == "> show" }
                terminal.type("\r")
                #expect(await first == .line("show"))
                async let second = editor.readLine(LineRequest(prompt: "2> "))
                try await terminal.wait("the prompt") { $0.text.last == "2>" }
                terminal.type("set\u{14}\u{14}\r")
                #expect(await second == .line(Self.lines[0]))
            }
        }
    }
}
