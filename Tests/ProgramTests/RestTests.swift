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
        #expect(try Self.listeners(of: program.child.pid).isEmpty)
        for number in 1...2 {
            try program.type("submit &\r")
            try program.waitForPrompt("flash 480P (1) >")
            let story = try home.run(["--json", "-c", "tasks \(number)"]).output
            let origin = try JSONDecoder().decode(Task.self, from: Data(story.utf8)).origin
            let port = try #require(URL(string: origin)?.port.flatMap(UInt16.init(exactly:)))
            // The server closes what is open when it ends, if it has not ended already.
            let connection = Loopback.connection(to: port)
            try program.wait(for: "tween-000\(number).mp4")
            if let connection { try waitForEnd(of: connection) }
            while try !Self.listeners(of: program.child.pid).isEmpty { sched_yield() }
        }
    }

    private func waitForEnd(of connection: Int32) throws {
        defer { close(connection) }
        var wait = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, Program.patience) > 0, Pipe.read(connection).isEmpty else { throw HarnessFault("the server stays") }
    }

    /// The sockets that a process listens on.
    private static func listeners(of pid: pid_t) throws -> Set<String> {
        let folder = "/proc/\(pid)/fd"
        let own = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
            try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
        }
        let listening = try ["tcp", "tcp6"].flatMap { table in
            try String(contentsOfFile: "/proc/\(pid)/net/\(table)", encoding: .utf8).split(separator: "\n").dropFirst().compactMap { line in
                let fields = line.split(separator: " ")
                // 0A is LISTEN; the tenth field is the inode.
                return fields.count > 9 && fields[3] == "0A" ? "socket:[\(fields[9])]" : nil
            }
        }
        return Set(own).intersection(listening)
    }
}
