import CEditLine
import Glibc
import Testing

@testable import Terminal

/// The rows of the block, as they are written and as they are reckoned with.
struct RowTests {
    /// What a stream whose rows have so many columns makes of a text.
    private func written(_ text: String, columns: Int32) throws -> String {
        let locale = uselocale(nil)
        defer { uselocale(locale) }
        try #require(ce_use_utf8_on_this_thread())
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let outlet = Outlet(Descriptor(ends[1]))
        let stream = try #require(ce_open_stream(Unmanaged.passUnretained(outlet).toOpaque(), Callbacks.keep))
        ce_end_rows(stream, columns)
        fputs(text, stream)
        fclose(stream)
        #expect(outlet.letOut())
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(ends[0], &bytes, bytes.count)
        return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
    }

    @Test(
        "a row ends with a line break before the terminal would go on by itself, and not sooner",
        arguments: [
            ("abcd", "abcd"), ("abcdef", "abcd\r\nef"), ("abcdefghi", "abcd\r\nefgh\r\ni"), ("abc猫", "abc\r\n猫"), ("ab猫d", "ab猫\r\nd"),
            ("abcd\u{301}e", "abcd\u{301}\r\ne"), ("abcd\re", "abcd\re"), ("abcd\r\nefgh", "abcd\r\nefgh"), ("abcd\u{8}x", "abcd\u{8}x"),
            ("\u{1B}[2Cabc", "\u{1B}[2Cab\r\nc"), ("\u{1B}[9999Cab", "\u{1B}[9999Ca\r\nb"), ("\u{1B}[4Gab", "\u{1B}[4Ga\r\nb"),
            ("abc\u{1B}[2Dxyz", "abc\u{1B}[2Dxyz"), ("\u{1B}7ab\u{1B}8abcd", "\u{1B}7ab\u{1B}8abcd"),
            ("\u{1B}[31mabcd\u{1B}[0me", "\u{1B}[31mabcd\u{1B}[0m\r\ne"),
        ]
    )
    func ends(_ text: String, _ ended: String) throws {
        #expect(try written(text, columns: 4) == ended)
        #expect(try written(text, columns: 0) == text)
    }

    private func layout(_ line: String, cursor: Int? = nil, columns: Int = 10) -> LineLayout {
        let line = Array(line.unicodeScalars)
        return LineLayout(promptWidth: 2, line: line, cursor: cursor ?? line.count, drawnColumns: 10, columns: columns) {
            Int(ce_cell_width(wchar_t(bitPattern: $0.value)))
        }
    }

    @Test(
        "the rows above the cursor that have no text at their ends are known, so that their cells can be made sure of",
        arguments: [
            ("abcdefgh", []), ("abcdefghij", []), ("abcde   x", [LineLayout.Gap(row: 0, column: 7)]),
            ("ab\ncd", [.init(row: 0, column: 4)]),
            ("ab\ncd\nef", [.init(row: 0, column: 4), .init(row: 1, column: 2)]), ("        ", [.init(row: 0, column: 2)]),
        ]
    )
    func gaps(_ line: String, _ gaps: [LineLayout.Gap]) { #expect(layout(line).gaps == gaps) }

    @Test("a wide character that has no room leaves its row's last cell free")
    func wideGap() {
        let wide = LineLayout(promptWidth: 2, line: Array("abcdefg猫x".unicodeScalars), cursor: 9, drawnColumns: 10, columns: 10) {
            $0 == "猫" ? 2 : 1
        }
        #expect(wide.gaps == [LineLayout.Gap(row: 0, column: 9)])
        #expect((wide.cursorRow, wide.cursorColumn) == (1, 3))
    }

    @Test(
        "rows that were drawn are broken each for itself, with the blanks that fill them",
        arguments: [("abcdefgh", 5, 2), ("ab\ncd", 3, 4), ("ab\ncd", 20, 1), ("abcdefghijklmnopqr", 40, 2), ("abc", 4, 1)]
    )
    func rowsAtAnotherWidth(_ line: String, _ columns: Int, _ row: Int) { #expect(layout(line, columns: columns).cursorRow == row) }

    @Test("an answer is waited for from the first question to the last, and a new size asks afresh")
    func asking() {
        #expect(!Resizing().isAsking)
        #expect(Resizing(questions: 1).isAsking)
        #expect(Resizing(answerEnd: .now).isAsking)
    }
}
