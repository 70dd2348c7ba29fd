import ShellCore
import Terminal
import TerminalText
import VideoAPI

extension ShellApp {
    /// Runs the shell to its end: the user's settings, then the keyboard or the scripts.
    ///
    /// - Parameter profile: the name of the profile to use, where the command line or the environment gives one.
    /// - Returns: an ``ExitCode``, or 128 and the number of the signal that ended it.
    func run(_ options: ShellOptions, profile name: String?) async -> Int32 {
        await readSettings(outside.files.places.settings)
        if options.readsRC { await readSettings(outside.files.places.rc) }
        if let name, !use(profile: name) { return ExitCode.usage.rawValue }
        inherit(isAtStart: true)
        if let keyboard = outside.keyboard {
            if !options.isQuiet, session.output == .terminal { greet() }
            await runKeyboard(keyboard)
        } else {
            // A script can't see what comes later, such as that the task it names is unconfirmed.
            await finishInheriting()
            if ending == nil { await runScripts(options) }
        }
        await endInheriting()
        noticeLostOutput()
        if case .signal(let signal)? = ending { return 128 + signal.rawValue }
        return (outside.keyboard == nil ? failure ?? .done : .done).rawValue
    }

    private func use(profile name: String) -> Bool {
        if let profile = session.settings.profile(named: name) {
            session.profile = profile
            return true
        }
        let known = session.settings.profiles.map(\.name).joined(separator: ", ")
        let words = "no profile \"\(Sanitizer.oneLine(name))\"; there are \(known)"
        outside.console.tell([StyledText("error: ", .error) + StyledText(words)])
        return false
    }

    private func greet() {
        let service = session.profile.address.map { "\($0.origin)" } ?? "embedded, offline"
        var line = StyledText("tween \(Product.release)", .strong) + StyledText(" · profile \(session.profile.name) (\(service)) · ")
        line.append("`help`, `sample`, Ctrl-D leaves", .faint)
        outside.console.print([line])
    }
}

extension ShellApp {
    private func runScripts(_ options: ShellOptions) async {
        if options.commands.isEmpty {
            await runSource(options.file, keepsGoing: options.keepsGoing)
        } else {
            await run(options.commands, name: "-c", keepsGoing: options.keepsGoing)
            await endLines()
        }
        await finishScript()
    }

    /// Runs a file, or standard input for nil. Its lines come in chunks, so that the reading costs little.
    private func runSource(_ path: String?, keepsGoing: Bool) async {
        let source: any LineSource
        do throws(FileTrouble) {
            source = try outside.script(path)
        } catch {
            return await dispatch(.failed(message: "\(error.path): \(error.message)", .file))
        }
        defer { source.close() }
        var number = 1
        while ending == nil {
            let chunk = await attend { await source.next() }
            if chunk.isEmpty { break }
            for line in chunk {
                guard await run(line, at: number, of: path ?? "-", keepsGoing: keepsGoing) || keepsGoing, ending == nil else { return }
                number += 1
            }
        }
        await endLines()
    }

    private func run(_ line: PlainLine, at number: Int, of name: String, keepsGoing: Bool) async -> Bool {
        switch line {
        case .text(let text):
            return await run(CollectionOfOne(text), name: name, keepsGoing: keepsGoing, firstLine: number)
        case .fault(let fault):
            place = ScriptPlace(name: name, line: number)
            await dispatch(.failed(message: fault.message, .usage))
            place = nil
            return false
        }
    }
}
