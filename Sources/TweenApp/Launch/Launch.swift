import Foundation
import ShellCore
import Terminal
import TerminalText
import VideoAPI

/// Puts the parts together and runs the loop.
struct Launch {
    private let options: ShellOptions
    private let environment: ProcessEnvironment
    private let places: Places
    private let screen: Screen
    private let console: TerminalConsole

    init(_ options: ShellOptions, _ environment: ProcessEnvironment) {
        self.options = options
        self.environment = environment
        places = Places(environment: environment.variables)
        screen = Screen(environment: environment.variables)
        console = TerminalConsole(screen: screen)
    }

    /// Runs the shell to its end.
    ///
    /// - Returns: the exit code.
    func run() async -> Int32 {
        let kind = hasScript ? TerminalKind.plain : TerminalKind.detect(term: environment.variables["TERM"])
        let app = ShellApp(outside: outside(keyboard: keyboard(kind)), session: session(kind))
        let interrupts = Interrupts(catching: [.interrupt, .terminate, .hangup, .quit, .suspend])
        let mailbox = app.mailbox
        let listening = Task {
            guard let interrupts else { return }
            for await signal in interrupts.signals {
                if let signal = LoopSignal(rawValue: signal.number) { mailbox.post(.signal(signal)) }
            }
        }
        let code = await run(app, kind)
        await app.close()
        interrupts?.stop()
        await listening.value
        return code
    }

    private var hasScript: Bool { !options.commands.isEmpty || options.file != nil }

    private func run(_ app: ShellApp, _ kind: TerminalKind) async -> Int32 {
        guard await prepare(app) else { return ExitCode.usage.rawValue }
        app.inherit()
        if let keyboard = app.outside.keyboard {
            greet(app)
            await app.runKeyboard(keyboard)
        } else {
            await runScript(app)
        }
        return exitCode(app, isAtKeyboard: app.outside.keyboard != nil)
    }

    /// Settings, the rc file, and the profile to use.
    private func prepare(_ app: ShellApp) async -> Bool {
        await app.readSettings(places.settings)
        if options.readsRC { await app.readSettings(places.rc) }
        guard let name = options.profile ?? environment.variables["TWEEN_PROFILE"].flatMap({ $0.isEmpty ? nil : $0 }) else { return true }
        guard let profile = app.session.settings.profile(named: name) else {
            let known = app.session.settings.profiles.map(\.name).joined(separator: ", ")
            console.tell([StyledText("error: ", .error) + StyledText("no profile \"\(Sanitizer.oneLine(name))\"; there are \(known)")])
            return false
        }
        app.session.profile = profile
        return true
    }

    private func runScript(_ app: ShellApp) async {
        if !options.commands.isEmpty {
            await app.run(options.commands, name: "-c", keepsGoing: options.keepsGoing)
        } else if let file = options.file {
            await runFile(file, app)
        } else {
            await runInput(app)
        }
        await app.finishScript()
    }

    private func runFile(_ file: String, _ app: ShellApp) async {
        switch app.outside.files.text(at: file) {
        case .text(let text, _):
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
            await app.run(lines, name: file, keepsGoing: options.keepsGoing)
        case .missing(let path): await app.dispatch(.failed(message: "\(path): no such file", .disk))
        case .unreadable(let path, let message): await app.dispatch(.failed(message: "\(path): \(message)", .disk))
        }
    }

    /// Standard input is a script; its lines come in chunks, so that the reading costs little.
    private func runInput(_ app: ShellApp) async {
        guard let reader = PlainLineReader(descriptor: 0) else { return }
        var number = 1
        while app.ending == nil {
            let chunk = await app.attend { await reader.next() }
            guard !chunk.isEmpty else { break }
            for line in chunk {
                guard await run(line, at: number, app) else { return reader.close() }
                number += 1
            }
        }
        reader.close()
    }

    private func run(_ line: PlainLine, at number: Int, _ app: ShellApp) async -> Bool {
        switch line {
        case .text(let text):
            let isGood = await app.run(CollectionOfOne(text), name: "-", keepsGoing: options.keepsGoing, firstLine: number)
            return (isGood || options.keepsGoing) && app.ending == nil
        case .fault(let fault):
            await app.dispatch(.failed(message: "-:\(number): \(fault.message)", .usage))
            return options.keepsGoing
        }
    }

    private func greet(_ app: ShellApp) {
        guard !options.isQuiet else { return }
        let profile = app.session.profile
        let service = profile.address.map { "\($0.origin)" } ?? "embedded, offline"
        var line = StyledText("tween \(Product.version)", .strong) + StyledText(" · profile \(profile.name) (\(service)) · ")
        line.append("`help`, `sample`, Ctrl-D leaves", .faint)
        console.print([line])
    }

    private func exitCode(_ app: ShellApp, isAtKeyboard: Bool) -> Int32 {
        if case .signal(let signal)? = app.ending { return 128 + signal.rawValue }
        return isAtKeyboard ? ExitCode.done.rawValue : (app.failure ?? .done).rawValue
    }
}

extension Launch {
    private func session(_ kind: TerminalKind) -> Session {
        let isPiped = isatty(1) == 0
        let output: OutputStyle = options.writesJSON ? .json : isPiped ? .piped : .terminal
        var session = Session(output: output, isInteractive: !hasScript && isatty(0) == 1, version: Product.version)
        session.echoes = options.echoes
        session.showsHeader = options.showsHeader
        return session
    }

    /// Who types; nil when a script does.
    private func keyboard(_ kind: TerminalKind) -> (any Keyboard)? {
        guard !hasScript, isatty(0) == 1 else { return nil }
        if kind == .editor {
            try? SystemFile.makeFolder(places.state)
            var configuration = LineEditorConfiguration()
            configuration.usesColour = screen.hasColour(.output)
            configuration.historyPath = places.history
            configuration.redact = { Redaction.redacted($0) }
            if let editor = LineEditor(configuration) { return EditingKeyboard(editor: editor, console: console) }
        }
        return PlainLineReader(descriptor: 0).map { PlainKeyboard(reader: $0, screen: screen) }
    }

    private func outside(keyboard: (any Keyboard)?) -> Outside {
        let now: @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
        let searchPath = environment.variables["PATH"] ?? "/usr/bin"
        let opener = Opener(environment: environment.variables)
        return Outside(
            console: console,
            keyboard: keyboard,
            services: LiveServices(
                embedded: EmbeddedServer(folder: places.server, searchPath: searchPath),
                keys: KeyRing(path: places.credentials, environmentKey: environment.key)
            ),
            journal: JournalDesk(folder: places.state, now: now),
            files: OwnFiles(places: places, folder: FileManager.default.currentDirectoryPath),
            clock: ContinuousClock(),
            now: now,
            entropy: { UInt64.random(in: .min ... .max) },
            open: { await opener.open($0) }
        )
    }
}
