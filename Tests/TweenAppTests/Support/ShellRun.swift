import Foundation
import ShellCore
import Synchronization
import VideoAPI

@testable import TweenApp

/// One run of the shell on a machine of the test, moved on step by step.
struct ShellRun {
    let world: World
    let console: CollectingConsole
    let keyboard: ScriptedKeyboard?
    let services: ScriptedServices
    let mailbox: Mailbox<LoopMessage>
    private let stage: Stage
    private let code: Exit

    /// The exit code, once there is one.
    private final class Exit: Sendable {
        let code = Mutex<Int32?>(nil)
    }

    init(
        on world: World,
        options: ShellOptions = ShellOptions(),
        output: OutputStyle = .terminal,
        standardInput: String? = nil,
        console: CollectingConsole = CollectingConsole(),
        services: ScriptedServices
    ) {
        let stage = Stage()
        let code = Exit()
        let isScript = !options.commands.isEmpty || options.file != nil || standardInput != nil
        self.world = world
        self.services = services
        self.stage = stage
        self.code = code
        self.console = console
        keyboard = isScript ? nil : ScriptedKeyboard()
        let outside = world.outside(
            stage: stage,
            console: console,
            keyboard: keyboard,
            services: services,
            standardInput: standardInput.map { world.path($0) }
        )
        var session = Session(output: output, isInteractive: !isScript, version: Product.version)
        session.echoes = options.echoes
        session.showsHeader = options.showsHeader
        mailbox = Self.start(outside, session, options, code, on: stage)
    }

    private static func start(
        _ outside: Outside,
        _ session: Session,
        _ options: ShellOptions,
        _ code: Exit,
        on stage: Stage
    ) -> Mailbox<LoopMessage> {
        let mailbox = Mailbox<LoopMessage>()
        Task(executorPreference: stage) {
            let app = ShellApp(outside: outside, session: session, mailbox: mailbox)
            let ended = await app.run(options, profile: options.profile)
            await app.close()
            code.code.withLock { $0 = ended }
        }
        return mailbox
    }

    /// The exit code; nil while the shell runs.
    var exitCode: Int32? { code.code.withLock { $0 } }
    /// The prompt, if the shell waits for a person.
    var prompt: String? { keyboard?.prompt }

    /// Lets everything happen that happens without a person: the clock moves whenever everything waits.
    ///
    /// - Returns: false if the shell is stuck: it has not ended and asks for nothing.
    func goOn() -> Bool {
        for _ in 0..<200_000 {
            stage.settle()
            if exitCode != nil || prompt != nil { return true }
            if let signal = services.takeSignal() {
                mailbox.post(.signal(signal))
            } else if !world.clock.wakeNext() {
                return false
            }
        }
        return false
    }

    /// Lets time pass while a person types.
    func pass(_ duration: Duration) {
        let limit = world.clock.now.advanced(by: duration)
        stage.settle()
        while world.clock.wakeNext(notAfter: limit) { stage.settle() }
    }

    /// Types a line and lets it run to the next prompt; what it has put on the screen.
    @discardableResult
    func type(_ line: String) -> [String] {
        guard goOn() else { return ["stuck"] }
        _ = console.take()
        keyboard?.type(.line(line))
        guard goOn() else { return ["stuck"] }
        return taken()
    }

    /// What was put on the screen since the last look.
    func taken() -> [String] {
        console.take().map { line in
            switch line {
            case .output(let text), .diagnostics(let text), .live(let text): world.shown(text)
            }
        }
    }
}
