import GRDB
import VideoAPI

/// A row of the table `task`.
struct StoredTask: Codable, Equatable, FetchableRecord, MutablePersistableRecord {
    static let databaseTableName = "task"

    /// Nil until SQLite has given one; never used again, whatever becomes of the row.
    private(set) var number: Int?
    let profile: String
    let origin: String
    var keyFingerprint: String?
    let isDemo: Bool
    let draft: String
    let model: String
    let size: String
    let requestHash: String
    let draftHash: String
    let idempotencyKey: String
    let createdAt: Int
    /// The name of the shell that sends and follows it.
    var owner: Int64
    private var sending: String
    var acceptedAt: Int?
    /// When this owner began to follow it, nil if it was out of sight for a while: then our clock says nothing of how long it took.
    var followedSince: Int?
    var id: ExactText?
    private var status: String?
    var word: ExactText?
    var progress: Int?
    var video: ExactText?
    private var failureCode: ExactText?
    private var failureMessage: ExactText?
    var finishedAt: Int?
    /// How long it took to succeed, where that is known.
    var seconds: Int?
    var savedPath: String?
    var remark: String?
    /// When the service means to forget the video, as it says.
    var expiresAt: Int?
    /// From when on the service, which could not say what became of the request, wants to be asked again.
    var welcomeAt: Int?
    var isStarred = false
    var isForgotten = false
    private var note: ExactText?
    private var tags: ExactText?

    /// The columns: GRDB's own conversion of their names takes longer than all else about a row.
    private enum CodingKeys: String, CodingKey {
        case number, profile, origin, draft, model, size, owner, sending, id, status, word, progress, video, seconds, remark, note, tags
        case keyFingerprint = "key_fingerprint"
        case isDemo = "is_demo"
        case requestHash = "request_hash"
        case draftHash = "draft_hash"
        case idempotencyKey = "idempotency_key"
        case createdAt = "created_at"
        case acceptedAt = "accepted_at"
        case followedSince = "followed_since"
        case failureCode = "failure_code"
        case failureMessage = "failure_message"
        case finishedAt = "finished_at"
        case savedPath = "saved_path"
        case expiresAt = "expires_at"
        case welcomeAt = "welcome_at"
        case isStarred = "is_starred"
        case isForgotten = "is_forgotten"
    }

    init(_ new: NewTask, owner: Int64, at time: Int) {
        let draft = Draft(stored: new.draft)
        profile = new.profile
        origin = new.origin
        keyFingerprint = new.keyFingerprint
        isDemo = new.isDemo
        self.draft = new.draft.text
        model = draft.model.rawValue
        size = draft.size.rawValue
        requestHash = new.requestHash
        draftHash = new.draftHash
        idempotencyKey = new.idempotencyKey
        createdAt = time
        self.owner = owner
        sending = SendingState.sending.rawValue
    }

    /// Whether the disk must know what has become of the row.
    ///
    /// Mere progress is written when it passes a ten: the service says it again, and each write costs a wait for the disk.
    func isWorthWriting(over before: StoredTask) -> Bool {
        var other = before
        other.progress = progress
        guard other == self, let new = progress, let old = before.progress else { return self != before }
        return new / 10 != old / 10
    }

    mutating func didInsert(_ inserted: InsertionSuccess) { number = Int(inserted.rowID) }
}

extension StoredTask {
    var taskNumber: TaskNumber { TaskNumber(rawValue: number ?? 0) }

    /// A word of a newer version counts as the one state in which nothing is taken for granted.
    var sendingState: SendingState {
        get { SendingState(rawValue: sending) ?? .unconfirmed }
        set { sending = newValue.rawValue }
    }

    var taskStatus: TaskStatus? {
        get { status.map { TaskStatus(rawValue: $0) ?? .running } }
        set { status = newValue?.rawValue }
    }

    var failure: TaskFailure? {
        get { failureMessage.map { TaskFailure(code: failureCode?.string, message: $0.string) } }
        set {
            failureCode = newValue?.code.map(ExactText.init)
            failureMessage = newValue.map { ExactText($0.message) }
        }
    }

    /// The user's own words; an empty note is none.
    var noteText: String? {
        get { note?.string }
        set { note = newValue.flatMap { $0.isEmpty ? nil : ExactText($0) } }
    }

    /// In the order in which they were given, a line each in the column.
    var tagWords: [String] {
        get { tags.map { $0.string.split(separator: "\n").map(String.init) } ?? [] }
        set { tags = newValue.isEmpty ? nil : ExactText(newValue.joined(separator: "\n")) }
    }

    /// The row as the rest of the program knows it.
    var record: TaskRecord {
        var record = TaskRecord(
            number: taskNumber,
            profile: profile,
            origin: origin,
            keyFingerprint: keyFingerprint,
            isDemo: isDemo,
            draft: Draft(storedText: draft),
            idempotencyKey: idempotencyKey,
            createdAt: createdAt
        )
        record.sending = sendingState
        record.id = id.map { TaskID(rawValue: $0.string) }
        record.status = taskStatus
        record.rawStatus = word?.string
        record.progress = progress
        record.videoURL = video?.string
        record.failure = failure
        record.finishedAt = finishedAt
        record.savedPath = savedPath
        record.remark = remark
        record.expiresAt = expiresAt
        record.welcomeAt = welcomeAt
        record.isStarred = isStarred
        record.isForgotten = isForgotten
        record.note = noteText
        record.tags = tagWords
        return record
    }
}
