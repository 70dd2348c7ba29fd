package import TerminalText
package import VideoAPI

/// Everything that a session does to the world.
package enum Effect: Sendable, Hashable {
    /// Lines for standard output.
    case print([StyledText])
    /// Lines for standard error: hints, warnings, errors, progress.
    case tell([StyledText])
    /// Text for a program that reads standard output, exactly as it is, with a newline after it.
    case data(String)
    /// Find these out, then come back with ``Event/supplied(line:supplies:)`` and all that was found for this line, earlier rounds included.
    case fetch([Need], for: String)
    /// Ask, then come back with ``Event/answered(_:_:)``.
    case ask(Question)
    /// Ask for a key without echo, then come back with ``Event/secret(profile:_:)``.
    case askSecret(profile: String)
    case submit(SubmitOrder)
    /// Watch tasks in the foreground, to the end of each or until the time is over.
    case watch([TaskNumber], WatchMode, timeout: Duration?)
    /// Follow a task at the prompt's back.
    case follow(TaskNumber)
    case resolve(TaskNumber, Resolution)
    /// Send these, as many at once as may be unfinished; then come back with ``Event/swept(_:)``.
    case sweep(SweepOrder)
    /// Stop following tasks and mark them so, then come back with ``Event/forgotten(_:)``. Watching one follows it again and takes the mark away.
    case forget([TaskNumber])
    /// Have the embedded server end a task, then come back with ``Event/cancelEnded(_:)``.
    case cancel(TaskNumber)
    /// Put the user's own mark on tasks, then come back with ``Event/marked(_:_:)``.
    case mark([TaskNumber], TaskMark)
    /// Write the whole history to a new file, then come back with ``Event/exported(count:path:)``.
    case export(path: String, ExportFormat)
    /// Save a video, under its usual name or at a path.
    case download(TaskNumber, path: String?, WatchMode)
    /// Show an address or a file with the desktop's own program.
    case open(String)
    case store(StoredFile, text: String)
    case removeDraft(name: String)
    case storeKey(profile: String, APIKey)
    case removeKey(profile: String)
    /// Put a line one Up away.
    case offer(String)
    /// Have the next line begin with this text, the cursor at a place in it or at its end; it is not run by itself.
    case place(String, cursor: Int?)
    /// Open the user's editor on a text, then come back with ``Event/edited(_:_:)``.
    case edit(EditOrder)
    /// Ring the bell, or tell the desktop, as `notify` is set.
    case alert(String)
    /// Run these lines, which stand in the file of that name, to the first error. They may do what the line may that runs them.
    case run(lines: [String], name: String)
    /// The line was not done; in a script this ends it with the code.
    case fail(ExitCode)
    /// Leave the shell; waiting means that local renders are seen to their end.
    case leave(waiting: Bool)
}

/// A request that is ready to go out.
package struct SubmitOrder: Sendable, Hashable {
    /// What is asked for; its seed is drawn.
    package let request: VideoRequest
    /// The draft as the user had it, whose seed may still be a word.
    package let draft: Draft
    /// The profile that it goes to.
    package let profile: String
    /// Where the key comes from that it needs; nil when it needs none.
    package let keySource: KeySource?
    /// What happens after it was accepted.
    package let mode: WatchMode
    /// How long to watch; nil is for ever.
    package let timeout: Duration?

    /// Joins a request with where it goes and what follows.
    package init(
        request: VideoRequest,
        draft: Draft? = nil,
        profile: String,
        keySource: KeySource? = nil,
        mode: WatchMode,
        timeout: Duration?
    ) {
        self.request = request
        self.draft = draft ?? request.draft
        self.profile = profile
        self.keySource = keySource
        self.mode = mode
        self.timeout = timeout
    }
}

/// A text that the user's own editor is opened on.
package struct EditOrder: Sendable, Hashable {
    /// What the text is.
    package enum Subject: Sendable, Hashable {
        case field(FieldName)
        /// The whole draft as lines `field=value`.
        case draft
        /// The line at the prompt; lines of a paste are run one by one.
        case line(isScript: Bool)
    }

    package let subject: Subject
    package let text: String
    /// Where the cursor belongs: Unicode scalars from the beginning; nil is the beginning.
    package let place: Int?

    /// Joins a text with what it is.
    package init(_ subject: Subject, text: String, place: Int? = nil) {
        self.subject = subject
        self.text = text
        self.place = place
    }
}

/// What the user says of a task whose answer was lost.
package enum Resolution: Sendable, Hashable {
    /// The service did take it, under this id.
    case adopt(TaskID)
    /// The service has not taken it.
    case notCharged
    /// Send it again, with the same Idempotency-Key.
    case resend
}

/// A question that the keyboard answers.
package enum Question: Sendable, Hashable {
    /// The value of a field.
    case value(FieldName)
    /// Whether to send what costs; only the typed word `yes` does.
    case spend(SubmitOrder)
    /// Whether to send a task again whose answer was lost.
    case resend(TaskNumber)
    /// Whether to keep the key of a pasted curl line for a profile; only the typed word `yes` does.
    case keepKey(profile: String, APIKey)
    /// Whether to send several requests.
    case sweep(SweepOrder)

    /// The words in front of the answer.
    package var prompt: String {
        switch self {
        case .value(let name): "\(name.rawValue) > "
        case .spend, .resend: "type yes to send it: "
        case .keepKey(let profile, _): "keep its key for profile \(profile)? type yes: "
        case .sweep(let order): order.orders.count == 1 ? "type yes to send it: " : "type yes to send all \(order.orders.count): "
        }
    }
}

/// A file of the shell's own.
package enum StoredFile: Sendable, Hashable {
    case settings
    case draft(name: String)
    /// A file that the user named; one that is there already is not overwritten.
    case path(String)
}
