import TerminalText

/// A line after a text was put into it, in composed form: an accent joins the letter before it, whichever of them came with the text.
struct ComposedLine {
    let scalars: [Unicode.Scalar]
    let cursor: Int

    init(inserting text: [Unicode.Scalar], into line: [Unicode.Scalar], at cursor: Int, compose: (String) -> String) {
        func composed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
            // Below U+0300 nothing joins anything.
            scalars.allSatisfy { $0.value < 0x300 } ? scalars : Array(compose(String(scalars: scalars)).unicodeScalars)
        }
        let cursor = min(max(0, cursor), line.count)
        let head = composed(line[..<cursor] + text)
        scalars = composed(head + line[cursor...])
        self.cursor = min(head.count, scalars.count)
    }
}
