import FaultServer
import Foundation
import ShellCore
import Synchronization
import VideoAPI

@testable import TweenApp

/// The whole shell against a scripted service over real sockets, on a clock that moves only while nothing is on its way.
struct FaultRun {
    let world: World
    let console: CollectingConsole
    let keyboard: ScriptedKeyboard?
    let services: WatchedServices
    let keys: KeyRing
    private let stage = Stage()
    private let mailbox: Mailbox<LoopMessage>
    private let exit = Exit()
    /// ^C that waits for a moment in which nothing but the clock could go on.
    private let lateInterrupt: Bool

    static let key = "sk-test-0123456789"

    private final class Exit: Sendable {
        let code = Mutex<Int32?>(nil)
        let isInterruptDue = Mutex(true)
    }

    private final class Count: Sendable {
        private let value = Mutex(0)

        func next() -> Int {
            value.withLock { value in
                value += 1
                return value
            }
        }
    }

    init(_ row: FaultCase, on world: World, address: String, mailbox: Mailbox<LoopMessage>) throws {
        let keys = KeyRing(path: world.places.credentials, environmentKey: nil)
        let service = try ServiceAddress(typed: address)
        try keys.store(try APIKey(Self.key), for: service.origin)
        try world.write("profile add paid \(address)\n", to: world.places.settings)
        let live = LiveServices(
            embedded: EmbeddedServer(folder: world.places.server, searchPath: ""),
            keys: keys,
            timeouts: row.timeouts,
            videoLimit: row.videoLimit
        )
        let (stop, count) = (row.interrupt == .beforePost ? 1 : row.interrupt == .beforeSecondPost ? 2 : 0, Count())
        self.world = world
        self.keys = keys
        self.mailbox = mailbox
        console = CollectingConsole(hasLiveLine: false)
        keyboard = row.isTyped ? ScriptedKeyboard() : nil
        lateInterrupt = row.interrupt == .whileWaiting
        services = WatchedServices(live) {
            guard count.next() == stop else { return }
            mailbox.post(.signal(.interrupt))
            while !Task.isCancelled { await Task.yield() }
        }
        var options = ShellOptions()
        options.profile = "paid"
        options.isQuiet = true
        options.keepsGoing = row.keepsGoing
        if !row.isTyped { options.commands = Self.setUp + row.lines.compactMap { if case .text(let line) = $0 { line } else { nil } } }
        start(options, Session(output: row.isTyped ? .terminal : row.output, isInteractive: row.isTyped, version: "0"))
        if row.isTyped { for line in Self.setUp { type(.line(line)) } }
        if row.isTyped { _ = console.take() }
    }

    /// What every draft of the tables is.
    private static let setUp = ["set images https://example.com/a.png https://example.com/b.png", "set prompt a cat", "seed=7"]

    private func start(_ options: ShellOptions, _ session: Session) {
        let outside = world.outside(stage: stage, console: console, keyboard: keyboard, services: services)
        let (exit, mailbox) = (exit, mailbox)
        Task(executorPreference: stage) {
            let app = ShellApp(outside: outside, session: session, mailbox: mailbox)
            let code = await app.run(options, profile: options.profile)
            await app.close()
            exit.code.withLock { $0 = code }
        }
    }

    var exitCode: Int32? { exit.code.withLock { $0 } }

    /// Lets everything happen that happens without a person.
    ///
    /// - Returns: false if the shell is stuck, or waits for a day: it has not ended and asks for nothing.
    @discardableResult
    func goOn() -> Bool {
        while world.clock.seconds < 86_400 {
            stage.settle()
            if exitCode != nil || keyboard?.prompt != nil { return true }
            if services.isBusy {
                guard stage.waitForJob() else { return false }
            } else if lateInterrupt,
                exit.isInterruptDue.withLock({ isDue in
                    isDue
                        && {
                            isDue = false; return true
                        }()
                })
            {
                mailbox.post(.signal(.interrupt))
            } else if !world.clock.wakeNext() {
                return false
            }
        }
        return false
    }

    /// Lets time pass while nobody types.
    func pass(_ duration: Duration) -> Bool {
        let limit = world.clock.now.advanced(by: duration)
        while true {
            stage.settle()
            if services.isBusy {
                guard stage.waitForJob() else { return false }
            } else if !world.clock.wakeNext(notAfter: limit) {
                return true
            }
        }
    }

    /// Types something and lets it run to the next prompt.
    @discardableResult
    func type(_ line: TypedLine) -> Bool {
        guard goOn() else { return false }
        keyboard?.type(line)
        return goOn()
    }
}
