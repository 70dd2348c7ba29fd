import Foundation

/// A task from a home without any file of ours to the end of the shell.
enum Story: String, CaseIterable, Sendable {
    /// Which a service charges, and answers at once.
    case paid
    /// Which is asked after three times.
    case polled
    /// Which the program itself renders.
    case local
    /// Which a service charges, typed at a terminal; the profile is there before.
    case typed

    /// Runs it with a fault, and the program again if the fault was met. It blocks, and the thread must have no children.
    func run(_ fault: CallFault) throws -> StruckStory {
        let service = try PaidService(statuses: self == .polled ? ["queued", "queued", "in_progress", "succeeded"] : ["succeeded"])
        let home = try Home()
        let faulty = try run(fault, in: home, with: service)
        let aftermath = try faulty.place.map { _ in try Aftermath(of: self, in: home) }
        return StruckStory(story: self, fault: fault, faulty: faulty, aftermath: aftermath, charges: service.charges, files: home.files())
    }

    private func run(_ fault: CallFault, in home: Home, with service: PaidService) throws -> FaultyRun {
        let profile = ["profile add mine \(service.url)"]
        let draft = ["set images https://example.com/a.png https://example.com/b.png", "set prompt a kitten"]
        let ending = ["submit --yes --wait", "watch 1", "download 1 copy.mp4", "exit"]
        let lines: [String]
        switch self {
        case .paid: lines = profile + ["profile mine"] + draft + ["save kept"] + ending
        case .polled: lines = profile + ["config set poll.mine 2s", "profile mine"] + draft + ending
        case .local:
            try Data(Self.picture).write(to: URL(filePath: home.folder + "/flat.bmp"))
            lines = ["set images flat.bmp flat.bmp", "set prompt static", "set size 480P", "set seed 7"] + ending
        case .typed:
            try home.writeSettings(profile[0])
            return try home.type(["-q", "--profile", "mine"], environment: PaidService.key, fault: fault) { terminal in
                try Self.type(draft, at: terminal)
            }
        }
        return try home.run(lines.flatMap { ["-c", $0] }, environment: PaidService.key, fault: fault)
    }

    /// The prompts before anything is set, and with a draft that is ready.
    static let emptyPrompt = "mine flash 720P first,last? >"
    static let readyPrompt = "mine flash 720P >"

    /// A task at the keyboard.
    private static func type(_ draft: [String], at terminal: TestTerminal) throws {
        try terminal.waitForPrompt(emptyPrompt)
        for line in draft {
            try terminal.type(line + "\r")
            try terminal.waitForPrompt(readyPrompt)
        }
        try terminal.type("submit\r")
        try terminal.wait(for: "type yes to send it:")
        // From here on what is typed counts.
        try terminal.wait(for: "\u{1B}[?2004h")
        try terminal.type("yes\r")
        for line in ["wait 1", "download 1 copy.mp4"] {
            try terminal.waitForPrompt(readyPrompt)
            try terminal.type(line + "\r")
        }
        try terminal.waitForPrompt(readyPrompt)
        try terminal.type("exit\r")
    }

    /// A picture of one colour, which costs the encoder little: a BMP of 256 by 256 pixels, one bit each.
    private static let picture: [UInt8] = {
        let (side, bits) = (256, 256 * 256 / 8)
        let head = 14 + 40 + 8
        func word(_ value: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        let file = Array("BM".utf8) + word(head + bits, 4) + word(0, 4) + word(head, 4)
        let information = word(40, 4) + word(side, 4) + word(side, 4) + word(1, 2) + word(1, 2) + word(0, 4) + word(bits, 4)
        let resolution = word(2835, 4) + word(2835, 4)
        let palette = word(2, 4) + word(2, 4) + [0x20, 0x40, 0x80, 0, 0xFF, 0xFF, 0xFF, 0]
        return file + information + resolution + palette + [UInt8](repeating: 0, count: bits)
    }()
}
