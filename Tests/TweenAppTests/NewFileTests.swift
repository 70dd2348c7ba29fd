import Foundation
import Testing

@testable import TweenApp

@Suite("Files that appear whole")
struct NewFileTests {
    @Test("it is there once it is finished, for its owner only, and nothing beside it", arguments: [0, 1, 200_000])
    func appears(_ count: Int) throws {
        let world = try World()
        let path = world.path("tasks.csv")
        var file = try NewFile(path)
        for _ in 0..<count { try file.write("x") }
        #expect(access(path, F_OK) != 0)
        try file.finish()
        #expect(FileManager.default.contents(atPath: path)?.count == count)
        #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder) == ["tasks.csv"])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("what is not finished leaves nothing behind")
    func leavesNothing() throws {
        let world = try World()
        try Self.begin(world.path("tasks.csv"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder) == [])
    }

    private static func begin(_ path: String) throws {
        var file = try NewFile(path)
        try file.write("half")
    }

    @Test("what is there stays as it is, whether it was there before or came meanwhile", arguments: [true, false])
    func overwritesNothing(_ wasBefore: Bool) throws {
        let world = try World()
        if wasBefore { try world.write("mine", to: "tasks.csv") }
        #expect(throws: SystemFile.Fault(code: EEXIST)) {
            let file = try NewFile(world.path("tasks.csv"))
            try world.write("mine", to: "tasks.csv")
            try file.finish()
        }
        #expect(try String(contentsOfFile: world.path("tasks.csv"), encoding: .utf8) == "mine")
        #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder) == ["tasks.csv"])
    }

    @Test("the export has a line for each task and as many as it says", arguments: [("csv", 4), ("jsonl", 3)])
    func exports(_ ending: String, _ lines: Int) throws {
        let world = try World()
        let services = ScriptedServices(keys: KeyRing(path: world.places.credentials, environmentKey: nil), isObliging: true)
        let shell = ShellRun(on: world, options: ShellOptions(), services: services)
        shell.type("sample")
        shell.type("sweep prompt=\"=1+1\",\"小猫\",\"a, b\"")
        #expect(shell.type("export all.\(ending)") == ["3 tasks exported to ./all.\(ending)"])
        let text = try String(contentsOfFile: world.path("all.\(ending)"), encoding: .utf8)
        #expect(text.split(whereSeparator: \.isNewline).count == lines)
        #expect(text.contains(ending == "csv" ? "'=1+1" : #""prompt":"=1+1""#) && text.contains("小猫"))
    }

    @Test("the day begins at midnight of this machine's clock", arguments: [0, 1_767_268_800, 1_774_746_000, 1_792_889_999])
    func knowsDay(_ moment: Int) {
        let start = LocalDay.start(of: moment)
        #expect(start <= moment && moment < start + 25 * 3600)
        let time = Calendar(identifier: .gregorian).dateComponents(
            [.hour, .minute, .second],
            from: Date(timeIntervalSince1970: Double(start))
        )
        #expect((time.hour, time.minute, time.second) == (0, 0, 0))
        #expect(LocalDay.start(of: start) == start && LocalDay.start(of: start - 1) < start)
        #expect((start + LocalDay.utcOffset(at: start)) % 86_400 == 0)
    }
}
