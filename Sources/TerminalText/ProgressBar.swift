/// The characters that a terminal can show.
package enum Glyphs: CaseIterable, Sendable, Hashable {
    case unicode
    case ascii
}

/// How far a task has come, as a bar.
package struct ProgressBar: Sendable, Hashable {
    /// 0 to 100.
    private let percent: Int
    /// In cells.
    private let width: Int

    /// A bar of `width` cells; what lies outside 0 to 100 per cent counts as the nearer end, and a width outside 0 to 1000 likewise.
    package init(percent: Int, width: Int) {
        self.percent = min(max(0, percent), 100)
        self.width = min(max(0, width), 1000)
    }

    /// The bar: full cells, an eighth-stepped one, empty cells; it is full only at 100. In ASCII `###---`.
    package func text(_ glyphs: Glyphs = .unicode) -> String {
        switch glyphs {
        case .unicode:
            let eighths = percent * width * 8 / 100
            let (full, part) = eighths.quotientAndRemainder(dividingBy: 8)
            let body = String(repeating: "█", count: full) + Self.parts[part]
            return body + String(repeating: "░", count: width - body.count)
        case .ascii:
            let full = percent * width / 100
            return String(repeating: "#", count: full) + String(repeating: "-", count: width - full)
        }
    }

    private static let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}

/// A sign of life where nobody knows how far a task has come.
package enum Spinner {
    /// The picture of a step, one cell wide; steps count on for ever, from any number.
    package static func frame(_ step: Int, _ glyphs: Glyphs = .unicode) -> Character {
        let frames =
            switch glyphs {
            case .unicode: unicode
            case .ascii: ascii
            }
        return frames[((step % frames.count) + frames.count) % frames.count]
    }

    private static let unicode: [Character] = Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
    private static let ascii: [Character] = Array("|/-\\")
}
