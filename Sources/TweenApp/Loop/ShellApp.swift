import ShellCore
import TerminalText
import VideoAPI

/// The loop: one at a time, events go through the interpreter and its effects out into the world.
///
/// All of it runs in one task, so that the session needs no guard; everything that happens elsewhere posts a message.
final class ShellApp {
    let outside: Outside
    let interpreter = Interpreter()
    let mailbox: Mailbox<LoopMessage>
    var session: Session
    /// Where the line that is being run stands, if it comes from a script.
    var place: ScriptPlace?
    /// The scripts that are being run, innermost last, so that none runs itself.
    var scripts: [String] = []
    /// The code of the first failure of a script, or nil.
    var failure: ExitCode?
    /// Set when the shell is to end, with the signal that ended it.
    var ending: Ending?
    /// Tasks that Tab offers, newest first.
    var recentTasks: [TaskRecord] = []
    /// The tasks that this shell follows, with what was last known of them.
    var followed: [TaskNumber: TaskRecord] = [:]
    var followers: [TaskNumber: Task<Void, Never>] = [:]
    /// What was found out for the line that is being run, since a command may ask twice.
    var supplies: [Need: Supply] = [:]
    /// Videos that are being saved at the loop's back.
    var savings: [TaskNumber: Task<Void, Never>] = [:]
    /// Whether what earlier shells have left is still being looked up.
    var isInheriting = false
    /// A line that was typed while the loop did something else.
    var typed: TypedLine?
    /// What the next line begins with, and where the cursor stands in it.
    var placed: (text: String, cursor: Int?)?
    /// What the editor gave back for the line, as long as nothing else was done with it.
    var editedLine: String?
    /// What was left of a paste that an error ended.
    var pasteLeft: [String] = []
    /// What the line should probably have been that ended a paste.
    var correction: String?
    /// What Tab knows while a line is typed.
    let known: Latest<Completer>
    private var lastOperation = 0

    /// How the shell ends.
    enum Ending: Equatable {
        case left(waiting: Bool)
        case signal(LoopSignal)
    }

    init(outside: Outside, session: Session, mailbox: Mailbox<LoopMessage> = Mailbox()) {
        self.outside = outside
        self.mailbox = mailbox
        self.session = session
        known = Latest(Completer(session: session, tasks: [], draftNames: { [] }, files: { _ in [] }))
    }

    /// Whether a person is there to be asked: the line was typed, or pasted.
    var isAtKeyboard: Bool { outside.keyboard != nil && (place == nil || place?.kind == .paste) }

    /// What changes from one event to the next.
    var surroundings: Surroundings {
        Surroundings(now: outside.now(), entropy: outside.entropy(), columns: outside.console.columns, place: place)
    }

    /// Takes an event through the interpreter, and its effects out.
    func dispatch(_ event: Event) async {
        if case .supplied = event {} else { supplies = [:] }
        for effect in interpreter.handle(event, given: surroundings, in: &session) {
            await perform(effect)
        }
    }

    /// Starts something beside the loop; it tells the loop what comes of it by a message.
    func start<Value: Sendable>(_ operation: @escaping @Sendable () async -> Value) -> Task<Value, Never> {
        Task(executorPreference: outside.executor, operation: operation)
    }

    /// A number for an operation or a patience that posts a message when it ends.
    func newOperation() -> Int {
        lastOperation += 1
        return lastOperation
    }

    /// Runs something that may take its time, while signals and news are still heard; ^C cancels it.
    func attend<Value: Sendable>(_ operation: @escaping @Sendable () async -> Value) async -> Value {
        let id = newOperation()
        let mailbox = mailbox
        let task = start {
            let value = await operation()
            mailbox.post(.finished(id))
            return value
        }
        while true {
            switch await mailbox.next() {
            case .finished(id): return await task.value
            case .signal(let signal):
                if signal.isFinal { ending = .signal(signal) }
                task.cancel()
            case let message: await heed(message)
            }
        }
    }

    /// Does what a message asks for that came while something else was going on.
    func heed(_ message: LoopMessage) async {
        switch message {
        case .followed(let report): await heed(report, mode: .background)
        case .inherited(let inheritance): await take(inheritance)
        case .saved(let saving): await take(saving)
        case .signal(let signal): if signal.isFinal { ending = .signal(signal) }
        case .typed(let line): typed = line
        case .tick, .finished, .timedOut: break
        }
    }

    /// Stops what belongs to this shell.
    func close() async {
        let running = Array(followers.values) + Array(savings.values)
        (followers, savings) = ([:], [:])
        for task in running { task.cancel() }
        for task in running { await task.value }
        await outside.services.close()
        await outside.keyboard?.close()
    }
}
