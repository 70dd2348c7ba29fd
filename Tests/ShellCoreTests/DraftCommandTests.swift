import Foundation
import ShellCore
import TerminalText
import Testing
import VideoAPI

struct DraftCommandTests {
    @Test("show is a table that stays aligned at any width", arguments: Array(20...200))
    func showsAligned(_ columns: Int) throws {
        var shell = ShellTester()
        shell.surroundings.columns = columns
        shell.type("first=https://example.com/\(String(repeating: "猫", count: 30)).png")
        shell.type("set prompt 一只黑色的小猫👩‍👧好奇地望着天空，镜头从平视缓缓上升至俯视，一只黑色的小猫好奇地望着天空", "show")
        #expect(shell.printed.allSatisfy { DisplayWidth.of($0) <= columns }, "\(shell.text)")
        guard let header = shell.printed.first(where: { $0.contains("field") && $0.contains("state") }) else { return }
        let state = DisplayWidth.of(header.prefix(upTo: try #require(header.range(of: "state")).lowerBound))
        for (field, word) in [("model", "default"), ("first", "set"), ("last", "missing"), ("prompt", "45/800"), ("seconds", "fixed")] {
            let row = try #require(shell.printed.first { $0.hasPrefix("  \(field) ") })
            let place = try #require(row.range(of: word, options: .backwards), "\(row)")
            #expect(DisplayWidth.of(row[..<place.lowerBound]) == state, "\(row)")
        }
    }

    @Test("show says what each field is, and what keeps the draft from going out")
    func shows() {
        var shell = ShellTester()
        shell.type("model=plus", "size=1080P", "first=https://example.com/a.png", "show")
        #expect(
            shell.printed
                == [
                    "  field      value                      state     ",
                    "  model      wan2.1-kf2v-plus           set",
                    "  first      https://example.com/a.png  set",
                    "  last       –                          missing",
                    "  prompt     –                          optional  0/800",
                    "  seconds    5                          fixed",
                    "  size       1080P                      conflict  720P only",
                    "  extend     on                         default",
                    "  watermark  off                        default",
                    "  seed       random                     default   drawn at submit, recorded",
                    "  negative   –                          optional  0/500",
                    "  not ready: last missing, size conflicts   `show missing`",
                ].map { $0.trimmed }
        )
        shell.type("show missing")
        #expect(shell.printed.count == 2 && shell.printed[0].hasPrefix("  last is missing"))
        shell.type("show prompt")
        #expect(shell.printed == ["prompt  –  0/800"])
    }

    @Test("piped, each field is a line; with --json the draft is one object")
    func showsForPrograms() {
        var piped = ShellTester.ready(.piped, keyboard: false)
        piped.type("show")
        #expect(piped.data.contains("first\thttps://example.com/a.png") && piped.data.contains("size\t720P"))
        piped.type("show prompt")
        #expect(piped.data == ["a kitten"])
        piped.type("show missing")
        #expect(piped.data.isEmpty)
        var json = ShellTester.ready(.json, keyboard: false)
        json.type("seed=7", "show")
        #expect(json.objects.first?["seed"] as? Int == 7)
        #expect(json.objects.first?["extend"] as? Bool == true)
        json.type("show seed")
        #expect(json.data == [#"{"seed":7}"#])
    }

    @Test("undo and redo walk over every change, and a new change forgets what was undone")
    func walks() {
        var shell = ShellTester()
        shell.type("seed=1", "seed=2", "swap", "reset", "undo")
        #expect(shell.printed == ["seed  random → 2  (undone; `redo`)"])
        shell.type("undo")
        #expect(shell.printed == ["seed  2 → 1  (undone; `redo`)"])
        shell.type("redo")
        #expect(shell.printed == ["seed  1 → 2  (done again; `undo`)"])
        shell.type("redo", "undo", "undo", "undo", "undo")
        #expect(shell.exit == .usage)
        shell.type("seed=9", "redo")
        #expect(shell.shown == ["error: there is nothing to redo"])
        shell.type("seed=9")
        #expect(shell.printed == ["(as it was)"])
        shell.type("undo")
        #expect(shell.draft == Draft())
    }

    @Test("swap exchanges the frames")
    func swaps() {
        var shell = ShellTester.ready()
        shell.type("swap")
        #expect(shell.draft.image(.first) == .address("https://example.com/b.png"))
        #expect(shell.draft.image(.last) == .address("https://example.com/a.png"))
    }

    @Test("sample fills the frames and the prompt, and keeps the other fields")
    func samples() {
        var shell = ShellTester()
        shell.type("size=1080P", "sample")
        #expect(shell.draft.problems().isEmpty)
        #expect(shell.draft.size == .p1080)
        shell.type("submit")
        #expect(shell.order == nil && shell.exit == .disk)
        shell.world.pictures = ["kitten.jpg": .success(.sample("kitten.jpg")), "sky.jpg": .success(.sample("sky.jpg"))]
        shell.type("submit")
        #expect(shell.order != nil)
    }

    @Test("check tells what stands in the way, and an empty prompt is a warning")
    func checks() {
        var shell = ShellTester.ready()
        shell.type("check")
        #expect(shell.printed == ["ready   `submit`"] && shell.exit == nil)
        shell.type("unset prompt last", "check")
        #expect(shell.printed[0] == "not ready:" && shell.printed[1].hasPrefix("  last is missing"))
        #expect(shell.exit == .draftInvalid)
        var json = ShellTester(.json, keyboard: false)
        json.type("check")
        #expect(json.objects.first?["ready"] as? Bool == false)
        #expect((json.objects.first?["problems"] as? [[String: Any]])?.first?["code"] as? String == "not_ready")
    }

    @Test("describe tells all about a field, and field? does too", arguments: ["describe size", "size?", "SIZE?", "size？", "help size"])
    func describes(_ line: String) {
        var shell = ShellTester()
        shell.type(line)
        #expect(shell.printed[0] == "size  Resolution tier of the video.")
        #expect(shell.text.contains("480P | 720P | 1080P") && shell.text.contains("set size 720P"))
    }

    @Test("describe alone lists every field, in all three forms")
    func describesAll() {
        var shell = ShellTester()
        shell.type("describe")
        #expect(FieldName.allCases.allSatisfy { shell.text.contains($0.rawValue) })
        var piped = ShellTester(.piped, keyboard: false)
        piped.type("describe")
        #expect(piped.data.count == FieldName.allCases.count)
        piped.type("seed?")
        #expect(piped.data.first == "field\tseed")
        var json = ShellTester(.json, keyboard: false)
        json.type("describe seed")
        #expect(json.objects.first?["field"] as? String == "seed")
    }

    @Test("explain shows the body with a comment for each field")
    func explains() {
        var shell = ShellTester.ready()
        shell.type("explain")
        #expect(shell.printed[0] == "POST http://127.0.0.1:PORT/v1/videos")
        #expect(shell.text.contains("  # What happens between the two frames") && shell.text.contains("\"prompt\": \"a kitten\","))
        #expect(shell.text.contains("# left out: seed"))
    }

    @Test("a saved draft is read back as it was, whatever its text", arguments: 0..<200)
    func savesAndLoads(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var shell = ShellTester()
        shell.world.pictures["it's \"a\" b.png"] = .success(.sample("it's \"a\" b.png"))
        shell.type(
            "config set newlines keep",
            "set first \"it's \\\"a\\\" b.png\"",
            "last=https://a.example/?x=1",
            "seed=5 extend=off model=plus"
        )
        shell.type("set prompt \(random.text(upTo: 20))", "set neg \(random.text(upTo: 6))")
        let draft = shell.draft
        shell.type("save one")
        guard case .store(.draft(name: "one"), let text)? = shell.effects.first else {
            Issue.record("not saved")
            return
        }
        shell.world.drafts["one"] = text
        shell.type("reset", "load one")
        #expect(shell.draft == draft, "\(text.debugDescription) \(shell.text)")
    }

    @Test(
        "texts that look like grammar survive a saved draft",
        arguments: ["\"a\"", "“a”", "\"a\" \"b\"", " \"“ ", "<<END", "line\nEND\nEND1", "a\n\n b ", "“a” “b”", "=", "\n", "x\n"]
    )
    func savesOddTexts(_ text: String) throws {
        var shell = ShellTester()
        shell.session.draft[.prompt] = .text(text)
        shell.type("save one")
        guard case .store(_, let script)? = shell.effects.first else {
            Issue.record("not saved")
            return
        }
        shell.world.drafts["one"] = script
        shell.type("reset", "load one")
        #expect(shell.draft.text(.prompt)?.isSame(as: text) == true, "\(script.debugDescription)")
    }

    @Test(
        "a draft with a line that is none is refused, and spends nothing",
        arguments: ["submit", "seed=7\nsubmit", "set prompt <<END\nx", "set size"]
    )
    func refusesOddDrafts(_ script: String) {
        var shell = ShellTester()
        shell.world.drafts["odd"] = script
        shell.type("load odd")
        #expect(shell.exit != nil && shell.order == nil)
        #expect(shell.draft == Draft())
    }

    @Test(
        "an error in a saved draft names its file and line",
        arguments: [
            ("seed=4\nsize=999P\n", "odd:2: error: size \"999P\" is not 480P, 720P or 1080P"),
            ("seed=4\n# x\nset prompt <<END\nx\n", "odd:3: error: the text has no end: a line with END alone has to follow"),
            ("\nfirst=gone.png\n", "odd:2: error: first: gone.png: no such file"),
            ("submit", "odd:1: error: draft odd: it can't be read at \"submit\""),
        ]
    )
    func blamesDraftLines(_ script: String, _ words: String) {
        var shell = ShellTester(keyboard: false)
        shell.world.drafts["odd"] = script
        for line in ["load odd", "alias o load", "o odd"] { shell.type(line) }
        #expect(shell.told.first?.hasPrefix(words) == true, "\(shell.told)")
        #expect(shell.draft == Draft())
        shell.session.output = .json
        shell.type("load odd")
        #expect(shell.data.first?.hasSuffix(",\"line\":\(words.dropFirst(4).prefix(1))}}") == true, "\(shell.data)")
    }

    @Test("drafts are listed and removed")
    func listsDrafts() {
        var shell = ShellTester()
        shell.type("drafts")
        #expect(shell.printed == ["no saved drafts   `save NAME`"])
        shell.world.drafts = ["kitten": "", "sky": ""]
        shell.type("drafts")
        #expect(shell.printed == ["kitten", "sky"])
        shell.type("drafts remove kitten")
        #expect(shell.effects == [.removeDraft(name: "kitten")])
        shell.type("drafts remove kiten")
        #expect(shell.offered == "drafts remove kitten")
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
