import VideoAPI

/// News of tasks that are followed.
enum FollowReport: Sendable {
    /// The journal has a new state of it, or it is over.
    case changed(TaskRecord)
    /// A poll failed; the task is asked for again.
    case trouble(TaskNumber, String)
    /// What the service said could not be written down; the task is asked for again.
    case unwritten(TaskNumber, String)
    /// A poll succeeded after trouble.
    case fine(TaskNumber)
    /// The service takes back a last word, which stands; the word that it says now.
    case contradicted(TaskRecord, word: String)
    /// The key was refused, for a reason in words: these are not asked for any more, though they may go on. Of the one that was refused for
    /// the first time, by the service itself, the video may be had all the same.
    case blocked([TaskRecord], String, firstRefused: TaskNumber?)
    /// Its id is too long to be put into an address: it is not asked for, though it may go on.
    case unaskable(TaskRecord)
    /// Nothing can be written down of it for a reason that stays: it is not asked for any more.
    case unwritable(TaskRecord, String)
    /// The journal does not have it any more, so nothing could be written down.
    case unknown(TaskRecord)
}
