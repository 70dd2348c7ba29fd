import Foundation
import ShellCore
import Synchronization
import Terminal
import VideoAPI

@testable import TweenApp

/// Replays a transcript: what is typed in it goes to a real shell on a scripted machine, and what comes out is written down.
final class Replay {
    private let world: World
    private var steps: ArraySlice<(line: Int, step: Transcript.Step)>
    private let showsLiveLine: Bool
    private var run: ShellRun?
    private var output = OutputStyle.terminal
    /// What is laid down for the next shell.
    private var key: String?
    private var setUp: [(ScriptedServices) -> Void] = []
    private var secret: String?
    private var isObliging = true

    /// The session as it went.
    private(set) var lines: [String] = []
    /// What the transcript left open, and what it laid down in vain.
    private(set) var faults: [String] = []

    init(_ transcript: Transcript) throws {
        world = try World()
        steps = transcript.steps[...]
        showsLiveLine = transcript.showsLiveLine
    }

    /// Goes through all of it.
    func play() {
        if case .typed? = steps.first?.step { start("tween -q") }
        while let (number, step) = steps.popFirst() {
            switch step {
            case .shell(let command):
                lines.append("$ " + command)
                start(command)
                goOn()
            case .directive(let words):
                lines.append("#: " + words)
                if !obey(words) { faults.append("line \(number + 1): nobody knows what \"\(words)\" means") }
            case .typed(let text):
                if lines.isEmpty { goOn() }
                type(text, at: number + 1)
                goOn()
            }
        }
        end()
        if lines.last == "" { lines.removeLast() }
    }

    // MARK: The shell

    private func start(_ command: String) {
        end()
        var options = ShellOptions()
        var (standardInput, output): (String?, OutputStyle) = (nil, .terminal)
        var rest = words(of: command).dropFirst()
        while let word = rest.popFirst() {
            switch word {
            case "-c": options.commands.append(rest.popFirst() ?? "")
            case "-f": options.file = rest.popFirst()
            case "<": standardInput = rest.popFirst()
            case "|": (output, rest) = (.piped, [])
            case "--json": options.writesJSON = true
            case "--echo": options.echoes = true
            case "--header": options.showsHeader = true
            case "--keep-going": options.keepsGoing = true
            case "-q": options.isQuiet = true
            case "--profile": options.profile = rest.popFirst()
            default: faults.append("no option \(word)")
            }
        }
        if options.writesJSON { output = .json }
        self.output = output
        let console = CollectingConsole(hasLiveLine: output == .terminal)
        let services = ScriptedServices(
            keys: KeyRing(path: world.places.credentials, environmentKey: key),
            isObliging: isObliging,
            onPoll: { console.expectLiveNews() }
        )
        for prepare in setUp { prepare(services) }
        setUp = []
        run = ShellRun(on: world, options: options, output: output, standardInput: standardInput, console: console, services: services)
    }

    private func goOn() {
        guard let run else { return }
        if !run.goOn() { faults.append("the shell is stuck after: \(lines.last ?? "")") }
        write(run.console.take())
        guard let code = run.exitCode else { return }
        if code != 0 { lines.append("[exit \(code)]") }
        faults += run.services.faults
        self.run = nil
    }

    private func type(_ text: String, at number: Int) {
        guard let run, let prompt = run.prompt else { return faults.append("line \(number): nobody asks when this is typed: \(text)") }
        lines.append(prompt + text)
        if let placed = run.keyboard?.placed, !text.hasPrefix(placed) { faults.append("line \(number): it begins with \(placed)") }
        switch text {
        case _ where run.keyboard?.isAskedForSecret == true: run.keyboard?.type(secret.map { .line($0) } ?? .interrupted(""))
        case "^D": run.keyboard?.type(.endOfInput)
        case _ where text.hasSuffix("^C"): run.keyboard?.type(.interrupted(String(text.dropLast(2))))
        case _ where text.hasSuffix("^X^E"):
            let line = String(text.dropLast(4))
            let cursor = line.unicodeScalars.count
            run.keyboard?.type(.edit(LineToEdit(text: line, cursor: cursor, reason: .asked, isScript: false)))
        case _ where text.contains("⏎"):
            run.keyboard?.type(.pasted(text.split(separator: "⏎", omittingEmptySubsequences: false).map(String.init)))
        default: run.keyboard?.type(.line(text))
        }
    }

    /// A session that is not left is left with ^D, which is not shown.
    private func end() {
        guard let run else { return }
        run.keyboard?.type(.endOfInput)
        goOn()
        if self.run != nil { faults.append("the shell does not end") }
        self.run = nil
    }

    private func write(_ collected: [CollectingConsole.Line]) {
        for line in collected {
            switch line {
            case .output(let text): lines += cut(text, "")
            case .diagnostics(let text): lines += cut(text, output == .terminal ? "" : "2> ")
            case .live(let text): if showsLiveLine { lines += cut(text, "") }
            }
        }
    }

    private func cut(_ text: String, _ mark: String) -> [String] {
        world.shown(text).split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = mark + line
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }
}

extension Replay {
    /// Does what a `#:` line says; false if it says nothing known.
    private func obey(_ line: String) -> Bool {
        let verb = line.prefix { $0 != " " }
        let rest = String(line.dropFirst(verb.count + 1))
        switch verb {
        case "submit": return answer(rest, submit: true)
        case "status": return answer(rest, submit: false)
        case "^C": lay { $0.answerPoll(.interrupt) }
        case "video": lay { $0.answerDownload(.failure(DownloadTrouble(message: rest))) }
        case "key": (key, isObliging) = (rest, false)
        case "secret": secret = rest
        case "editor": world.editor.answer(.success(rest.replacingOccurrences(of: "\\n", with: "\n")))
        case "no-editor": world.editor.answer(.failure(EditorTrouble(message: rest)))
        case "ahead": run?.keyboard?.typeAhead(rest)
        case "pass": return pass(rest)
        case "picture": return (try? world.writePicture(rest, filler: rest.count)) != nil
        case "file": return (try? world.write("", to: rest)) != nil
        case "remove": return unlink(world.path(rest)) == 0
        case "up": return run?.keyboard?.offered == rest
        default:
            let (name, text) = (String(verb), rest)
            guard name.hasSuffix(":"), let old = try? String(contentsOfFile: world.path(String(name.dropLast())), encoding: .utf8) else {
                return false
            }
            return (try? world.write(old + text + "\n", to: String(name.dropLast()))) != nil
        }
        return true
    }

    private func lay(_ prepare: @escaping (ScriptedServices) -> Void) {
        if let run { prepare(run.services) } else { setUp.append(prepare) }
    }

    private func pass(_ text: String) -> Bool {
        guard let run, let seconds = Int(text.dropLast()) else { return false }
        run.pass(.seconds(seconds))
        write(run.console.take())
        return true
    }

    /// `accepted ID`, `lost WORDS`, `refused WORDS`, `401 [code=C] [param=P] [wait=S] WORDS`, or a status word.
    private func answer(_ text: String, submit: Bool) -> Bool {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard let head = parts.first else { return false }
        let rest = parts.count > 1 ? parts[1] : ""
        let result: Result<TaskSnapshot, ServiceError>
        switch head {
        case "accepted":
            result = .success(TaskSnapshot(id: TaskID(rawValue: rest), status: .pending, rawStatus: "pending"))
        case "lost": result = .failure(ServiceError(.unconfirmed, sending: .unconfirmed, message: rest))
        case "refused": result = .failure(ServiceError(.network, sending: .notSent, message: rest))
        default:
            if let status = Int(head) {
                result = .failure(refusal(status, rest))
            } else {
                guard !submit, let snapshot = TaskSnapshot.saying(text) else { return false }
                result = .success(snapshot)
            }
        }
        lay { submit ? $0.answerSubmit(result) : $0.answerPoll(.answer(result)) }
        return true
    }

    private func refusal(_ status: Int, _ text: String) -> ServiceError {
        let kinds: [Int: ServiceError.Kind] = [
            400: .input, 401: .auth, 402: .quota, 403: .notAllowed, 404: .notFound, 429: .rateLimit,
        ]
        var error = ServiceError(
            kinds[status] ?? .upstream,
            sending: status >= 500 ? .unconfirmed : .rejected,
            message: "",
            httpStatus: status
        )
        error.message = text.split(separator: " ").filter { word in
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return true }
            switch parts[0] {
            case "code": error.code = parts[1]
            case "param": error.param = parts[1]
            case "wait": error.retryAfter = Int(parts[1]).map { .seconds($0) }
            default: return true
            }
            return false
        }.joined(separator: " ")
        return error
    }
}
