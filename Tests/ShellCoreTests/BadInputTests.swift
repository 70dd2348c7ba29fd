import Foundation
import ShellCore
import Testing
import VideoAPI

/// A line, and all that is shown of what is wrong with it.
struct BadLine: CustomTestStringConvertible, Sendable {
    let line: String
    let shown: [String]
    let offered: String?

    init(_ line: String, _ shown: String..., offers offered: String? = nil) {
        self.line = line
        self.shown = shown
        self.offered = offered
    }

    var testDescription: String { line }
}

struct BadInputTests {
    private static let fields = [
        BadLine(
            "set siz 1080",
            "error: no field \"siz\"",
            "  set siz 1080",
            "      ^^^ did you mean \"size\"?         (Up gives: set size 1080)",
            offers: "set size 1080"
        ),
        BadLine("set 猫 1", "error: no field \"猫\"", "  set 猫 1", "      ^^", "  try: describe"),
        BadLine(
            "model=flush",
            "error: model \"flush\" is not wan2.2-kf2v-flash or wan2.1-kf2v-plus",
            "  model=flush",
            "        ^^^^^ did you mean \"wan2.2-kf2v-flash\"?  (press Up)",
            offers: "model=wan2.2-kf2v-flash"
        ),
        BadLine(
            "model=sora",
            "error: model \"sora\" is not wan2.2-kf2v-flash or wan2.1-kf2v-plus",
            "  model=sora",
            "        ^^^^"
        ),
        BadLine(
            "seed=7 size=800P",
            "error: size \"800P\" is not 480P, 720P or 1080P",
            "  seed=7 size=800P",
            "              ^^^^ did you mean \"720P\"?         (Up gives: seed=7 size=720P)",
            offers: "seed=7 size=720P"
        ),
        BadLine(
            "seconds=10",
            "error: seconds is fixed at \"5\" by the API",
            "  seconds=10",
            "          ^^ (Up gives: seconds=5)",
            offers: "seconds=5"
        ),
        BadLine(
            "set extend maybe",
            "error: extend \"maybe\" is neither on nor off",
            "  set extend maybe",
            "             ^^^^^ on/yes/true/1 or off/no/false/0"
        ),
        BadLine(
            "seed=-1",
            "error: seed must be 0..2147483647, or random, keep or server",
            "  seed=-1",
            "       ^^"
        ),
        BadLine(
            "set seed 2147483648",
            "error: seed must be 0..2147483647, or random, keep or server",
            "  set seed 2147483648",
            "           ^^^^^^^^^^"
        ),
        BadLine("seed=1.5", "error: seed must be 0..2147483647, or random, keep or server", "  seed=1.5", "       ^^^"),
        BadLine("seed=seven", "error: seed must be 0..2147483647, or random, keep or server", "  seed=seven", "       ^^^^^"),
        BadLine(
            "set first ftp://a.example/x",
            "error: first: ftp: addresses are not taken",
            "  set first ftp://a.example/x",
            "            ^^^^^^^^^^^^^^^^^",
            "  try: an http(s) URL, a data: URL or a picture file"
        ),
        BadLine(
            "set first 猫.png",
            "error: first: 猫.png: no such file",
            "  set first 猫.png",
            "            ^^^^^^",
            "  try: an http(s) URL, a data: URL or a picture file"
        ),
        BadLine(
            "set last notes.txt",
            "error: last: notes.txt: not a picture: its first bytes are none of PNG, JPEG, WebP or BMP",
            "  set last notes.txt",
            "           ^^^^^^^^^",
            "  try: a PNG, JPEG, WebP or BMP file of at most 10 MiB"
        ),
        BadLine(
            "last=huge.png",
            "error: last: huge.png: the picture has 11 MB, limit 10 MiB",
            "  last=huge.png",
            "       ^^^^^^^^",
            "  try: a PNG, JPEG, WebP or BMP file of at most 10 MiB"
        ),
        BadLine(
            "set images https://a.example/1",
            "error: images takes exactly 2, the first and the last frame; there is 1",
            "  set images https://a.example/1",
            "             ^^^^^^^^^^^^^^^^^^^",
            "  try: set images FIRST LAST"
        ),
        BadLine(
            "set images a b c",
            "error: images takes exactly 2, the first and the last frame; there are 3",
            "  set images a b c",
            "             ^^^^^",
            "  try: set images FIRST LAST"
        ),
        BadLine("seed=1 seed=2", "error: seed is set twice on this line", "  seed=1 seed=2", "              ^ leave one out"),
        BadLine(
            "prompt=two words size=720P",
            "error: the text before size= has no quotes, so it is not clear where it ends",
            "  prompt=two words size=720P",
            "                   ^^^^^ quote the text before this",
            "  try: seed=7 prompt=\"two words\" size=720P"
        ),
        BadLine(
            "seed=7 now",
            "error: \"now\" is not field=value",
            "  seed=7 now",
            "         ^^^ field=value, and quotes around a text with blanks"
        ),
        BadLine(
            "set size 720P 1080P",
            "error: set size takes no \"1080P\"",
            "  set size 720P 1080P",
            "                ^^^^^ one too many; quote a value that has blanks in it",
            "  try: help set"
        ),
        BadLine("first=\"a b", "error: this \" has no partner", "  first=\"a b", "        ^ close it, or write \\\""),
        BadLine(
            "size=７２０Ｐ",
            "error: size \"７２０Ｐ\" is not 480P, 720P or 1080P",
            "  size=７２０Ｐ",
            "       ^^^^^^^^ full-width characters; did you mean \"720P\"?  (press Up)",
            offers: "size=720P"
        ),
    ]

    private static let commands = [
        BadLine("submt", "error: no command \"submt\"; did you mean \"submit\"? (press Up)", offers: "submit"),
        BadLine("xyzzy", "error: no command \"xyzzy\"", "  try: help"),
        BadLine("prompt a cat", "error: no command \"prompt\"; did you mean \"set prompt\"? (press Up)", offers: "set prompt a cat"),
        BadLine("siz 720P", "error: no command \"siz\"; did you mean \"set size\"? (press Up)", offers: "set size 720P"),
        BadLine(
            "size＝720P",
            "error: no command \"size＝720P\"; full-width characters; did you mean \"size=720P\"? (press Up)",
            offers: "size=720P"
        ),
        BadLine("sub", "error: submit may spend money, so it is not abbreviated; type submit (press Up)", offers: "submit"),
        BadLine("un", "error: \"un\" could be unset or undo; type more of it"),
        BadLine(
            "size=720P; submit",
            "error: \";\" is text here and separates nothing",
            "  size=720P; submit",
            "       ^^^^^ one command a line; several -c on the command line"
        ),
        BadLine(
            "load kitten; submit",
            "error: \";\" is text here and separates nothing",
            "  load kitten; submit",
            "       ^^^^^^^ one command a line; several -c on the command line"
        ),
        BadLine(
            "undo; undo",
            "error: \";\" is text here and separates nothing",
            "  undo; undo",
            "  ^^^^^ one command a line; several -c on the command line"
        ),
        BadLine(
            "check --fx",
            "error: check has no --fx",
            "  check --fx",
            "        ^^^^ did you mean \"--fix\"?         (Up gives: check --fix)",
            offers: "check --fix"
        ),
        BadLine(
            "submit --frobnicate",
            "error: submit has no --frobnicate",
            "  submit --frobnicate",
            "         ^^^^^^^^^^^^",
            "  try: help submit"
        ),
        BadLine(
            "load --x",
            "error: load has no --x",
            "  load --x",
            "       ^^^",
            "  try: help load"
        ),
        BadLine("submit --timeout", "error: submit --timeout needs TIME", "  submit --timeout", "         ^^^^^^^^^", "  try: help submit"),
        BadLine(
            "submit --timeout soon",
            "error: \"soon\" is not a time",
            "  submit --timeout soon",
            "                   ^^^^ such as 30s, 5m or 1h"
        ),
        BadLine("watch twelve", "error: \"twelve\" is not a task's number", "  watch twelve", "        ^^^^^^ such as 12", "  try: tasks"),
        BadLine("use 99", "error: there is no task #99", "  try: tasks"),
        BadLine("use", "error: use needs N", "  try: help use"),
        BadLine("retry", "error: there is no task yet", "  try: submit"),
        BadLine("undo", "error: there is nothing to undo"),
        BadLine("redo", "error: there is nothing to redo"),
        BadLine("diff", "error: nothing was submitted yet, so there is nothing to compare the draft with", "  try: submit"),
        BadLine(
            "show promt",
            "error: no field \"promt\"",
            "  show promt",
            "       ^^^^^ did you mean \"prompt\"?         (Up gives: show prompt)",
            offers: "show prompt"
        ),
        BadLine("undo 3", "error: undo takes no \"3\"", "  undo 3", "       ^ one too many", "  try: help undo"),
        BadLine("history 0", "error: \"0\" is not a number from 1 to 100000", "  history 0", "          ^"),
        BadLine("history abc", "error: \"abc\" is not a number or /text", "  history abc", "          ^^^"),
        BadLine(
            "sweep seed=5..1",
            "error: \"5..1\" is not a range of numbers",
            "  sweep seed=5..1",
            "             ^^^^ such as 1..4, the smaller one first"
        ),
        BadLine(
            "sweep seed=1..",
            "error: \"1..\" is not a range of numbers",
            "  sweep seed=1..",
            "             ^^^ such as 1..4, the smaller one first"
        ),
        BadLine(
            "budget -5/day",
            "error: budget can't be \"-5/day\"",
            "  budget -5/day",
            "         ^^^^^^ an amount and its currency, such as 20/day CNY"
        ),
        BadLine(
            "alias \"a b\" c",
            "error: \"a b\" can't be a name",
            "  alias \"a b\" c",
            "        ^^^^^ letters, digits, - and _, at most 32"
        ),
        BadLine(
            "set first file://ab.png",
            "error: first: a file: address has the whole path of a file here, such as file:///home/you/a.png",
            "  set first file://ab.png",
            "            ^^^^^^^^^^^^^",
            "  try: an http(s) URL, a data: URL or a picture file"
        ),
        BadLine(
            "version now",
            "error: version takes no \"now\"",
            "  version now",
            "          ^^^ one too many",
            "  try: help version"
        ),
        BadLine(
            "profile hostd",
            "error: no profile \"hostd\"",
            "  profile hostd",
            "          ^^^^^ did you mean \"hosted\"?         (Up gives: profile hosted)",
            offers: "profile hosted"
        ),
        BadLine(
            "profile add 1/2 https://x.example",
            "error: \"1/2\" can't be a name",
            "  profile add 1/2 https://x.example",
            "              ^^^ letters, digits, - and _, at most 32"
        ),
        BadLine(
            "profile add me http://x.example/v1",
            "error: plain http to x.example would show the key to anybody on the way: https, or http to this machine only",
            "  profile add me http://x.example/v1",
            "                 ^^^^^^^^^^^^^^^^^^^ such as https://example.com/v1"
        ),
        BadLine("profile add me", "error: profile add needs NAME URL", "  try: help profile"),
        BadLine(
            "profile remove local",
            "error: profile local is built in and stays as it is",
            "  profile remove local",
            "                 ^^^^^",
            "  try: profile add NAME URL"
        ),
        BadLine(
            "config set autosve off",
            "error: no setting \"autosve\"",
            "  config set autosve off",
            "             ^^^^^^^ did you mean \"autosave\"?  (press Up)",
            offers: "config set autosave off"
        ),
        BadLine(
            "config set autosave maybe",
            "error: autosave can't be \"maybe\"",
            "  config set autosave maybe",
            "                      ^^^^^ on or off"
        ),
        BadLine(
            "config set poll.hosted 1s",
            "error: poll.hosted can't be \"1s\"",
            "  config set poll.hosted 1s",
            "                         ^^ a time of at least 2s"
        ),
        BadLine(
            "config st prompt x",
            "error: \"st\" is not set or unset",
            "  config st prompt x",
            "         ^^ did you mean \"set\"?         (Up gives: config set prompt x)",
            offers: "config set prompt x"
        ),
        BadLine(
            "alias submit x",
            "error: submit is a command, and an alias can't hide it",
            "  alias submit x",
            "        ^^^^^^ choose another word"
        ),
        BadLine("alias me me too", "error: alias me would stand for itself", "  alias me me too", "        ^^"),
        BadLine("alias remove x", "error: no alias \"x\"", "  alias remove x", "               ^", "  try: alias"),
        BadLine(
            "load kiten",
            "error: no draft \"kiten\"",
            "  load kiten",
            "       ^^^^^ did you mean \"kitten\"?         (Up gives: load kitten)",
            offers: "load kitten"
        ),
        BadLine("save a/b", "error: \"a/b\" can't be a name", "  save a/b", "       ^^^ letters, digits, - and _, at most 32"),
        BadLine("run none.tween", "error: none.tween: no such file"),
        BadLine("script save x", "error: nothing is recorded", "  try: script start"),
        BadLine(
            "help submt",
            "error: no help on \"submt\"",
            "  help submt",
            "       ^^^^^ did you mean \"submit\"?         (Up gives: help submit)",
            offers: "help submit"
        ),
        BadLine("login", "error: profile local is the embedded server and needs no key", "  try: profile hosted"),
        BadLine(
            "login sk-0123456789012345678901234567890123456789",
            "error: a key is never typed on a line, where history and others could see it",
            "  try: login"
        ),
        BadLine("open", "error: there is no task yet", "  try: submit"),
    ]

    @Test("a bad line is refused in words, with the place and a way on", arguments: fields + commands)
    func refuses(_ bad: BadLine) {
        var shell = ShellTester()
        shell.world.pictures = ["notes.txt": .failure(.notPicture), "huge.png": .failure(.tooLarge(byteCount: 11_000_000))]
        shell.world.drafts = ["kitten": ""]
        shell.type(bad.line)
        #expect(shell.shown == bad.shown)
        #expect(shell.offered == bad.offered)
        #expect(shell.exit != nil && shell.exit != .done)
        #expect(shell.draft == Draft())
    }

    @Test("an over-long text is refused with the place where it runs over, and the draft keeps the old one", arguments: [20, 40, 80, 200])
    func refusesLongText(_ columns: Int) {
        var shell = ShellTester()
        shell.surroundings.columns = columns
        let fitting = String(repeating: "上", count: 800)
        shell.type("set prompt \(fitting)")
        #expect(shell.shown == ["prompt  800/800"])
        shell.type("set prompt \(fitting)过了")
        #expect(shell.shown[0] == "error: prompt has 802 characters, limit 800; the draft still has the old one")
        #expect(shell.shown[1].contains("上⟨2 characters too many from here⟩过了"))
        #expect(shell.shown[1].count <= max(columns, 50))
        #expect(shell.draft.text(.prompt) == fitting)
        #expect(shell.exit == .usage)
        shell.type("set negative \(String(repeating: "x", count: 501))")
        #expect(shell.shown[0] == "error: negative has 501 characters, limit 500; the draft still has the old one")
        #expect(shell.shown[1].contains("⟨1 character too many from here⟩x"))
    }

    @Test("in a script the file and the line stand in front, and nothing waits one Up away")
    func placesScripts() {
        var shell = ShellTester(.piped, keyboard: false)
        shell.type("set siz 1080")
        #expect(shell.told == ["demo:12: error: no field \"siz\"", "  set siz 1080", "      ^^^ did you mean \"size\"?"])
        #expect(shell.offered == nil)
        #expect(shell.exit == .usage)
        shell.type("sho")
        #expect(shell.told == ["demo:12: error: no command \"sho\"; did you mean \"show\"?"])
    }

    @Test(
        "a program gets the stable code",
        arguments: [
            ("set siz 1", "unknown_field"), ("seed=-1", "out_of_range"), ("frob", "unknown_command"), ("submit", "not_ready"),
            ("use 4", "no_task"),
            ("set first a.png", "file"), ("check --x", "usage"), ("load x", "file"),
        ]
    )
    func givesCodes(_ line: String, _ code: String) {
        var shell = ShellTester(.json, keyboard: false)
        shell.type(line)
        #expect(shell.code == code)
        #expect(shell.told.isEmpty)
        #expect(ErrorCode(rawValue: code)?.exit == shell.exit)
    }

    @Test("an error in what an alias stands for points at no place of the typed line")
    func aliasErrorsHaveNoPlace() {
        var shell = ShellTester()
        shell.type("alias big size=900P", "big")
        #expect(shell.shown == ["error: size \"900P\" is not 480P, 720P or 1080P; did you mean \"720P\"?"])
        #expect(shell.offered == nil)
        shell.type("alias look use 4", "look")
        #expect(shell.shown == ["error: there is no task #4", "  try: tasks"])
    }
}
