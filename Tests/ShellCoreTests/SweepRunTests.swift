import ShellCore
import TerminalText
import Testing
import VideoAPI

struct SweepRunTests {
    /// A series of so many requests.
    private func run(_ count: Int, maxParallel: Int = 2) throws -> SweepRun {
        var shell = ShellTester.ready()
        shell.type("vary \(count) --max-parallel \(maxParallel)")
        return SweepRun(try #require(shell.sweep))
    }

    @Test("requests go out in order, and not more at once than may be unfinished")
    func order() throws {
        var run = try run(3)
        #expect(run.next?.position == 1 && run.next?.order == run.order.orders[0])
        run.accept(.sample(11))
        #expect(run.next?.position == 2)
        run.accept(.sample(12))
        #expect(run.next == nil && run.unfinished.map(\.rawValue) == [11, 12] && run.end == nil)
        run.heed(.sample(99, .succeeded))
        run.heed(.sample(12))
        #expect(run.next == nil)
        run.heed(.sample(11, .failed))
        #expect(run.next?.position == 3)
        run.accept(.sample(13, .succeeded))
        #expect(run.next == nil && run.end == nil)
        run.heed(.sample(12, .lost))
        let end = try #require(run.end)
        #expect(end.reason == .finished && end.notSent == 0)
        #expect(end.accepted == [.sample(11, .failed), .sample(12, .lost), .sample(13, .succeeded)])
    }

    @Test("after one that was not accepted none goes out, and what was accepted is waited for")
    func refused() throws {
        var run = try run(4)
        run.accept(.sample(11))
        run.refuse(.sample(12, sending: .unconfirmed))
        #expect(run.next == nil && run.end == nil)
        run.heed(.sample(11, .succeeded))
        let end = try #require(run.end)
        #expect(end.reason == .refused && end.accepted.count == 1 && end.notAccepted.map(\.number.rawValue) == [12] && end.notSent == 2)
        var unwritten = try self.run(2)
        unwritten.refuse(nil)
        #expect(unwritten.end?.notSent == 2)
    }

    @Test("one that was accepted and could not be written down is neither accepted nor refused, and none goes out after it")
    func unrecorded() throws {
        var run = try run(4)
        run.accept(.sample(11))
        run.acceptUnrecorded(.sample(12))
        #expect(run.next == nil && run.end == nil && run.sent == 2)
        run.heed(.sample(11, .succeeded))
        let end = try #require(run.end)
        #expect(end.reason == .unrecorded && end.notSent == 2 && end.notAccepted.isEmpty)
        #expect((end.accepted + end.unrecorded).map(\.number.rawValue) == [11, 12])
        var shell = ShellTester.ready()
        shell.send(.swept(end))
        #expect(
            shell.printed == [
                "stopped at one that was accepted and could not be recorded, 1 task accepted besides, 2 not sent: 1 succeeded"
            ]
        )
        var json = ShellTester.ready(.json)
        json.send(.swept(end))
        #expect(
            json.data == [
                #"{"v":1,"type":"sweep","reason":"unrecorded","accepted":[11],"not_accepted":[],"unrecorded":[12],"not_sent":2}"#
            ]
        )
    }

    @Test("the live line says how many are sent, and what ^C does")
    func line() throws {
        var run = try run(2)
        let moment = WatchLine.Moment(elapsed: .seconds(41), usual: nil, frame: 0)
        #expect(SweepLine.text(run, at: moment, columns: 80).isEmpty)
        var record = TaskRecord.sample(11)
        record.progress = 63
        run.accept(record)
        let line = SweepLine.text(run, at: moment, columns: 80).plain
        #expect(line.hasPrefix("1/2 sent  #11 running") && line.hasSuffix(" 63%  0:41  ^C: stop submitting"))
        run.accept(.sample(12))
        #expect(SweepLine.text(run, at: moment, columns: 80).plain.hasSuffix("^C: leave them running"))
        #expect(SweepLine.text(run, at: moment, columns: 20).width < 20)
    }

    @Test("^C and the end of patience stop submitting and waiting at once", arguments: [SweepEnd.Reason.interrupted, .timedOut])
    func stopped(_ reason: SweepEnd.Reason) throws {
        var run = try run(4)
        run.accept(.sample(11))
        run.stop(reason)
        #expect(run.next == nil)
        #expect(run.end?.reason == reason && run.end?.accepted.count == 1 && run.end?.notSent == 3)
        var refused = try self.run(4)
        refused.accept(.sample(11))
        refused.refuse(.sample(12, sending: .rejected))
        refused.stop(reason)
        #expect(refused.end?.reason == reason)
        refused.stop(.refused)
        #expect(refused.end?.reason == reason)
    }
}

struct SeriesStoryTests {
    private func order() throws -> SweepOrder {
        var shell = ShellTester.ready()
        shell.type("sweep seed=1..3")
        return try #require(shell.sweep)
    }

    @Test("each request that was accepted is told with its place, and remembered")
    func submitted() throws {
        let sweep = try order()
        var shell = ShellTester.ready()
        shell.send(.sweepSubmitted(.sample(12), sweep.orders[1], position: 2, of: sweep))
        #expect(shell.printed == ["2/3  #12 submitted · id task_12 · wan2.2-kf2v-flash 720P · seed 2"])
        #expect(shell.effects.isEmpty)
        #expect(shell.session.lastSeed == 2 && shell.session.following == [TaskNumber(rawValue: 12)])
        var json = ShellTester.ready(.json)
        json.send(.sweepSubmitted(.sample(12), sweep.orders[1], position: 2, of: sweep))
        #expect(json.types == ["submitted"] && json.objects[0]["position"] as? Int == 2 && json.objects[0]["of"] as? Int == 3)
    }

    @Test(
        "the end says how it went, what goes on, and what was never sent",
        arguments: [
            (.finished, ["2 tasks: 1 succeeded, 1 failed", "`compare 11 12`"], nil),
            (
                .refused,
                ["stopped at the first that was not accepted, 2 tasks accepted, 1 not sent: 1 succeeded, 1 failed", "`compare 11 12`"], nil
            ),
        ] as [(SweepEnd.Reason, [String], ExitCode?)]
    )
    func ends(_ reason: SweepEnd.Reason, _ lines: [String], _ exit: ExitCode?) throws {
        var shell = ShellTester.ready()
        shell.send(.swept(SweepEnd(reason, of: try order(), accepted: [.sample(11, .succeeded), .sample(12, .failed)])))
        #expect(shell.printed == lines && shell.exit == exit)
    }

    @Test(
        "after ^C the accepted ones are listed; a script ends with the code",
        arguments: [
            (true, .interrupted, "stopped submitting, 2 tasks accepted, 1 not sent: 1 running, 1 succeeded", nil),
            (false, .interrupted, "stopped submitting, 2 tasks accepted, 1 not sent: 1 running, 1 succeeded", .interrupted),
            (false, .timedOut, "gave up waiting, 2 tasks accepted, 1 not sent: 1 running, 1 succeeded", .gaveUp),
        ] as [(Bool, SweepEnd.Reason, String, ExitCode?)]
    )
    func stops(_ keyboard: Bool, _ reason: SweepEnd.Reason, _ line: String, _ exit: ExitCode?) throws {
        var shell = ShellTester.ready(keyboard: keyboard)
        shell.send(.swept(SweepEnd(reason, of: try order(), accepted: [.sample(11, .succeeded), .sample(12)])))
        #expect(shell.printed == [line, keyboard ? "#12 goes on; you will be told here.  `watch`" : "#12 goes on"])
        #expect(shell.exit == exit)
    }

    @Test("programs read the end as one event")
    func endsForPrograms() throws {
        var json = ShellTester.ready(.json, keyboard: false)
        json.send(
            .swept(SweepEnd(.interrupted, of: try order(), accepted: [.sample(11)], notAccepted: [.sample(12, sending: .rejected)]))
        )
        #expect(
            json.data == [
                #"{"v":1,"type":"sweep","reason":"interrupted","accepted":[11],"not_accepted":[12],"unrecorded":[],"not_sent":1}"#
            ]
        )
        #expect(json.exit == .interrupted)
        json.send(.exported(count: 2, path: "t.csv"))
        #expect(json.data == [#"{"v":1,"type":"exported","tasks":2,"path":"t.csv"}"#])
    }

    @Test("Tab knows the new places")
    func completes() {
        var tagged = TaskRecord.sample(12, .succeeded)
        tagged.tags = ["best", "小猫"]
        let completer = Completer(session: ShellTester().session, tasks: [tagged], draftNames: { [] }, files: { _ in [] })
        for (text, expected) in [
            ("star ", ["12"]), ("tasks --tag ", ["best", "小猫"]), ("tasks --tag b", ["best"]), ("tasks st", ["starred"]),
            ("sweep size=480P,7", ["720P"]), ("sweep extend=on,", ["on", "off"]), ("sweep size=480P se", ["seconds=", "seed="]),
            ("vary 2 --m", ["--max-parallel"]), ("config set price.p", ["price.plus.720P"]), ("config set bu", ["budget"]),
            ("budget o", ["off"]), ("forget ", ["12"]), ("compare 12 ", ["12"]), ("wait a", ["all"]), ("cost -", ["--today"]),
        ] {
            #expect(completer.complete(text).suggestions.map(\.text) == expected, "\(text)")
        }
    }
}
