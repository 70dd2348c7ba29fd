import TerminalText

/// The line that is being read: all that begins anew with each line.
struct LineReading {
    var request = LineRequest(prompt: "")
    /// What the line ends with, where that is not for libedit to say.
    var ending: LineEvent?

    /// Characters on their way to libedit.
    var outgoing: [Unicode.Scalar] = []
    var posture = EditingPosture()
    /// What the key ``PrivateKey/insert`` puts in.
    var pendingInsert: [Unicode.Scalar] = []
    /// Where the cursor goes then; nil leaves it behind what was put in.
    var initialCursor: Int?
    /// Whether what is to be inserted was pasted.
    var isPasting = false
    /// Whether any of the line may have been pasted.
    var hasPaste = false
    /// Whether the line is a paste of several lines that began on an empty line, to be run one by one.
    var isScript = false
    /// Whether what is typed does not count yet.
    var isSettling = false
    /// ^Z is to stop the job as soon as no key is under way.
    var isStopDue = false
    /// ^C has come as a signal.
    var isInterruptDue = false
    /// The person has been told that the line fills the screen.
    var hasToldFullScreen = false

    var undo = UndoStack()
    /// What Tab has listed last, until another key is typed.
    var listed: CompletionRequest?
    var walk = HistoryWalk()
    var search: HistorySearch?
    /// What a search that is over leaves in the line, until it is drawn.
    var searchResult: EditedLine?
}

extension LineReading {
    init(_ request: LineRequest) {
        self.request = request
        isSettling = request.discardsTypeahead
        pendingInsert = Array(request.initialText.unicodeScalars)
        initialCursor = request.initialCursor
        if !pendingInsert.isEmpty { outgoing = [PrivateKey.insert.scalar] }
    }
}
