import FaultServer
import Foundation
import Journal
import ShellCore
import Testing
import VideoAPI

@testable import TweenApp

/// What came of one fault: the screen, the exit code, what the service was sent, and what is in the journal.
struct FaultStory: Sendable {
    /// The screen; what goes to standard error in a pipe begins with `2> `.
    let screen: [String]
    let exitCode: Int32?
    let posts: Int
    /// One for all POSTs, or there is something wrong.
    let idempotencyKeys: Set<String>
    /// What another server was asked, to which the service had pointed.
    let elsewhere: [FaultServer.Request]
    let records: [TaskRecord]
    /// Whether the key is anywhere on the screen or in the state folder.
    let showsKey: Bool
    private let facts: [String]

    /// Plays a row; blocks until it is over, so it is not for a thread of the pool.
    init(_ row: FaultCase) throws {
        let world = try World()
        let mailbox = Mailbox<LoopMessage>()
        let other = try FaultServer(answering: { request in
            request.line.contains("/film") ? .film() : .answer("200 OK", #"{"id":"stolen","status":"succeeded"}"#)
        })
        let (onPost, interrupt) = (row.onPost, row.interrupt)
        let server = try FaultServer(row.service.pointing(to: other.url)) { kind in
            if kind == .submit { onPost(world) }
            if kind == .submit && interrupt == .afterPost || kind == .video && interrupt == .onVideo {
                mailbox.post(.signal(.interrupt))
            }
        }
        try row.prepare(world)
        let run = try FaultRun(row, on: world, address: try Self.address(of: row.place, server), mailbox: mailbox)
        let shown = { (line: String) in Self.shown(line, world, server, other) }
        screen = Self.play(row, run).map(shown)
        exitCode = run.exitCode
        posts = server.log.begunPosts
        idempotencyKeys = Set(server.log.requests.compactMap { $0.header("Idempotency-Key") })
        elsewhere = other.log.requests
        let journal = try? Journal(folder: world.places.state, now: { 0 })
        records = (try? journal?.list()) ?? []
        let tasks = records.reversed().map { Self.line($0, (try? journal?.history(of: $0.number)) ?? []) }
        facts = (Self.facts(world, server.log, other.log) + tasks).map(shown)
        showsKey = screen.contains { $0.contains(FaultRun.key) } || Self.holdsKey(world.places.state)
    }

    /// The story as it stands in the book.
    var lines: [String] {
        let sent = posts == 1 ? "1 POST" : "\(posts) POSTs" + (posts > 1 && idempotencyKeys.count == 1 ? " with one Idempotency-Key" : "")
        return screen + ["= exit \(exitCode.map { "\($0)" } ?? "none: stuck"), \(sent)"] + facts.map { "= " + $0 }
    }

    private static func address(of place: FaultCase.Place, _ server: FaultServer) throws -> String {
        switch place {
        case .service: server.url + "/v1"
        case .nobody: "http://127.0.0.1:\(try FaultServer.deadPort())/v1"
        case .unknownName: "https://nowhere.invalid/v1"
        case .tls: "https://127.0.0.1:\(server.port)/v1"
        }
    }

    private static func play(_ row: FaultCase, _ run: FaultRun) -> [String] {
        guard row.isTyped else {
            run.goOn()
            return taken(run, mark: "2> ")
        }
        var screen: [String] = []
        for line in row.lines {
            switch line {
            case .text(let text):
                screen.append((run.keyboard?.prompt ?? "(no prompt) ") + text)
                run.type(.line(text))
            case .secret(let secret):
                screen.append(run.keyboard?.prompt ?? "(no prompt)")
                run.type(.line(secret))
            case .pass(let seconds):
                screen.append("(\(seconds) s pass)")
                if !run.pass(.seconds(seconds)) { screen.append("(stuck)") }
            }
            screen += taken(run, mark: "")
        }
        run.type(.line("exit"))
        return screen + taken(run, mark: "")
    }

    private static func taken(_ run: FaultRun, mark: String) -> [String] {
        run.console.take().flatMap { line in
            switch line {
            case .output(let text), .live(let text): [text]
            case .diagnostics(let text): text.split(separator: "\n", omittingEmptySubsequences: false).map { mark + $0 }
            }
        }
    }

    /// What is worth a word only where it is out of the ordinary.
    private static func facts(_ world: World, _ log: FaultServer.Log, _ other: FaultServer.Log) -> [String] {
        let gets = log.requests.map(\.line).filter { $0.hasPrefix("GET ") }
        let odd = gets.filter { $0 != "GET /v1/videos/\(FaultServer.Fault.id) HTTP/1.1" }
        var facts: [String] = []
        if gets.count > odd.count { facts.append("asked \(times(gets.count - odd.count)) in \(world.clock.seconds) s") }
        facts += log.requests.filter { odd.contains($0.line) }.map { "asked " + described($0) }
        if gets.isEmpty, world.clock.seconds > 0 { facts.append("took \(world.clock.seconds) s") }
        facts += other.requests.map { "asked elsewhere " + described($0) }
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: world.folder)) ?? []).sorted()
        facts += files.map { name in
            "file \(name), \(bytes((FileManager.default.contents(atPath: world.path(name)) ?? Data()).count))"
        }.filter { !$0.contains(".json") }
        return facts
    }

    private static func described(_ request: FaultServer.Request) -> String {
        let headers = ["Range", "If-Range", "Authorization"].compactMap { name in request.header(name).map { "\(name): \($0)" } }
        return ([request.line.replacingOccurrences(of: " HTTP/1.1", with: "")] + headers).joined(separator: ", ")
            .replacingOccurrences(of: FaultRun.key, with: "KEY")
    }

    /// `#1 accepted, running ("odd") 45%, saved ./tween-0001.mp4 (blocked: key): sending > accepted > status running`.
    private static func line(_ record: TaskRecord, _ history: [TaskChange]) -> String {
        var line = "\(record.number) \(record.sending.rawValue)"
        if let status = record.status { line += ", \(status.rawValue)" }
        if let raw = record.rawStatus, raw != record.status?.rawValue { line += " (\"\(raw.prefix(60))\")" }
        if let progress = record.progress { line += " \(progress)%" }
        if let path = record.savedPath { line += ", saved \(path)" }
        if let remark = record.remark { line += ", remark \(remark)" }
        let events = history.map { change in
            change.event.rawValue + (change.event == .status || change.event == .contradicted ? " \(change.rawStatus ?? "-")".clipped : "")
                + (change.httpStatus.map { " \($0)" } ?? "") + (change.code.map { " [\($0.prefix(40))]" } ?? "")
                + (change.reply.map { " with \(bytes($0.utf8.count))" } ?? "")
        }
        return line + ": " + events.joined(separator: " > ")
    }

    private static func bytes(_ count: Int) -> String { count == 1 ? "1 byte" : "\(count) bytes" }
    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

    private static func shown(_ line: String, _ world: World, _ server: FaultServer, _ other: FaultServer) -> String {
        world.shown(line).replacingOccurrences(of: server.url, with: "http://service")
            .replacingOccurrences(of: other.url, with: "http://elsewhere")
            .replacingOccurrences(of: "127.0.0.1:\(server.port)", with: "service")
    }

    /// Looks into every file that the shell keeps, the credentials apart.
    private static func holdsKey(_ folder: String) -> Bool {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.contains { name in
            (FileManager.default.contents(atPath: folder + "/" + name) ?? Data()).firstRange(of: Data(FaultRun.key.utf8)) != nil
        }
    }
}

extension String {
    fileprivate var clipped: String { String(prefix(60)) }
}

extension ServiceScript {
    /// Puts the address of another server where `{elsewhere}` stands.
    fileprivate func pointing(to address: String) -> ServiceScript {
        var copy = self
        let point = { (fault: FaultServer.Fault) -> FaultServer.Fault in
            guard case .answer(let status, let body, let headers) = fault else { return fault }
            let fill = { (text: String) in text.replacingOccurrences(of: "{elsewhere}", with: address) }
            return .answer(status, fill(body), headers: headers.map(fill))
        }
        (copy.submits, copy.polls, copy.videos) = (submits.map(point), polls.map(point), videos.map(point))
        return copy
    }
}
