import ShellCore
import Terminal
import VideoAPI

/// What wakes the loop.
enum LoopMessage: Sendable {
    /// The person typed something, or left.
    case typed(TypedLine)
    /// ^D while something is watched.
    case left
    case signal(LoopSignal)
    /// The follower has news of a task.
    case followed(FollowReport)
    /// Tasks that an earlier shell has left.
    case inherited(Inheritance)
    /// It is time to look again for what shells have left that are gone.
    case timeToInherit
    /// It is time to write down what could not be written before.
    case timeToWrite
    /// The journal is damaged; words for that.
    case damaged(String)
    /// The saving of a video is over.
    case saved(Saving)
    /// The saving of a video was cut, for a reason in words, and is gone on with.
    case savingAgain(TaskNumber, String)
    /// News of a series of requests, which has this number.
    case sweep(Int, SweepNews)
    /// Time to redraw the live line.
    case tick
    /// An operation that the loop waits for is over.
    case finished(Int)
    /// The patience that `--timeout` grants is over.
    case timedOut(Int)
}

/// How the reading of a line ended.
enum TypedLine: Sendable, Hashable {
    /// Enter; `hasPaste` says whether any of the line may have been pasted.
    case line(String, hasPaste: Bool = false)
    /// Lines that were pasted, to be run one by one to the first error.
    case pasted([String])
    /// The line is to go on in an editor.
    case edit(LineToEdit)
    /// ^C at the prompt, with what had been typed.
    case interrupted(String)
    case endOfInput
    /// A line that can't be read as text: what is wrong with it.
    case unreadable(String)
}

/// A signal as far as the loop cares.
enum LoopSignal: Int32, Sendable, Hashable {
    case hangup = 1
    case interrupt = 2
    case quit = 3
    case terminate = 15
    /// The processor time that the system grants is over.
    case exhausted = 24
    /// ^Z while something runs.
    case suspend = 20

    /// Whether a key sends it.
    var isKey: Bool {
        switch self {
        case .interrupt, .suspend, .quit: true
        case .hangup, .terminate, .exhausted: false
        }
    }

    /// Whether the shell ends with it, wherever it is.
    var isFinal: Bool {
        switch self {
        case .hangup, .quit, .terminate, .exhausted: true
        case .interrupt, .suspend: false
        }
    }
}

/// How the saving of a video ended.
struct Saving: Sendable {
    let record: TaskRecord
    /// The path of the file.
    let result: Result<String, DownloadTrouble>
}

/// Tasks of shells that are gone.
struct Inheritance: Sendable {
    /// Whether it is this shell's first look, and not what another has left since.
    var isAtStart = true
    /// Their answer was lost with the shell: they may have been charged.
    var unconfirmed: [TaskRecord] = []
    /// Local renders that ended with their shell.
    var interrupted: [TaskRecord] = []
    /// Tasks that go on at their service.
    var unfinished: [TaskRecord] = []
    /// Tasks that succeeded lately and were not saved.
    var unsaved: [TaskRecord] = []
    /// The newest tasks, whatever became of them, newest first: Tab offers them.
    var newest: [TaskRecord] = []
    /// What opening the journal had to say.
    var remarks: [String] = []

    /// Whether there is nothing in it that anybody has to know or do.
    var isEmpty: Bool {
        unconfirmed.isEmpty && interrupted.isEmpty && unfinished.isEmpty && unsaved.isEmpty && newest.isEmpty && remarks.isEmpty
    }
}
