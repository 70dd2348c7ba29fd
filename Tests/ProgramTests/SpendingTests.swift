import Foundation
import Glibc
import Testing

@Suite("A paid profile at a terminal", .timeLimit(.minutes(5)))
struct SpendingTests {
    /// A service that only counts who comes.
    private final class Counter {
        private let socket: Int32
        let port: UInt16

        init() throws {
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let code = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                    bind(socket, place, size) | listen(socket, 8) | getsockname(socket, place, &size)
                }
            }
            guard code == 0 else { throw HarnessFault("no port") }
            self.socket = socket
            port = UInt16(bigEndian: address.sin_port)
        }

        deinit { close(socket) }

        /// Whether somebody has come, or comes within the time.
        func hasCaller(within milliseconds: Int32 = 0) -> Bool {
            var wait = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            return poll(&wait, 1, milliseconds) > 0
        }
    }

    private static let prompt = "mine flash 720P >"

    /// A shell whose draft is ready to go to a service that costs.
    private func start(_ service: Counter, _ more: [String: String] = [:]) throws -> TerminalProgram {
        let home = try Home()
        let setUp = try home.run(["-c", "profile add mine http://127.0.0.1:\(service.port)/v1"])
        guard setUp.code == 0 else { throw HarnessFault(setUp.diagnostics) }
        try "submit --yes\n".write(toFile: home.folder + "/paid.tw", atomically: false, encoding: .utf8)
        let environment = more.merging(["TWEEN_API_KEY": "sk-test-0123456789"]) { $1 }
        let program = try TerminalProgram(home, ["-q", "--profile", "mine"], environment: environment)
        try program.waitForPrompt("mine flash 720P first,last? >")
        try program.type("set images https://example.com/a.png https://example.com/b.png\r")
        try program.waitForPrompt(Self.prompt)
        try program.type("set prompt a kitten\r")
        try program.waitForPrompt(Self.prompt)
        return program
    }

    private static let manners: [(text: String, environment: [String: String])] = [
        ("submit\ryes\r", [:]),
        ("submit\nyes\n", ["TERM": "dumb"]),
        ("submit\ryes\ryes\ryes\r", [:]),
        ("\u{1B}[200~submit\nyes\n\u{1B}[201~\r", [:]),
        ("\u{1B}[200~submit --yes\nyes\n\u{1B}[201~\r", [:]),
        ("\u{1B}[200~submit\n\u{1B}[201~\r\u{1B}[200~yes\n\u{1B}[201~\r", [:]),
    ]

    @Test("submit and yes in one write send nothing, with and without paste marks", arguments: manners)
    func asksAfresh(_ text: String, _ environment: [String: String]) throws {
        let service = try Counter()
        let program = try start(service, environment)
        try program.type(text)
        try program.wait(for: "type yes to send it:")
        try program.wait("the question, unanswered") { $0.last?.hasPrefix("type yes to send it:") == true }
        // From the question on a paste mark stands for "what comes now counts"; a dumb terminal has none.
        guard environment.isEmpty else { return #expect(!service.hasCaller()) }
        try program.wait(for: "\u{1B}[?2004h")
        try program.type("\u{3}")
        try program.wait(for: "not sent")
        #expect(!service.hasCaller())
    }

    @Test("^C at the question of a dumb terminal sends nothing, and the shell goes on")
    func declinesOnDumbTerminals() throws {
        let service = try Counter()
        let program = try start(service, ["TERM": "dumb"])
        for _ in 1...2 {
            try program.type("submit\n")
            try program.wait(for: "type yes to send it:")
            try program.type("\u{3}")
            try program.wait(for: "not sent; the draft is as it was")
            try program.waitForPrompt(Self.prompt)
        }
        try program.type("yes\n")
        try program.wait(for: "no command \"yes\"")
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
        #expect(!service.hasCaller())
    }

    @Test("yes, typed afresh, sends")
    func sends() throws {
        let service = try Counter()
        let program = try start(service)
        try program.type("submit\r")
        try program.wait(for: "type yes to send it:")
        try program.wait(for: "\u{1B}[?2004h")
        try program.type("yes\r")
        #expect(service.hasCaller(within: Program.patience))
    }

    @Test(
        "neither a pasted --yes, nor a file that a pasted line runs, nor a switch in a paste spends money",
        arguments: [
            ("submit --yes", "type yes to send it:"), ("run paid.tw", "so nothing was sent"),
            ("config set confirm off\nsubmit", "not for a paste to set"),
        ]
    )
    func asksBehindPastes(_ text: String, _ end: String) throws {
        let service = try Counter()
        let program = try start(service)
        try program.paste(text)
        try program.wait("the paste") { $0.line.hasSuffix(text.split(separator: "\n").last.map(String.init) ?? text) }
        try program.type("\r")
        try program.wait(for: end)
        #expect(!service.hasCaller())
    }

    @Test("a paste ends where its submit is declined, and the rest is told")
    func endsPaste() throws {
        let service = try Counter()
        let program = try start(service)
        try program.paste("seed=5\nsubmit --yes\nseed=6\nseed=7\n")
        try program.wait("the rows") { $0.line == "seed=7" }
        try program.type("\r")
        try program.wait(for: "type yes to send it:")
        try program.wait(for: "\u{1B}[?2004h")
        try program.type("no\r")
        try program.wait(for: "2 lines were not run")
        #expect(!program.hasShown("5 → 6"))
        #expect(!service.hasCaller())
    }
}
