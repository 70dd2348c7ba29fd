package import VideoAPI

/// Why the journal could not do what was asked; the shell has the words for it.
package enum JournalError: Error, Sendable, Hashable {
    /// A folder or file that others could have put there or could change: it is left alone.
    case unsafe(path: String, Fault)
    /// The place can't be written, or not even made; the message is the system's.
    case notWritable(path: String, message: String)
    case diskFull
    /// The file at this path is not the one that was opened: it was moved, removed or replaced. Nothing was written; open the folder anew.
    case replaced(path: String)
    /// Another program held the journal for longer than five seconds.
    case locked
    /// The file is damaged; the message is SQLite's. Nothing was moved.
    case corrupt(message: String)
    /// A newer tween has written the journal: it can be read, not written.
    case newerVersion(Int)
    case noSuchTask(TaskNumber)
    /// The task is not in a state in which this can be done, maybe because another shell was faster.
    case wrongState(TaskNumber, SendingState)
    /// Another task of the same service has this id.
    case idTaken(by: TaskNumber)
    /// Whatever else SQLite says, with its extended result code.
    case other(code: Int, message: String)

    /// What makes a folder or a file unfit for a journal.
    package enum Fault: String, CaseIterable, Sendable {
        case symbolicLink = "symbolic link", notAFolder = "not a folder", notAFile = "not a file", notOurs = "not ours",
            writableByOthers = "writable by others"
    }
}
