import Foundation
import ShellCore
import Testing
import VideoAPI

struct CurlTests {
    /// The API page's own call as it stands there, its line ends turned into blanks.
    private static let page = #"""
        curl --request POST \ --url https://baze-api.powerbuyin.top/v1/videos \ --header 'Authorization: Bearer <token>' \ --header 'Content-Type: application/json' \ --data ' { "model": "wan2.2-kf2v-flash", "images": [ "https://example.com/first-frame.png", "https://example.com/last-frame.png" ], "prompt": "Realistic style, a black kitten curiously looking at the sky, camera moving up from eye level to top-down", "seconds": "5", "size": "720P", "prompt_extend": true } '
        """#

    @Test("the API page's own call becomes the draft, and undo takes it back")
    func importsPage() {
        var shell = ShellTester()
        shell.type("set neg blurry", Self.page)
        #expect(shell.exit == nil, "\(shell.text)")
        #expect(shell.draft.model == .flash && shell.draft.size == .p720 && shell.draft.flag(.extend) == true)
        #expect(shell.draft.image(.first) == .address("https://example.com/first-frame.png"))
        #expect(shell.draft.image(.last) == .address("https://example.com/last-frame.png"))
        #expect(shell.draft.text(.prompt)?.hasPrefix("Realistic style, a black kitten") == true)
        #expect(shell.draft[.negative] == nil)
        #expect(shell.printed.contains("first  -– +https://example.com/first-frame.png"))
        #expect(shell.printed.last?.hasSuffix("(`undo` takes it back)") == true)
        // A placeholder is no key.
        #expect(shell.question == nil)
        #expect(shell.told == ["it goes to profile hosted: `profile hosted`"])
        shell.type("undo")
        #expect(shell.draft.text(.negative) == "blurry" && shell.draft[.first] == nil)
    }

    @Test("a call that changes nothing is no step that undo could take back, and newlines in it are told as set tells them")
    func changesNothing() {
        var shell = ShellTester()
        let call = #"curl https://baze-api.powerbuyin.top/v1/videos -d '{"prompt":"a\nb"}'"#
        shell.type("seed=4", call)
        #expect(shell.printed.last?.hasSuffix("(`undo` takes it back)") == true && shell.draft.text(.prompt) == "a b")
        #expect(shell.told.first == "newlines became spaces     `config set newlines keep`")
        shell.type(call)
        #expect(shell.printed == ["(as it was)"])
        shell.type("undo")
        #expect(shell.draft.seed == .value(4))
    }

    @Test("curl is known however a page or a system calls it", arguments: ["$ curl", "% curl", "curl.exe", "/usr/bin/curl", "Curl"])
    func callNames(_ word: String) {
        var shell = ShellTester()
        let line = "\(word) https://baze-api.powerbuyin.top/v1/videos -d '{\"prompt\":\"a cat\"}'"
        shell.type(line)
        #expect(shell.draft.text(.prompt) == "a cat", "\(shell.text)")
        #expect(shell.session.isOneCommand("\(line) \\\n -H x"))
    }

    @Test(
        "the ways in which a call is written",
        arguments: [
            "curl https://a.example/v1/videos -d '{\"prompt\":\"a cat\"}'",
            "curl -sSL -XPOST https://a.example/v1/videos -d'{\"prompt\":\"a cat\"}'",
            "curl -X POST \\\n  --url https://a.example/v1/videos \\\r\n  --data-raw \"{\\\"prompt\\\":\\\"a cat\\\"}\" \\\n",
            "curl --url=https://a.example/v1/videos --json='{\"prompt\":\"a cat\"}' --compressed -o out.json",
            "curl 'https://a.example/v1/videos/' --data-binary $'{\\\"prompt\\\":\\\"\\x61\\u0020c\\141t\\\"}'",
            "curl -d {\\\"prompt\\\":\\\"a\\ cat\\\"} https://a.example/v1/videos?x=1 | jq .id",
            "curl\n-H 'accept: */*'\n--json '{\"prompt\":' --json '\"a cat\"}'\nhttps://a.example/v1/videos",
        ]
    )
    func forms(_ line: String) {
        var shell = ShellTester()
        shell.type("profile add a https://a.example/v1", "profile a", line)
        #expect(shell.draft.text(.prompt) == "a cat", "\(shell.text)")
        #expect(shell.exit == nil)
        let isCut = line.contains("|")
        #expect(shell.told == (isCut ? ["what follows the curl command on the line was left out"] : []))
    }

    @Test("emoji of a browser's $'…' come out whole; a half of a pair is refused")
    func surrogates() {
        var shell = ShellTester()
        shell.type("curl https://a.example/v1/videos -d $'{\"prompt\":\"\\ud83d\\ude3a \\'x\\' \\u4e00\"}'")
        #expect(shell.draft.text(.prompt) == "😺 'x' 一")
        shell.type("curl https://a.example/v1/videos -d $'{\"prompt\":\"\\ud83d\"}'")
        #expect(shell.told == ["error: this curl line has a $'…' that spells no text"])
        #expect(shell.draft.text(.prompt) == "😺 'x' 一")
    }

    @Test(
        "every field is taken as set would take it",
        arguments: [
            ("\"model\":\"wan2.1-kf2v-plus\"", "model=plus"), ("\"seed\":7", "seed=7"), ("\"watermark\":true", "watermark=on"),
            ("\"prompt_extend\":false", "extend=off"), ("\"negative_prompt\":\"x\"", "set neg x"), ("\"seconds\":5", "seconds=5"),
            ("\"size\":\"1080P\",\"seed\":null", "size=1080P"),
        ]
    )
    func fields(_ member: String, _ line: String) {
        var (shell, typed) = (ShellTester(), ShellTester())
        shell.type("curl https://a.example/v1/videos -d '{\(member)}'")
        typed.type(line)
        #expect(shell.exit == nil && shell.draft == typed.draft, "\(shell.text)")
    }

    @Test(
        "what can't be taken over is told, and nothing is changed",
        arguments: [
            ("-d '{\"seed\":-1}'", "error: seed must be 0..2147483647, or random, keep or server"),
            ("-d '{\"seed\":7.5}'", "error: seed must be 0..2147483647, or random, keep or server"),
            ("-d '{\"images\":[\"https://a.example/1\"]}'", "error: images takes exactly 2, the first and the last frame; there is 1"),
            ("-d '{\"prompt\":5}'", "error: prompt must be a text"),
            (
                "-d '{\"seconds\":\"10\",\"size\":\"4K\",\"prompt\":\"x\"}'",
                "error: this curl line can't be taken over: seconds is fixed at \"5\" by the API; size \"4K\" is not 480P, 720P or 1080P"
            ),
            ("-d @body.json", "error: this curl line reads its body from a file (@…)"),
            ("", "error: this curl line has no body, so there is nothing to take over"),
            ("-d '{\"prompt\":\"x\"'", "error: the body of this curl line is not JSON: unexpected end at byte 14"),
            ("-d '[1]'", "error: the body of this curl line is not a JSON object"),
            ("-d '{\"prompt\":\"x\"}", "error: this curl line has a ' without its partner"),
            ("-d '{\"prompt\":\"\\ud800\"}'", "error: the body of this curl line is not JSON: half of a surrogate pair at byte 12"),
        ]
    )
    func refuses(_ data: String, _ error: String) {
        var shell = ShellTester.ready()
        let before = (shell.draft, shell.session.undone)
        shell.type("curl https://a.example/v1/videos -H 'Authorization: Bearer sk-0123456789abcdef' \(data)")
        #expect(shell.told.first == error)
        #expect(shell.exit == .usage && shell.question == nil)
        #expect(shell.draft == before.0 && shell.session.undone == before.1)
        #expect(!shell.text.contains("sk-0123456789abcdef"))
    }

    @Test("an over-long prompt of a call waits for edit")
    func tooLong() {
        var shell = ShellTester()
        shell.type("curl https://a.example/v1/videos -d '{\"prompt\":\"\(String(repeating: "x", count: 801))\"}'")
        #expect(shell.told.first == "error: prompt has 801 characters, limit 800; the draft still has the old one")
        #expect(shell.session.refused[.prompt]?.count == 801)
    }

    private static let named = "curl https://baze-api.powerbuyin.top/v1/videos -d '{\"prompt\":\"x\"}'"

    @Test(
        "a row without a backslash ends the call; what follows is told and left out",
        arguments: [
            ("show prompt\nsubmit --yes", "2 lines behind it were left out"), (named, "1 line behind it was left out"),
            ("$ curl it's", "1 line behind it was left out"), ("\n# it's\n\n", "1 line behind it was left out"),
        ]
    )
    func endsAtRow(_ rest: String, _ remark: String) {
        var shell = ShellTester()
        shell.type("\(Self.named)\n\(rest)")
        #expect(shell.draft.text(.prompt) == "x", "\(shell.text)")
        #expect(shell.told == [remark, "it goes to profile hosted: `profile hosted`"])
        shell.type("\(Self.named) | jq '.id'\n\(rest)")
        #expect(shell.told.prefix(2) == ["what follows the curl command on the line was left out", remark])
    }

    @Test(
        "the prompts of a shell before the rows are stepped over",
        arguments: [
            "$ curl \(address) \\\n> -H 'X: y' \\\n> -d '{\n>   \"prompt\":\n> \"a > b\"\n> }'",
            "curl \(address) \\\n>-d \"{\\\n> \\\"prompt\\\":\\\"a > b\\\"}\"",
            "$ curl \(address) \\\r\n> -d '{\"prompt\":\"a > b\"}'\r\n$ ",
        ]
    )
    func prompts(_ call: String) {
        var shell = ShellTester()
        shell.type(call)
        #expect(shell.draft.text(.prompt) == "a > b", "\(shell.text)")
    }

    private static let address = "https://baze-api.powerbuyin.top/v1/videos"

    @Test("keys, options and words that mean nothing here are told, their values never")
    func remarks() {
        var shell = ShellTester()
        shell.type(
            "curl --frob --sk-0123456789abcdef0123456789 -u me:secret https://a.example/v1/images -d '{\"n\":1,\"prompt\":\"x\",\"user\":2}' geheim7 twice geheim8"
        )
        #expect(
            shell.told == [
                "\"n\", \"user\" are no fields of this API; left out", "curl's option --frob is not known here and was left out",
                "an option that is not known here was left out", "left out, being no option and no address: \"twice\", what may be a key",
                "its address does not end in /videos, so it may be another service's",
            ]
        )
        #expect(!shell.text.contains("secret") && !shell.text.contains("geheim"))
    }
}

struct PastedCallTests {
    @Test("a pasted call of curl is one command, others are a line each; in an open text all are text")
    func oneCommand() {
        var shell = ShellTester()
        let call = "  curl https://a.example/v1/videos \\\n  -d '{\"prompt\":\n\"x\"}'"
        #expect(shell.session.isOneCommand(call) && shell.session.isOneCommand("curl\n-d '{}'"))
        for paste in ["seed=1\ncurl", "curly\nbraces", "curl\nseed=1", "curl 12\nshow", "curl 12\nset prompt it's", "\(call)\nshow"] {
            #expect(!shell.session.isOneCommand(paste))
        }
        shell.type(call)
        #expect(shell.draft.text(.prompt) == "x")
        shell.type("set prompt <<END")
        #expect(!shell.session.isOneCommand(call))
        #expect(shell.session.lengthOfFirstCommand(in: call.split(separator: "\n").map(String.init)[...]) == 1)
    }

    @Test(
        "the rows of a call are told from the lines behind it",
        arguments: [
            ("curl https://a.example/v1/videos \\\n -H x \\\n -d '{\n}'\nshow\n", 4), ("curl -d '{}'\ncurl -d '{}'", 1),
            ("$ curl -d x \\\n> -H y\n$ curl", 2), ("curl\n-d '{}'\n\n\"x\"\nseed=1", 4), ("curl 12\nset prompt it's", 1),
            ("show\ncurl -d x", 1),
            ("curl -d '{\nshow\nshow", 3), ("curl -d x | jq \\\n .id\nshow", 2), ("curl -d x > y\nshow", 1),
        ]
    )
    func rows(_ paste: String, _ count: Int) {
        let lines = paste.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(ShellTester().session.lengthOfFirstCommand(in: lines[...]) == count)
    }
}

struct CurlKeyTests {
    private static let key = "sk-0123456789abcdefghij"
    private static let call = "https://baze-api.powerbuyin.top/v1/videos -d '{\"prompt\":\"x\"}'"

    @Test(
        "the key of a call is offered to login, and shown and recorded nowhere",
        arguments: ["Authorization", "AUTHORIZATION", "authorization"]
    )
    func offersKey(_ header: String) throws {
        var shell = ShellTester()
        shell.type("script start", "curl -H '\(header): bearer  \(Self.key)' \(Self.call)")
        let key = try APIKey(Self.key)
        #expect(shell.question == .keepKey(profile: "hosted", key))
        #expect(shell.question?.prompt == "keep its key for profile hosted? type yes: ")
        #expect(shell.session.recording == ["reset", "set prompt x"])
        #expect(!shell.text.contains(Self.key) && !"\(shell.effects)".contains(Self.key) && !"\(shell.session)".contains(Self.key))
        shell.answer("yes")
        #expect(shell.effects == [.storeKey(profile: "hosted", key)])
        // The same once more changes nothing of the draft, and is recorded no other way.
        shell.type("curl -H '\(header): Bearer \(Self.key)' \(Self.call)")
        #expect(shell.session.recording?.contains { $0.contains(Self.key) } == false)
    }

    @Test("a bearer token is one behind an option of its own as well")
    func bearerOption() throws {
        var shell = ShellTester()
        shell.type("curl --oauth2-bearer \(Self.key) \(Self.call)")
        #expect(shell.question == .keepKey(profile: "hosted", try APIKey(Self.key)))
        shell.type("curl --oauth2-bearer '[redacted]' \(Self.call)")
        #expect(shell.question == nil && shell.exit == nil)
    }

    @Test("nothing but the word yes keeps it", arguments: ["", "y", "no", "YES!", nil])
    func declines(_ answer: String?) {
        var shell = ShellTester()
        shell.type("curl -H 'Authorization: Bearer \(Self.key)' \(Self.call)")
        shell.answer(answer)
        #expect(shell.told == ["no key was stored"] && shell.effects.isEmpty)
    }

    @Test("what stands for a key is none", arguments: ["<token>", "$TWEEN_API_KEY", "${KEY}", "", "YOUR_API_KEY", "sk-...", "token"])
    func placeholders(_ token: String) {
        var shell = ShellTester()
        shell.type("curl -H \"Authorization: Bearer \(token)\" \(Self.call)")
        #expect(shell.question == nil && shell.exit == nil)
        #expect(shell.told == ["it goes to profile hosted: `profile hosted`"])
    }

    @Test(
        "a key is bound to the profile of its address, and left out where there is none",
        arguments: [
            ("https://other.example/v1/videos", "no profile has its address: `profile add NAME https://other.example/v1`, then `login`"),
            (
                "https://baze-api.powerbuyin.top:8443/v1/videos",
                "no profile has its address: `profile add NAME https://baze-api.powerbuyin.top:8443/v1`, then `login`"
            ),
            ("http://other.example/v1/videos", "its address is not one that a key can travel to"),
            ("https://me:pw@other.example/v1/videos", "its address is not one that a key can travel to"),
        ]
    )
    func strangers(_ address: String, _ words: String) {
        var shell = ShellTester()
        shell.type("curl \(address) -H 'Authorization: Bearer \(Self.key)' -d '{\"prompt\":\"x\"}'")
        #expect(shell.told.first == words && shell.question == nil)
        #expect(shell.draft.text(.prompt) == "x")
        #expect(!shell.text.contains(Self.key) && !shell.text.contains("me:pw"))
    }

    @Test("without a key nothing is said of one")
    func noKey() {
        var shell = ShellTester()
        shell.type("curl http://other.example/v1/videos -d '{\"prompt\":\"x\"}'")
        #expect(shell.told == ["its address can't be a profile's"])
    }

    @Test("scripts and programs take the request and leave the key", arguments: [(OutputStyle.piped, false), (.json, true)])
    func scripts(_ output: OutputStyle, _ keyboard: Bool) {
        var shell = ShellTester(output, keyboard: keyboard)
        shell.type("curl \(Self.call) -H 'Authorization: Bearer \(Self.key)'")
        #expect(shell.draft.text(.prompt) == "x" && shell.question == nil && shell.exit == nil)
        #expect(shell.told.contains("its key was left out: `login`"))
    }

    @Test("what is no key is not offered", arguments: ["a b", "schlüssel"])
    func badKeys(_ token: String) {
        var shell = ShellTester()
        shell.type("curl \(Self.call) -H 'Authorization: Bearer \(token)'")
        #expect(shell.question == nil && !shell.text.contains(token))
        shell.type("curl \(Self.call) -H 'Authorization: Basic bWU6cHc='")
        #expect(shell.question == nil && !shell.text.contains("bWU6cHc="))
    }

    @Test("curl alone and curl N still print a call", arguments: ["curl", "curl 12", "curl #12"])
    func prints(_ line: String) {
        var shell = ShellTester.ready()
        shell.world.tasks = [.sample(12)]
        shell.type(line)
        #expect(shell.data.first?.hasPrefix("curl --request POST") == true)
    }

    @Test("what curl prints is taken over again as it was")
    func roundTrip() throws {
        var shell = ShellTester.ready(profile: "hosted")
        shell.type("set prompt it's \"a cat\" \\n $HOME 猫", "size=1080P", "seed=7", "extend=off", "curl")
        let (draft, call) = (shell.draft, try #require(shell.data.first))
        shell.type("reset", call)
        #expect(shell.exit == nil && shell.question == nil, "\(shell.text)")
        for name in FieldName.allCases { #expect(shell.draft.effective(name) == draft.effective(name)) }
    }
}
