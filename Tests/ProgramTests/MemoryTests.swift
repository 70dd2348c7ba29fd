import FaultServer
import Foundation
import Testing

@Suite("What a service sends takes no memory to speak of", .timeLimit(.minutes(2)))
struct MemoryTests {
    /// What the program takes besides, in a debug build, with room to spare; each answer would be more by far, were it kept or unpacked.
    private static let limit = 150_000_000

    private static let faults = ["a gzip bomb": FaultServer.Fault.gzipBomb, "a body without an end": .hugeBody]

    @Test("an answer is read as far as any answer goes", arguments: ["submit", "poll"], faults.keys.sorted())
    func answers(_ call: String, _ name: String) throws {
        let fault = try #require(Self.faults[name])
        var script = ServiceScript()
        if call == "submit" { script.submits = [fault] } else { script.polls = [fault, .succeeded] }
        let server = try FaultServer(script)
        let home = try Home()
        let running = try home.start(["--keep-going"], environment: PaidService.key)
        let lines = [
            "profile add paid \(server.url)/v1", "profile paid", "config set poll.paid 2s",
            "set images https://example.com/a.png https://example.com/b.png", "submit --yes --wait", "tasks",
        ]
        try running.input.send(lines.joined(separator: "\n") + "\n")
        _ = try running.readOutput(until: call == "submit" ? "\tunconfirmed\t" : "\tsucceeded\t")
        let peak = try #require(running.child.peakMemory)
        #expect(peak < Self.limit)
        running.input.close()
        #expect(running.child.wait() == (call == "submit" ? 7 : 0))
        #expect(FileManager.default.fileExists(atPath: home.folder + "/tween-0001.mp4") == (call == "poll"))
        #expect(server.log.begunPosts == 1)
    }
}
