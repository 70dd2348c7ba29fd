import Foundation
import ShellCore
import Testing
import VideoAPI

struct CompletionPlaceTests {
    private static let names = [
        "a b.png", "ab.png", "it's.png", "-x.png", "caf\u{65}\u{301}.png", "New\nline.png", "My Pics/", "x&y.png", "end;", "&",
    ]

    private func completer(tasks: [TaskRecord] = [], looks: @escaping @Sendable () -> Void = {}) -> Completer {
        let folders = [
            "": Self.names, "My Pics/": ["sky one.jpg"], "~/": ["home.png"], "~/My Pics/": ["q.png"], "file:///pics/": ["5%.png"],
        ]
        var session = ShellTester().session
        session.settings.aliases = ["big": "size=1080P"]
        return Completer(
            session: session,
            tasks: tasks,
            draftNames: {
                looks()
                return ["kitten"]
            },
            files: { folder in
                looks()
                return folders[folder] ?? []
            }
        )
    }

    @Test(
        "a file's name comes as the line has to have it, whatever was begun",
        arguments: [
            ("set first a", ["a\\ b.png", "ab.png"]), ("set first \"a", ["\"a b.png\"", "\"ab.png\""]), ("set first 'a ", ["\"a b.png\""]),
            ("set first a\\ ", ["a\\ b.png"]), ("first=a\\ b", ["a\\ b.png"]), ("first=\"a b", ["\"a b.png\""]),
            ("set last it", ["it\\'s.png"]),
            ("set first -x", ["\\-x.png"]), ("set first \"-", ["\"-x.png\""]), ("set first caf", ["caf\u{E9}.png"]),
            ("set first caf\u{E9}", ["caf\u{E9}.png"]),
            ("set first CAF\u{C9}", ["caf\u{E9}.png"]), ("set first My", ["My\\ Pics/"]), ("set first \"My", ["\"My Pics/"]),
            ("set first My\\ Pics/", ["My\\ Pics/sky\\ one.jpg"]), ("set first \"My Pics/s", ["\"My Pics/sky one.jpg\""]),
            ("set first ~/", ["~/home.png"]), ("set first ~/My\\ Pics/", ["~/My\\ Pics/q.png"]), ("set first New", []),
            ("first=x", ["x&y.png"]),
        ]
    )
    func quotesFiles(_ line: String, _ expected: [String]) {
        #expect(completer().complete(line).suggestions.map(\.text) == expected)
    }

    @Test("what is put on the line is read back as the file's name")
    func readsBack() throws {
        for typed in ["run ", "run \""] {
            let names = completer().complete(typed).suggestions.map(\.text).filter { !$0.hasSuffix("/") }
            #expect(names.count == Self.names.count - 2)
            for name in names {
                let tokens = try Lexer.tokens(in: name[...])
                #expect(tokens.count == 1 && Self.names.contains(tokens[0].text), "\(name)")
                #expect(!tokens[0].text.hasSuffix(";") && tokens[0].text != "&" || tokens[0].isQuoted)
            }
        }
    }

    @Test("a folder is followed by nothing, so that its entries can be typed", arguments: ["set first My", "set first \"My"])
    func folders(_ line: String) {
        #expect(!completer().complete(line).appendsSpace)
    }

    @Test("nothing is looked up before it is due")
    func looksLate() async {
        await confirmation(expectedCount: 0) { looked in
            let completer = completer { looked() }
            for line in ["", "se", "set ", "size=", "watch ", "seed=1 ", "help ", "set prompt a"] { _ = completer.complete(line) }
        }
        await confirmation(expectedCount: 1) { looked in _ = completer { looked() }.complete("load k") }
    }

    @Test("addresses of the newest tasks are offered behind those of this run")
    func addresses() {
        let found = completer(tasks: [.sample(2), .sample(1)]).complete("set first https").suggestions.map(\.text)
        #expect(found == ["https://example.com/a.png", "https://example.com/b.png"])
    }

    @Test("the sizes are those of the model that the line names")
    func sizes() {
        #expect(completer().complete("model=plus size=").suggestions.map(\.text) == ["720P"])
        #expect(completer().complete("model=plus size=4").unavailable.map(\.text) == ["480P"])
    }

    @Test(
        "new places are known",
        arguments: [
            ("edit d", ["draft"]), ("notify b", ["bell"]), ("history --profile h", ["hosted"]), ("history --p", ["--profile"]),
            ("config set notify o", ["off", "osc"]), ("config set history p", ["profile"]), ("prom", ["prompt+", "prompt="]),
            ("prompt+ a ki", ["kitten"]), ("prompt+ a,ki", ["kitten"]), ("set prompt 猫，ki", ["kitten"]), ("watch #1", ["#12"]),
            ("curl 1", ["12"]), ("!", []), ("s/", []),
            ("retry se", ["seconds=", "seed="]), ("retry --yes se", ["seconds=", "seed="]), ("retry seed=s", ["server"]),
            ("retry extend=on wa", ["watermark="]), ("open f", ["first"]), ("download -x", ["\\-x.png"]), ("download ab", ["ab.png"]),
            ("retry ", ["12"]), ("login ", ["local", "hosted"]), ("logout h", ["hosted"]), ("history --profile ", ["local", "hosted"]),
            ("profile a", ["add"]), ("alias ", ["big", "remove"]), ("alias remove ", ["big"]), ("alias b c", []),
            ("tag 12 be", ["best"]), ("tag 1", ["12"]), ("note 1", ["12"]), ("note 12 be", []),
            ("set first file:///pics/5", ["file:///pics/5%25.png"]), ("config unset ", Setting.all.map(\.key)),
        ]
    )
    func places(_ line: String, _ expected: [String]) {
        var task = TaskRecord.sample(12)
        task.tags = ["best"]
        let found = completer(tasks: [task]).complete(line).suggestions.map(\.text)
        #expect(found == expected || line.hasPrefix("config") && found.starts(with: expected))
    }

    @Test(
        "every candidate has its meaning",
        arguments: [
            "", "config ", "notify ", "edit ", "open 12 ", "tasks ", "watch ", "wait ", "star 12 ", "resolve 12 ", "script ", "drafts ",
            "budget ",
            "help ", "profile ", "login ", "alias ", "config set ", "config set notify ", "download --", "submit ", "set ",
        ]
    )
    func meanings(_ line: String) {
        let found = completer(tasks: [.sample(12)]).complete(line).suggestions
        #expect(!found.isEmpty || line == "download --")
        #expect(found.filter { $0.meaning.isEmpty }.isEmpty)
    }

    @Test("tasks are offered to what they can come to, and all only where none can")
    func openTasks() {
        let tasks: [TaskRecord] = [
            .sample(1, .succeeded), .sample(2), .sample(3, nil, sending: .unconfirmed), .sample(4, .lost), .sample(5, .failed),
        ]
        let finds = [("resolve ", ["3", "4"]), ("cancel ", ["2", "4"]), ("forget ", ["1", "2", "3", "4", "5"])]
        for (line, expected) in finds { #expect(completer(tasks: tasks).complete(line).suggestions.map(\.text) == expected) }
        for line in ["resolve ", "cancel "] {
            #expect(completer(tasks: [.sample(1, .succeeded)]).complete(line).suggestions.map(\.text) == ["1"])
        }
    }

    @Test("only a folder is offered where videos go")
    func foldersOnly() {
        #expect(completer().complete("config set downloads ").suggestions.map(\.text) == ["My\\ Pics/"])
        #expect(completer().complete("config unset downloads ").suggestions.isEmpty)
    }

    @Test("all of ten thousand tasks are offered, and as many as a screen can list are put into words")
    func manyTasks() {
        let tasks = (1...10_000).reversed().map { TaskRecord.sample($0, .succeeded) }
        let found = completer(tasks: tasks).complete("watch 1").suggestions
        #expect(found.count == 1112 && found.first?.text == "10000")
        #expect(found.first?.meaning.isEmpty == false && found.last?.meaning.isEmpty == true)
    }
}
