package import VideoAPI

/// Everything that can happen to a session.
package enum Event: Sendable {
    /// A line was typed, or read from a script.
    case line(String)
    /// What ``Effect/fetch(_:for:)`` asked for was found out; the supplies are all those of the line, earlier rounds included.
    case supplied(line: String, supplies: [Need: Supply])
    /// A question was answered; nil when it was broken off or input ended.
    case answered(Question, String?)
    /// A secret was typed in answer to `login`; nil when it was broken off.
    case secret(profile: String, String?)
    /// A submit ended with a task.
    case submitted(TaskRecord, SubmitOrder)
    /// A submit ended without one.
    case notSubmitted(TaskRecord?, ServiceError, SubmitOrder)
    /// One request of several was accepted: which of them, counted from 1. What follows of it comes as ``changed(_:_:)`` and the like.
    case sweepSubmitted(TaskRecord, SubmitOrder, position: Int, of: SweepOrder)
    /// Several requests came to their end.
    case swept(SweepEnd)
    /// Tasks are not followed any more.
    case forgotten([TaskRecord])
    /// A service has answered whether a task ends.
    case cancelEnded(CancelOutcome)
    /// The user's own mark is on these tasks; the records have it.
    case marked([TaskRecord], TaskMark)
    /// The history was written to a file.
    case exported(count: Int, path: String)
    /// The service said something new of a task.
    case changed(TaskRecord, WatchMode)
    /// A video was saved.
    case saved(TaskRecord, path: String, WatchMode)
    /// A video could not be saved, for a reason in words; whether there is none any more.
    case notSaved(TaskRecord, message: String, isGone: Bool = false, WatchMode)
    /// A foreground watch came to its end for a reason that is not the task's.
    case watchEnded(WatchEnd, [TaskRecord])
    /// The user's editor was left with this text; nil when it was left without saving, or could not be opened.
    case edited(EditOrder, String?)
    /// ^C at the prompt with nothing typed.
    case interrupted
    /// The lines have come to their end: Ctrl-D, or the end of a script.
    case endOfInput
    /// An effect could not be performed, for a reason in words.
    case failed(message: String, ErrorCode)
    /// An effect that has something to tell when it is done.
    case done(String)
}

/// How a task is looked at.
package enum WatchMode: Sendable, Hashable {
    /// At the prompt's back: told above the line.
    case background
    /// With the live line.
    case live
    /// Waited for without a live line.
    case waiting
}

/// Why a foreground watch ended early.
package enum WatchEnd: Sendable, Hashable {
    /// The person left it with ^C.
    case detached
    /// The time that `--timeout` gave is over.
    case timedOut
}

/// What the process ends with; docs/reference/errors.md has the meanings.
package enum ExitCode: Int32, CaseIterable, Sendable, Hashable {
    case done = 0
    case taskFailed = 1
    case usage = 2
    case draftInvalid = 3
    case key = 4
    case service = 5
    case gaveUp = 6
    case unconfirmed = 7
    case disk = 8
    case interrupted = 130
}
