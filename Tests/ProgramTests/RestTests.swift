import Foundation
import Glibc
import Testing

@Suite("A shell at rest", .timeLimit(.minutes(5)))
struct RestTests {
    private struct Task: Decodable { let origin: String }

    @Test("the embedded server ends when no local task is left, and comes back for the next")
    func serverEnds() throws {
        let home = try Home()
        let program = try TerminalProgram(home, ["-q"])
        try program.waitForPrompt("flash 720P first,last? >")
        try program.type("sample\r")
        try program.waitForPrompt("flash 720P >")
        try program.type("size=480P\r")
        try program.waitForPrompt("flash 480P >")
        for number in 1...2 {
            try program.type("submit &\r")
            try program.wait(for: "tween-000\(number).mp4")
            let story = try home.run(["--json", "-c", "tasks \(number)"]).output
            let origin = try JSONDecoder().decode(Task.self, from: Data(story.utf8)).origin
            let port = try #require(URL(string: origin)?.port.flatMap(UInt16.init(exactly:)))
            // Whoever is still let in sees the connection closed, until nobody is let in any more.
            while let connection = Loopback.connection(to: port) { try waitForEnd(of: connection) }
        }
    }

    private func waitForEnd(of connection: Int32) throws {
        defer { close(connection) }
        var wait = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, Program.patience) > 0, Pipe.read(connection).isEmpty else { throw HarnessFault("the server stays") }
    }
}
