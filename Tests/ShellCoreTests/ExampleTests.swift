import ShellCore
import Testing
import VideoAPI

struct ExampleTests {
    /// A world in which every example can be done.
    private func shell() -> ShellTester {
        var shell = ShellTester.ready()
        shell.world.tasks = [
            .sample(13, sending: .unconfirmed, profile: "hosted"), .sample(14), .sample(15), .sample(12, .succeeded),
        ]
        shell.world.tasks[3].savedPath = "/v/tween-0012.mp4"
        shell.world.drafts["kitten"] = "set size 480P\n"
        shell.world.history = ["show", "seed=1"]
        shell.world.files["demo.tween"] = "show\n"
        shell.type("alias big size=1080P", "seed=1", "undo")
        return shell
    }

    @Test(
        "every example of every command can be typed as it stands",
        arguments: Command.all.flatMap { command in command.examples.map { (command.name, $0.line) } }
    )
    func examplesRun(_ name: String, _ line: String) {
        var shell = shell()
        if name == "undo" || name == "unset" { shell.type("seed=2") }
        if line == "script save demo.tween" || line == "script stop" { shell.type("script start") }
        if name == "login" || name == "logout" { shell.type("profile hosted") }
        if line == "alias remove big" { shell.type("alias big size=1080P") }
        if line == "diff 12 13" || line == "watch 12 13" { shell.world.tasks[0] = .sample(13) }
        if line == "retry" { shell.world.tasks.removeFirst() }
        shell.type(line)
        #expect(shell.exit == nil, "\(shell.text)")
        #expect(!shell.shown.isEmpty || !shell.effects.isEmpty || !shell.data.isEmpty || shell.session.draft != Draft())
    }

    @Test("what may spend money asks on a paid profile", arguments: Command.all.filter(\.maySpend).flatMap(\.examples).map(\.line))
    func spendingAsks(_ line: String) {
        var shell = shell()
        shell.type("profile hosted")
        if line == "retry" { shell.world.tasks.removeFirst() }
        shell.type(line)
        #expect(shell.order == nil)
        let changesNothing = line.contains("--dry-run") || line.hasPrefix("resolve")
        #expect((shell.question != nil) != changesNothing, "\(shell.text)")
    }

    @Test("each field's example is legal", arguments: Field.all)
    func fieldExamples(_ field: Field) {
        var shell = ShellTester()
        shell.type("set \(field.name.rawValue) \(field.example)")
        #expect(shell.exit == nil && shell.draft[field.name] != nil)
    }

    @Test("no name or alias calls two commands, and none is a field's")
    func namesAreUnique() {
        let words = Command.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(words).count == words.count)
        #expect(words.allSatisfy { Field.typed($0) == nil })
        #expect(Command.all.allSatisfy { !$0.summary.isEmpty && !$0.examples.isEmpty })
    }

    @Test("the reference pages name every field, command, flag, code and exit, and are the same each time")
    func referencePages() throws {
        let pages = Dictionary(uniqueKeysWithValues: ReferencePages.all.map { ($0.name, $0.text) })
        #expect(pages.keys.sorted() == ["commands.md", "errors.md", "fields.md"])
        #expect(ReferencePages.all.map(\.text) == ReferencePages.all.map(\.text))
        let fields = try #require(pages["fields.md"])
        let commands = try #require(pages["commands.md"])
        let errors = try #require(pages["errors.md"])
        for field in Field.all { #expect(fields.contains("| `\(field.name.rawValue)` |")) }
        for rule in Rule.all { #expect(fields.contains(rule.summary)) }
        for command in Command.all {
            #expect(commands.contains("### `\(command.usage)`"))
            for flag in command.parameters where flag.isFlag { #expect(commands.contains("`\(flag.placeholder)`: \(flag.summary)")) }
        }
        for code in ErrorCode.allCases { #expect(errors.contains("| `\(code.rawValue)` | \(code.exit.rawValue) |")) }
        for exit in ExitCode.allCases { #expect(errors.contains("| \(exit.rawValue) | \(exit.summary) |")) }
    }
}

struct RandomLineTests {
    private static let pieces =
        Command.all.flatMap { $0.examples.map(\.line) + [$0.name] } + Field.all.map { "\($0.name.rawValue)=\($0.example)" }
        + Command.all.flatMap { $0.parameters.map(\.placeholder) } + ["prompt=\"", "<<END", "END", "yes", "retry 1 prompt=", "set images "]

    @Test("no line makes the shell fail, and none sends to a paid profile without an answered question", arguments: 0..<4)
    func neverTrapsNorSpends(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var shell = ShellTester.ready(seed % 2 == 0 ? .terminal : .json, profile: "hosted")
        shell.world.tasks = [
            .sample(1, profile: "hosted"), .sample(2, .succeeded, profile: "hosted"), .sample(13, sending: .unconfirmed, profile: "hosted"),
        ]
        shell.surroundings.columns = 40
        var questions = 0
        for round in 0..<5000 {
            let line = line(&random)
            // Now and then the draft is made whole again, and a text that was begun is dropped.
            if round % 10 == 0 {
                shell.session.draft = .sample
                shell.session.openText = nil
                shell.session.settings.aliases = [:]
            }
            if shell.session.profile.name == "local" { shell.session.profile = shell.session.settings.profile(named: "hosted") ?? .local }
            shell.session.settings.values["confirm"] = nil
            shell.type(line)
            switch shell.question {
            case .spend, .sweep: questions += 1
            case .value, .resend, .keepKey, nil: break
            }
            let mayAgree = line.contains("--yes") || shell.session.settings.aliases.values.contains { $0.contains("--yes") }
            #expect((shell.order == nil && shell.sweep == nil) || mayAgree, "\(line.debugDescription)")
            let resends = shell.effects.contains { if case .resolve(_, .resend) = $0 { true } else { false } }
            #expect(!resends || mayAgree, "\(line.debugDescription)")
            for effect in shell.effects { if case .fetch = effect { Issue.record("never satisfied: \(line.debugDescription)") } }
        }
        // The lines do come as far as the question, where there is somebody to ask.
        #expect(seed % 2 == 0 ? questions > 20 : questions == 0)
    }

    private func line(_ random: inout SeededGenerator) -> String {
        var text = Self.pieces.randomElement(using: &random) ?? ""
        if Int.random(in: 0..<3, using: &random) == 0 { text += " " + (Self.pieces.randomElement(using: &random) ?? "") }
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            var scalars = Array(text.unicodeScalars)
            let place = Int.random(in: 0...scalars.count, using: &random)
            if Bool.random(using: &random) || place == scalars.count {
                scalars.insert(contentsOf: random.text(upTo: 3).unicodeScalars, at: place)
            } else {
                scalars.remove(at: place)
            }
            text = String(String.UnicodeScalarView(scalars))
        }
        return text
    }
}
