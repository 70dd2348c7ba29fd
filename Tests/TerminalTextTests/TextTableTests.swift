import Testing

@testable import TerminalText

@Suite struct TextTableTests {
    private static let draft = TextTable(
        columns: [.init("field"), .init("value", overflow: .cut), .init("state", overflow: .wrap, minimum: 10, priority: 1)],
        rows: [
            ["model", "wan2.1-kf2v-plus", "set"],
            ["prompt", "一只黑色的小猫好奇地望着天空，镜头从平视缓缓上升至俯视", "27/800"],
            ["last", "–", StyledText("missing", .error)],
            ["negative", "👩‍👩‍👧 🇨🇳 ❤\u{FE0F}", "optional, 0/500"],
        ]
    )

    @Test("columns align by display width, and the widest gives way")
    func aligned() {
        #expect(
            Self.draft.lines(width: 60).map(\.plain) == [
                "  field     value                            state",
                "  model     wan2.1-kf2v-plus                 set",
                "  prompt    一只黑色的小猫好奇地望着天空，…  27/800",
                "  last      –                                missing",
                "  negative  👩‍👩‍👧 🇨🇳 ❤\u{FE0F}                         optional, 0/500",
            ]
        )
    }

    @Test("where all that may be cut is cut, the column that may wrap goes on below")
    func wraps() {
        #expect(
            Self.draft.lines(width: 32).map(\.plain) == [
                "  field     value     state",
                "  model     wan2.1-…  set",
                "  prompt    一只黑…   27/800",
                "  last      –         missing",
                "  negative  👩‍👩‍👧 🇨🇳 ❤\u{FE0F}  optional,",
                "                      0/500",
            ]
        )
    }

    @Test("a window too narrow for columns gets a block for each row")
    func records() {
        let lines = Self.draft.lines(width: 20).map(\.plain)
        #expect(lines.prefix(5) == ["model", "  value:", "   wan2.1-kf2v-plus", "  state: set", "prompt"])
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 20 })
    }

    @Test("there a value without a title goes on behind the one before it")
    func untitled() {
        let table = TextTable(
            columns: [.init(""), .init("state"), .init(""), .init("")],
            rows: [["prompt", "optional", "0/800 in all"], ["help", "", "list the commands"]],
            showsHeader: false
        )
        let lines = table.lines(width: 20).map(\.plain)
        #expect(lines == ["prompt", "  state: optional", "   0/800 in all", "help", "  list the commands"])
    }

    @Test("the header is faint, may be left out, and then leaves its width behind")
    func header() {
        var table = TextTable(columns: [.init("identifier"), .init("status")], rows: [["1", StyledText("ok", .success)], ["22"]])
        #expect(table.lines(width: 80).map(\.plain) == ["  identifier  status", "  1           ok", "  22"])
        #expect(table.lines(width: 80).first?.spans.filter { $0.style == .faint }.map(\.text) == ["identifier", "status"])
        table.showsHeader = false
        #expect(table.lines(width: 80) == [StyledText("  1   ") + StyledText("ok", .success), "  22"])
    }

    @Test("numbers stand at the right of their column; an empty column takes no room")
    func trailing() {
        let table = TextTable(
            columns: [.init("", alignment: .trailing), .init(""), .init("", alignment: .trailing)],
            rows: [["#9", "", "1:09"], ["#10", "", "猫"]],
            showsHeader: false
        )
        #expect(table.lines(width: 40).map(\.plain) == ["   #9  1:09", "  #10    猫"])
    }

    @Test("what a cell hides is shown, before its width is taken")
    func sanitised() {
        let table = TextTable(columns: [.init("a"), .init("b")], rows: [["x\u{1B}\ny", "1"], ["x", "2"]])
        #expect(table.lines(width: 40).map(\.plain) == ["  a          b", "  x\\u{1b}↵y  1", "  x          2"])
    }

    @Test("tab-separated values keep one row on one line")
    func tabSeparated() {
        let table = TextTable(columns: [.init("field"), .init("value")], rows: [["prompt", "a\tb\nc\u{1B}"], ["last"]])
        #expect(table.tabSeparated() == ["prompt\ta\\tb\\nc\\u{1b}", "last\t"])
        #expect(table.tabSeparated(header: true).first == "field\tvalue")
    }

    @Test("a table without rows is its header; without columns it is nothing")
    func empty() {
        #expect(TextTable(columns: [.init("a")]).lines(width: 80) == ["  " + StyledText("a", .faint)])
        #expect(TextTable(columns: []).lines(width: 80).isEmpty)
        #expect(TextTable(columns: [], rows: [["x"]], showsHeader: false).lines(width: 80).allSatisfy { $0.isEmpty })
    }

    @Test("the rows of the draft align at every width", arguments: [10...60, 61...400])
    func everyWidth(_ widths: ClosedRange<Int>) {
        for width in widths {
            let lines = Self.draft.lines(width: width).map(\.plain)
            #expect(lines.allSatisfy { DisplayWidth.of($0) <= width && !$0.hasSuffix(" ") })
        }
    }

    @Test("no random table exceeds its width, and each column starts at one place in all rows")
    func properties() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<400 {
            let overflow: [TextTable.Overflow] = (0..<3).map { _ in [.keep, .cut, .wrap].randomElement(using: &random) ?? .cut }
            let rows = (0..<3).map { _ in (0..<3).map { column in StyledText("|" + random.text(upTo: 12), Style.allCases[column]) } }
            let table = TextTable(columns: overflow.map { .init("t", overflow: $0, minimum: 6) }, rows: rows, showsHeader: false)
            let width = Int.random(in: 10...120, using: &random)
            let lines = table.lines(width: width)
            guard lines.allSatisfy({ $0.width <= width }) else {
                Issue.record("\(width): \(lines.map(\.plain))")
                continue
            }
            if lines.contains(where: { $0.plain.contains("t: |") }) { continue }
            let starts = (0..<3).map { column in Set(lines.compactMap { start(of: Style.allCases[column], in: $0) }) }
            #expect(starts.allSatisfy { $0.count == 1 })
        }
    }

    /// The cell at which the first span of a style begins; blanks are plain, as is the first column, which is looked for by its bar.
    private func start(of style: Style, in line: StyledText) -> Int? {
        guard let span = line.spans.firstIndex(where: { $0.style == style && $0.text.contains("|") }) else { return nil }
        let before = line.spans[..<span].map(\.text).joined()
        return DisplayWidth.of(before + line.spans[span].text.prefix { $0 == " " })
    }
}
