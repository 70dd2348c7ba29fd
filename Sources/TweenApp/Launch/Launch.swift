import Foundation
import ShellCore
import Terminal
import TerminalText
import VideoAPI
import Workers

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
        let app = ShellApp(outside: outside(keyboard: keyboard()), session: session())
        let (mailbox, keyboard) = (app.mailbox, app.outside.keyboard)
        let interrupts = Interrupts(
            // A script has no prompt to go back to: ^Z stops it, as it does any program.
            catching: [.interrupt, .terminate, .hangup, .quit, .exhausted] + (keyboard == nil ? [] : [.suspend]),
            hasKeyboard: keyboard != nil
        )
        let listening = Task {
            guard let interrupts else { return }
            for await signal in interrupts.signals {
                guard let signal = LoopSignal(rawValue: signal.number) else { continue }
                if signal.isKey { keyboard?.noteEcho() }
                mailbox.post(.signal(signal))
                if signal.isFinal { Self.endWithoutFail(signal, keyboard) }
            }
        }
        let profile = options.profile ?? environment.variables["TWEEN_PROFILE"].flatMap { $0.isEmpty ? nil : $0 }
        // A keyboard whose thread the loop may share hands lines over at once.
        let executor = keyboard?.executor
        app.lineExecutor = executor
        let code = await withTaskExecutorPreference(executor) {
            let code = await app.run(options, profile: profile)
            await app.close()
            return code
        }
        interrupts?.stop()
        await listening.value
        return code
    }

    /// Whoever sends such a signal waits for the end of the process: two seconds are for what has to be written down, and no more.
    private static func endWithoutFail(_ signal: LoopSignal, _ keyboard: (any Keyboard)?) {
        _ = WorkThread.detach {
            sleep(2)
            keyboard?.restore()
            _exit(128 + signal.rawValue)
        }
    }

    private var hasScript: Bool { !options.commands.isEmpty || options.file != nil }
}

extension Launch {
    private func session() -> Session {
        let isPiped = isatty(1) == 0
        let output: OutputStyle = options.writesJSON ? .json : isPiped ? .piped : .terminal
        var session = Session(output: output, isInteractive: !hasScript && isatty(0) == 1, version: Product.version)
        session.recallsLines = TerminalKind.detect(term: environment.variables["TERM"]) == .editor
        session.echoes = options.echoes
        session.showsHeader = options.showsHeader
        return session
    }

    /// Who types; nil when a script does.
    private func keyboard() -> (any Keyboard)? {
        guard !hasScript, isatty(0) == 1 else { return nil }
        if TerminalKind.detect(term: environment.variables["TERM"]) == .editor {
            try? SystemFile.makeFolder(places.state)
            var configuration = LineEditorConfiguration()
            configuration.outlet = screen.outlet
            configuration.usesColour = screen.hasColour(.output)
            configuration.historyPath = places.history
            configuration.compose = { TextLimit.normalised($0) }
            let profiles = Latest(Set(Profile.builtIn.map(\.name)))
            configuration.redact = { Redaction.redacted($0, profiles: profiles.value) }
            if let editor = LineEditor(configuration) { return EditingKeyboard(editor: editor, console: console, profiles: profiles) }
        }
        return PlainLineReader(descriptor: 0).map { PlainKeyboard(reader: $0, screen: screen, prompt: console.prompt) }
    }

    private func outside(keyboard: (any Keyboard)?) -> Outside {
        let now: @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
        let searchPath = environment.variables["PATH"] ?? "/usr/bin"
        let folder = FileManager.default.currentDirectoryPath
        let editor = ExternalEditor(environment: environment.variables)
        let opener = Opener(environment: environment.variables)
        return Outside(
            console: console,
            keyboard: keyboard,
            script: { [places] path throws(FileTrouble) in try ScriptSource(path.map { places.absolute($0, from: folder) }) },
            services: LiveServices(
                embedded: EmbeddedServer(folder: places.server, searchPath: searchPath),
                keys: KeyRing(path: places.credentials, environmentKey: environment.key)
            ),
            journal: JournalDesk(folder: places.state, now: now),
            files: OwnFiles(places: places, folder: folder),
            clock: ContinuousClock(),
            now: now,
            dayStart: { LocalDay.start(of: $0) },
            utcOffset: { LocalDay.utcOffset(at: $0) },
            entropy: { UInt64.random(in: .min ... .max) },
            open: { opener.open($0) },
            edit: { [screen] text throws(EditorTrouble) in
                screen.outlet.letOut()
                return try await editor.edit(text)
            },
            stopJob: { [screen] in
                screen.outlet.letOut()
                ForegroundProgram.stopJob()
            },
            executor: nil
        )
    }
}
