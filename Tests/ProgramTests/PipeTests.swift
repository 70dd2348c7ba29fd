import Foundation
import Glibc
import Testing

@Suite("The program between pipes", .timeLimit(.minutes(5)))
struct PipeTests {
    private static let images = "set images https://example.com/a.png https://example.com/b.png"

    @Test("standard input is a script: no prompt, no colour, no banner; it stops at the first error")
    func runsInput() throws {
        let run = try Home().run([], input: "set prompt 一只小猫\nshow prompt\nsiz=720P\nversion\n")
        #expect(run.output == "一只小猫\n")
        #expect(run.diagnostics.hasPrefix("-:3: error: no field \"siz\"\n"))
        #expect(run.code == 2)
        #expect(!(run.output + run.diagnostics).contains("\u{1B}"))
    }

    @Test("--keep-going goes on and still reports the first failure", arguments: [["-f", "film.tween"], []])
    func keepsGoing(_ arguments: [String]) throws {
        let home = try Home()
        let script = "\(Self.images)\nmodel=plus\nsize=480P\nsubmit\nsiz=7\nversion\n"
        try home.write(script, to: "film.tween")
        let run = try home.run(arguments + ["--keep-going"], input: script)
        #expect(run.output.hasSuffix("tween 0.1.0\n"))
        #expect(run.code == 3)
    }

    private static let ends: [([String], Int32)] = [
        (["-c", "version"], 0),
        (["-c", "nonsense"], 2),
        (["--nonsense"], 2),
        (["-c", "submit"], 3),
        (["--profile", "hosted", "-c", images, "-c", "submit --yes"], 4),
        (["-f", "nowhere.tween"], 8),
        (["--profile", "nowhere"], 2),
        (["serve", "--port", "70000"], 2),
        (["serve", "--token-env", "NOT_SET"], 2),
    ]

    @Test("the exit code says what went wrong", arguments: ends)
    func endsWith(_ arguments: [String], _ code: Int32) throws {
        #expect(try Home().run(arguments).code == code)
    }

    @Test("a service that is not there is 5; the key is in no file, and a second try is no twin")
    func doesNotReach() throws {
        let home = try Home()
        let commands = ["-c", "profile add mine http://127.0.0.1:1/v1", "-c", "profile mine", "-c", Self.images, "-c", "submit --yes"]
        let run = try home.run(commands, environment: ["TWEEN_API_KEY": "sk-secret-0123456789"])
        #expect(run.code == 5, "\(run.diagnostics)")
        #expect(run.diagnostics.contains("not sent, nothing charged"))
        #expect(!(run.output + run.diagnostics).contains("sk-secret"))
        #expect(home.files().contains { $0.path.hasSuffix("journal.sqlite") })
        #expect(home.files().allSatisfy { $0.bytes.range(of: Data("sk-secret".utf8)) == nil })
    }

    @Test("a real film: --json tells its story, the path is the last word, and no child knows the key")
    func makesFilm() throws {
        let home = try Home()
        let fifo = home.folder + "/environment"
        #expect(mkfifo(fifo, 0o600) == 0)
        try home.write("#!/bin/sh\nenv > \(fifo)\n", to: "opener", mode: 0o700)
        let listener = open(fifo, O_RDWR | O_CLOEXEC)
        defer { close(listener) }
        let run = try home.run(
            ["--json", "-c", "sample", "-c", "size=480P", "-c", "submit --wait", "-c", "open 1"],
            environment: ["TWEEN_API_KEY": "sk-secret-0123456789", "TWEEN_OPEN": home.folder + "/opener"]
        )
        #expect(run.code == 0, "\(run.diagnostics)")
        let events = try run.lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
        let types = events.compactMap { $0["type"] as? String }
        #expect(types.first == "submitted")
        #expect(types.suffix(2) == ["saved", "result"])
        let path = try #require(events.last { $0["type"] as? String == "result" }?["path"] as? String)
        let film = URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: home.folder, isDirectory: true)).path
        #expect(FileManager.default.contents(atPath: film)?.dropFirst(4).prefix(4).elementsEqual("ftyp".utf8) == true)
        var wait = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        #expect(poll(&wait, 1, Program.patience) > 0)
        let environment = String(decoding: Pipe.read(listener), as: UTF8.self)
        #expect(environment.contains("HOME="))
        #expect(!environment.contains("sk-secret"))
        #expect(home.files().allSatisfy { $0.bytes.range(of: Data("sk-secret".utf8)) == nil })
    }

    @Test("the path of the film is all that a pipe gets of a submit")
    func printsPath() throws {
        let home = try Home()
        let run = try home.run(["-c", "sample", "-c", "size=480P", "-c", "submit"])
        #expect(run.output == "./tween-0001.mp4\n" || run.output == home.folder + "/tween-0001.mp4\n", "\(run)")
        #expect(run.code == 0)
    }

    @Test(
        "what is closed at the start is told where it is needed, and nothing else takes its place",
        arguments: [
            ("<&-", 2, "", "-:1: error: the input cannot be read: Bad file descriptor\n"), ("-c 'set prompt a cat' <&-", 0, "", ""),
            ("-c help >&-", 8, "", "error: what was printed could not be written: Bad file descriptor\n"),
            ("-c 'set seed -1' 2>&-", 2, "", ""),
            ("-c sample -c 'save kept' -c show -c 'set seed -1' <&- >&- 2>&-", 8, "", ""),
        ] as [(String, Int32, String, String)]
    )
    func closedStreams(_ words: String, _ code: Int32, _ output: String, _ diagnostics: String) throws {
        let home = try Home()
        let run = try home.run(["-c", "exec \"$0\" --no-rc \(words)", Program.path], program: "/bin/sh")
        #expect((run.code, run.output, run.diagnostics) == (code, output, diagnostics))
        // What was said to nobody has not gone into a file that was open.
        #expect(
            home.files().allSatisfy { !$0.bytes.starts(with: Data("error".utf8)) && $0.bytes.firstRange(of: Data("seed must".utf8)) == nil }
        )
    }

    @Test("a text that settings leave open swallows nothing")
    func closesTextOfSettings() throws {
        let home = try Home()
        try home.writeSettings("set prompt <<END")
        let run = try home.run(["-c", "version"])
        #expect(run.output == "tween 0.1.0\n")
        #expect(
            run.diagnostics == "\(home.path)/config/tween/settings:1: error: the text has no end: a line with END alone has to follow\n"
        )
        #expect(run.code == 0)
    }

    @Test(
        "with few descriptors what asks nothing works, and the rest says what it lacks",
        arguments: [
            ("-c version", 10, 0, ""), ("-c sample -c submit", 30, 8, "only 30 files may be open"),
            ("serve", 30, 8, "only 30 files may be open"),
        ] as [(String, Int, Int32, String)]
    )
    func fewDescriptors(_ words: String, _ limit: Int, _ code: Int32, _ diagnostics: String) throws {
        let run = try Home().run(["-c", "ulimit -n \(limit) && exec \"$0\" \(words)", Program.path], program: "/bin/sh")
        #expect(run.code == code, "\(run)")
        #expect(diagnostics.isEmpty ? run.diagnostics.isEmpty : run.diagnostics.contains(diagnostics))
    }

    @Test("SIGTERM ends a script that waits with 143")
    func obeysTermination() throws {
        let program = try Home().start([])
        try program.input.send("version\n")
        _ = try program.readOutput(until: "tween 0.1")
        kill(program.child.pid, SIGTERM)
        #expect(program.child.wait() == 143)
    }

    @Test("a reader that goes away does not kill the shell")
    func outlivesReader() throws {
        let program = try Home().start([])
        program.output.closeReadEnd()
        try program.input.send("version\nsave kept\n")
        program.input.close()
        #expect(program.child.wait() == 0)
    }

    @Test("serve answers its token and nobody else, and ends on a signal")
    func serves() throws {
        let program = try Home().start(["serve", "--port", "0", "--token-env", "TOKEN"], environment: ["TOKEN": "test-token"])
        let announcement = try program.readOutput(until: "/v1")
        let port = try #require(announcement.firstMatch(of: /127\.0\.0\.1:([0-9]+)\/v1/).flatMap { UInt16($0.1) })
        #expect(!announcement.contains("test-token"))
        #expect(try request("GET /v1/models", port: port, token: "test-token").hasPrefix("HTTP/1.1 200"))
        #expect(try request("GET /v1/models", port: port, token: "other").hasPrefix("HTTP/1.1 401"))
        kill(program.child.pid, SIGTERM)
        #expect(program.child.wait() == 0)
    }

    private func request(_ line: String, port: UInt16, token: String) throws -> String {
        guard let connection = Loopback.connection(to: port) else { throw HarnessFault("no connection") }
        defer { close(connection) }
        let text = "\(line) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\nConnection: close\r\n\r\n"
        guard send(connection, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count else {
            throw HarnessFault("not sent")
        }
        var answer: [UInt8] = []
        while true {
            var wait = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
            guard poll(&wait, 1, Program.patience) > 0 else { throw HarnessFault("no answer") }
            let bytes = Pipe.read(connection)
            if bytes.isEmpty { return String(decoding: answer, as: UTF8.self) }
            answer += bytes
        }
    }
}
