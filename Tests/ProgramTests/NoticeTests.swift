import Testing

@Suite("Notices above the line", .timeLimit(.minutes(5)))
struct NoticeTests {
    private static let text =
        "set prompt 的上海 Realistic style 一只黑色的小猫好奇地望着天空，镜头从平视缓缓上升至俯视，the kitten looks up and 夜的上海一只黑色的小猫好奇地望着天空，镜头从平视缓缓上升至俯视，the end"

    /// A shell that renders, with a line of three rows half typed, the cursor at its beginning.
    private func start() throws -> TerminalProgram {
        let program = try TerminalProgram(try Home(), ["-q"], columns: 80)
        try program.waitForPrompt("flash 720P first,last? >")
        try program.type("sample\r")
        try program.waitForPrompt("flash 720P >")
        try program.type("size=480P\r")
        try program.waitForPrompt("flash 480P >")
        try program.type("submit &\r")
        try program.waitForPrompt("flash 480P (1) >")
        try program.type(Self.text)
        try program.type("\u{1}")
        return program
    }

    @Test("a line of three rows, Chinese and English, stays with its cursor in the middle")
    func keepsLine() throws {
        let program = try start()
        try program.wait("the notice, and the line once below it") { screen in
            guard let notice = screen.firstIndex(where: { $0.hasPrefix("[#1 succeeded in ") }) else { return false }
            return screen[(notice + 1)...].joined() == "flash 480P > " + Self.text
        }
        try program.type("seed=7 ")
        try program.wait("the text at the cursor") { $0.joined().hasSuffix("flash 480P > seed=7 " + Self.text) }
        try program.type("\u{1B}[1;5C\u{B}")
        try program.wait("the rest of the line deleted") { $0.line == "flash 480P > seed=7 set" }
    }
}
