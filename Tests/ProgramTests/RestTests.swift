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
            while let connection = connection(to: port) { try waitForEnd(of: connection) }
        }
    }

    private func connection(to port: UInt16) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        if code == 0 { return descriptor }
        close(descriptor)
        return nil
    }

    private func waitForEnd(of connection: Int32) throws {
        defer { close(connection) }
        var wait = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, Program.patience) > 0, Pipe.read(connection).isEmpty else { throw HarnessFault("the server stays") }
    }
}
