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
    /// Whether what is run may have been pasted, or is run by something that was.
    var isPasted = false
    /// The scripts that are being run, innermost last, so that none runs itself.
    var scripts: [String] = []
    /// The code of the first failure of a script, or nil.
    var failure: ExitCode?
    /// Whether it was told that output is lost.
    private var isOutputLost = false
    /// Set when the shell is to end, with the signal that ended it.
    var ending: Ending?
    /// Tasks that Tab offers, newest first.
    var recentTasks: [TaskRecord] = []
    /// The tasks that this shell follows, with what was last known of them.
    var followed: [TaskNumber: TaskRecord] = [:]
    /// The tasks that are watched in the foreground: saving the video of one holds up none of the others.
    var watched: Set<TaskNumber> = []
    /// Tasks that are not asked for any more since their key was refused.
    var blocked: [TaskNumber: TaskRecord] = [:]
    /// Services that could not be asked the last time, with the reason, as far as it was told.
    var troubles: [String: String] = [:]
    let follower: Follower
    /// The follower at work, once there was a task to follow.
    var following: Task<Void, Never>?
    /// Looking after what shells that are gone have left.
    var inheriting: Task<Void, Never>?
    /// Looking the journal through for damage.
    var inspecting: Task<Void, Never>?
    /// What was found out for the line that is being run, since a command may ask twice.
    var supplies: [Need: Supply] = [:]
    /// Videos that are being saved or wait for that.
    var savings = Savings()
    /// Series of requests that are on their way, by their numbers.
    var sweeps: [Int: Sweep] = [:]
    /// What became of requests and could not be written down.
    var unwritten: [UnwrittenOutcome] = []
    /// Waits for the time to try that again, as long as there is any.
    var rewriting: Task<Void, Never>?
    /// Why nothing may be sent in this line: when it began the journal did not hold all that became of the requests before.
    var blindness: String?
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
    /// Where the loop itself runs, if that is a place of its own.
    var lineExecutor: (any TaskExecutor)?
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
        follower = Follower(outside) { mailbox.post(.followed($0)) }
        known = Latest(Completer(session: session, tasks: [], draftNames: { [] }, files: { _ in [] }))
    }

    /// Whether a person is there to be asked: the line was typed, or pasted.
    var isAtKeyboard: Bool { outside.keyboard != nil && (place == nil || place?.kind == .paste) }

    /// What changes from one event to the next.
    var surroundings: Surroundings {
        let now = outside.now()
        return Surroundings(
            now: now,
            entropy: outside.entropy(),
            columns: outside.console.columns,
            place: place,
            isPasted: isPasted,
            dayStart: outside.dayStart(now)
        )
    }

    /// Takes an event through the interpreter, and its effects out.
    func dispatch(_ event: Event) async {
        if case .supplied = event {} else { supplies = [:] }
        // What the line looks up is to be the truth.
        if case .line = event { await writeOutcomes() }
        noteForSweeps(event)
        for effect in interpreter.handle(event, given: surroundings, in: &session) {
            await perform(effect)
        }
        await advanceSweeps()
        noticeLostOutput()
    }

    /// Tells once that something could not be printed, which ends a script.
    func noticeLostOutput() {
        guard !isOutputLost, let reason = outside.console.outputFault else { return }
        isOutputLost = true
        outside.console.tell([LostOutput.words(reason)])
        failure = failure ?? .disk
    }

    /// Starts something beside the loop; it tells the loop what comes of it by a message.
    func start<Value: Sendable>(_ operation: @escaping @Sendable () async -> Value) -> Task<Value, Never> {
        Task(executorPreference: outside.executor, operation: operation)
    }

    /// As ``start(_:)``, and goes on here up to its first wait, where that is not somebody else's executor.
    func startAtOnce<Value: Sendable>(_ operation: @escaping @Sendable () async -> Value) -> Task<Value, Never> {
        Task.immediate(executorPreference: lineExecutor ?? outside.executor, operation: operation)
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
            case .signal(.suspend): stopJob()
            case .signal(let signal):
                if signal.isFinal { ending = .signal(signal) }
                task.cancel()
            case let message:
                await heed(message)
                outside.keyboard?.settle()
            }
        }
    }

    /// Does what a message asks for that came while something else was going on.
    func heed(_ message: LoopMessage) async {
        switch message {
        case .followed(let report): await heed(report, mode: .background)
        case .inherited(let inheritance): await take(inheritance)
        case .saved(let saving): await take(saving)
        case .savingAgain(let number, let reason): tellSavingAgain(number, reason)
        case .timeToInherit: inherit(isAtStart: false)
        case .timeToWrite: await retryOutcomes()
        case .damaged(let words): outside.console.tell([StyledText("warning: ", .warning) + StyledText(words)])
        case .sweep(let id, let news): await take(news, of: id)
        case .signal(let signal): if signal.isFinal { ending = .signal(signal) }
        case .typed(let line): typed = line
        case .left, .tick, .finished, .timedOut: break
        }
        await advanceSweeps()
    }
}
