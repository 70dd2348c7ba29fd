import ShellCore
import Terminal
import TerminalText
import VideoAPI

/// Where text goes. The real one is a terminal or a pipe; tests collect.
protocol Console: Sendable {
    /// The width of the terminal in cells; 80 when there is none.
    var columns: Int { get }
    /// Whole lines for standard output.
    func print(_ lines: [StyledText])
    /// Whole lines for standard error.
    func tell(_ lines: [StyledText])
    /// A line for programs, exactly as it is.
    func data(_ line: String)
    /// Calls a person who looks elsewhere, at most once a second.
    func alert(_ alert: Alert)
    /// Draws the one line that is redrawn in place.
    func drawLive(_ line: StyledText)
    /// Takes the live line away.
    func eraseLive()
    /// Whether a live line can be drawn at all.
    var hasLiveLine: Bool { get }
    /// Why something for standard output is lost, in words; nil while nothing is.
    var outputFault: String? { get }
}

/// What is said when standard output can't be written.
enum LostOutput {
    static func words(_ reason: String) -> StyledText {
        StyledText("error: ", .error) + StyledText("what was printed could not be written: \(reason)")
    }
}

/// A line that is asked of a person.
struct LineOrder: Sendable {
    var prompt: StyledText
    /// What Tab and the help beside the line know at this moment; nil where there is nothing to know, as for a `yes`.
    var completer: (@Sendable () -> Completer)?
    /// Stands in the line already, to be edited.
    var text = ""
    /// Where the cursor stands in it, in Unicode scalars; nil is its end.
    var cursor: Int?
    /// Whether the line is kept in the history.
    var keepsHistory = false
    /// Throws away what was typed before, so that it answers no question of money.
    var discardsTypeahead = false
    /// Kept with the line in the history.
    var profile = ""
    /// The profile whose lines Up and the searches go through; nil is all.
    var historyScope: String?

    init(prompt: StyledText) { self.prompt = prompt }
}

/// Where lines come from when a person types them.
protocol Keyboard: Sendable {
    /// Where the loop runs best that takes the lines; nil is anywhere.
    var executor: (any TaskExecutor)? { get }
    /// Waits for a line.
    func line(_ order: LineOrder) async -> TypedLine
    /// Waits for a word that is not shown; nil when it was broken off.
    func secret(prompt: StyledText) async -> String?
    /// Puts a line one Up away.
    func offer(_ line: String)
    /// Keeps a line that is run and came another way than ``line(_:)``, as one that was typed is kept.
    func keep(_ line: String, profile: String)
    /// Lines typed before, oldest first, of one profile or all.
    func history(profile: String?) -> [PastLine]
    /// Says that the prompt has become another one while a line is typed.
    func setPrompt(_ prompt: StyledText)
    /// Whether it takes ^C and ^Z as keys now, since a line is edited; otherwise they come as signals.
    var takesSignalKeys: Bool { get }
    /// Whether it edits lines: what ^C and ^Z do to one comes with the line then, however they came.
    var editsLines: Bool { get }
    /// Has ^D call `heard`, once, as long as no line is read; nil ends that. What else is typed meanwhile is for the next line, and ^D for none.
    func listenForEnd(_ heard: (@Sendable () -> Void)?)
    /// Says that ^C, ^Z or ^\ came as a signal: the terminal may have shown the key where the next word would stand.
    func noteEcho()
    /// Shows the prompt below what was told while a line is typed, where that does not go above it.
    func settle()
    /// Shows the prompt again, if one stood there, after the job was stopped.
    func resume()
    /// Gives the terminal back as it was, once nothing is read any more.
    func close() async
    /// Gives the terminal back at once, from any thread, when the process can't wait.
    func restore()
}

/// Where the lines of a script come from.
protocol LineSource: Sendable {
    /// Waits for lines: at least one, or none at the end.
    func next() async -> [PlainLine]
    /// Ends the reading.
    func close()
}

/// What the loop needs of the world, handed in so that tests can script it.
struct Outside: Sendable {
    var console: any Console
    var keyboard: (any Keyboard)?
    /// Opens a script: a file, or standard input for nil.
    var script: @Sendable (_ path: String?) throws(FileTrouble) -> any LineSource
    var services: any ServiceDirectory
    var journal: JournalDesk
    var files: OwnFiles
    var clock: any Clock<Duration>
    /// Seconds since 1970.
    var now: @Sendable () -> Int
    /// When the day began, by the user's clock, that a moment is in; both in seconds since 1970.
    var dayStart: @Sendable (_ moment: Int) -> Int
    /// How far the user's clock is ahead of UTC at a moment, in seconds.
    var utcOffset: @Sendable (_ moment: Int) -> Int
    var entropy: @Sendable () -> UInt64
    /// Shows an address or a file; returns what went wrong.
    var open: @Sendable (String) async -> String?
    /// Has the user's editor change a text; nil is the text as it was.
    var edit: @Sendable (EditorText) async throws(EditorTrouble) -> String?
    /// Stops the whole job, as ^Z does, and returns when it goes on.
    var stopJob: @Sendable () -> Void
    /// Where all that goes on beside the loop runs; nil is the system's pool. Tests run it step by step.
    var executor: (any TaskExecutor)?
}

/// The services by profile.
protocol ServiceDirectory: Sendable {
    /// The service that a new task of a profile goes to, with all that the journal notes of it.
    ///
    /// - Throws: a ``ServiceError`` that was not sent, when there is no way to it.
    func service(for profile: Profile) async throws(ServiceError) -> ServiceRoute
    /// The service that a task went to, with the key that it went with.
    func service(of record: TaskRecord) async throws(ServiceError) -> ServiceRoute
    /// Where a key for a profile would come from.
    func keySource(for profile: Profile) -> KeySource?
    /// Stores or removes the key of a profile.
    ///
    /// - Throws: words about the file.
    func store(_ key: APIKey?, for profile: Profile) throws(FileTrouble)
    /// Fetches the video of a task into a folder.
    ///
    /// - Parameter progress: is called whenever more of it is on disk, on whatever thread.
    func download(
        _ record: TaskRecord,
        to folder: String,
        name: VideoName,
        progress: @escaping @Sendable (SaveProgress) -> Void
    ) async -> Result<String, DownloadTrouble>
    /// Ends what belongs to this shell: local renders.
    func close() async
}

/// A service, and what is noted of a task that goes there.
struct ServiceRoute: Sendable {
    let service: any VideoService
    /// The base URL.
    let origin: String
    let keyFingerprint: String?
    let isDemo: Bool
}

/// What a video is called when it is saved.
enum VideoName: Sendable, Hashable {
    /// `tween-0012.mp4`, or the next name that is free.
    case numbered(TaskNumber)
    case exact(String)

    /// The name of the file, if that is not taken.
    var file: String {
        switch self {
        case .numbered(let number): Self.base(number) + ".mp4"
        case .exact(let name): name
        }
    }

    /// `tween-0012`.
    static func base(_ number: TaskNumber) -> String {
        let digits = String(number.rawValue)
        return "tween-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// Why a video was not saved, in words.
struct DownloadTrouble: Error, Sendable, Hashable {
    let message: String
    /// Whether it may be gone on with by itself: the connection or the server failed, and not the video.
    var mayPass = false
    /// Whether there is nothing to be fetched any more.
    var isGone = false
    /// How long the service asks to wait before it is gone on with.
    var retryAfter: Duration?
    /// What a script ends with.
    var exit = ExitCode.disk
}

/// What is wrong with a file of ours, in words.
struct FileTrouble: Error, Sendable, Hashable {
    let path: String
    let message: String
}
