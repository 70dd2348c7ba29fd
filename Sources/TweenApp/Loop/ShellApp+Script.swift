import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Runs lines that nobody types, to the first error; true when all of them were done.
    @discardableResult
    func run(
        _ lines: some Sequence<String>,
        name: String,
        kind: ScriptPlace.Kind = .script,
        keepsGoing: Bool = false,
        firstLine: Int = 1
    ) async -> Bool {
        let (outerPlace, outerFailure) = (place, failure)
        var first: ExitCode?
        for (offset, line) in lines.enumerated() {
            place = ScriptPlace(name: name, line: firstLine + offset, kind: kind)
            failure = nil
            if await isBrokenOff() {
                first = first ?? .interrupted
                break
            }
            await echo(line)
            await dispatch(.line(line))
            first = first ?? failure
            if ending != nil || failure != nil && !keepsGoing { break }
        }
        (place, failure) = (outerPlace, outerFailure ?? first)
        return first == nil
    }

    /// Ends a script's lines: a text that none of them has ended would swallow what comes next.
    func endLines() async {
        if ending == nil { await dispatch(.endOfInput) }
    }

    /// Hears what has come meanwhile, so that ^C ends a script or a paste between two of its lines.
    func isBrokenOff() async -> Bool {
        while let message = mailbox.take() {
            if case .signal(.interrupt) = message { return true }
            await heed(message)
        }
        return ending != nil
    }

    /// Runs a file's lines inside the line that asked for it.
    func runNested(_ lines: [String], name: String) async {
        guard !scripts.contains(name) else {
            await dispatch(.failed(message: "\(name) runs itself, directly or by another file", .usage))
            return
        }
        scripts.append(name)
        let wasInteractive = session.isInteractive
        session.isInteractive = false
        await run(lines, name: name)
        await endLines()
        session.isInteractive = wasInteractive
        scripts.removeLast()
    }

    /// A lesson shows what would have been typed.
    private func echo(_ line: String) async {
        guard session.echoes, place?.kind != .settings else { return }
        outside.console.print([session.promptText + StyledText(Sanitizer.visible(line))])
    }

    /// At the end of a script what was agreed to is sent. Local renders are waited for, since they end with the shell, and so is what is being saved.
    func finishScript() async {
        if case .left? = ending { return await leaveSweeps() }
        for id in sweeps.keys.sorted() where ending == nil { await watch(sweep: id, .waiting) }
        let local = followed.values.filter { $0.isUnfinished && $0.isDemo }.map(\.number).sorted()
        if ending == nil, !local.isEmpty { await watch(local, mode: .waiting, timeout: nil) }
        while ending == nil, !savings.isEmpty {
            switch await mailbox.next() {
            case .signal(.suspend): break
            case .signal(let signal): ending = .signal(signal)
            case let message: await heed(message)
            }
        }
    }
}

extension ShellApp {
    /// Runs `settings` or `rc`: a line that fails is told, and the rest goes on, so that a slip locks nobody out.
    func readSettings(_ path: String) async {
        switch outside.files.lines(of: path) {
        case nil: break
        case .success(let lines)?:
            await run(lines, name: path, kind: .settings, keepsGoing: true)
            await endLines()
        case .failure(let trouble)?:
            outside.console.tell([StyledText("warning: ", .warning) + StyledText("\(trouble.path): \(trouble.message)")])
        }
        failure = nil
    }
}
