package import VideoAPI

/// Something outside the interpreter that a command has to know before it can run.
package enum Need: Sendable, Hashable {
    /// What a picture file is.
    case picture(path: String)
    /// One task of the journal.
    case task(TaskNumber)
    /// The newest task of the journal.
    case newestTask
    /// Several tasks, newest first.
    case tasks(TaskFilter, limit: Int)
    /// Tasks in whose prompt, negative prompt, note or tags a text stands, newest first.
    case search(String, limit: Int)
    /// Tasks that carry a tag, newest first; the word as ``TaskMark/tags(add:remove:)`` has it.
    case tagged(String, limit: Int)
    /// One task with all that happened to it.
    case taskLife(TaskNumber)
    /// How many tasks there were, by kind, whose rows were written at that time or later; nil counts all that there are.
    case spending(since: Int?)
    /// Tasks that a submit of this draft would repeat. Its seed is the number that will go out, `server` if none will, else `random`.
    case twins(Draft)
    /// The text of a saved draft.
    case savedDraft(name: String)
    /// The names of all saved drafts.
    case draftNames
    /// Whether something is there where a folder should be.
    case folder(path: String)
    /// The text of a file that the user named.
    case textFile(path: String)
    /// Where the two bundled frames are.
    case samples
    /// The newest lines typed before, oldest first; nil is all of them, and all profiles.
    case history(limit: Int?, profile: String?)
    /// Whether a key is at hand for a profile.
    case key(profile: String)
}

/// Which tasks are meant.
package enum TaskFilter: String, CaseIterable, Sendable, Hashable {
    /// Those that are not finished, and the newest 20.
    case recent
    case all
    case running
    case failed
    case starred
    /// Not finished, whatever the profile.
    case unfinished
}

/// What was found out for a ``Need``.
package enum Supply: Sendable, Hashable {
    case picture(Result<LocalPicture, Problem.FileFault>)
    case task(TaskRecord?)
    case tasks([TaskRecord])
    case taskLife(TaskLife?)
    case spending([TaskCount])
    case twins(Twins)
    /// The text of a file, or why there is none.
    case text(TextFile)
    case names([String])
    /// Whether what is there is no folder; a folder that is not there yet can be made.
    case folder(isOther: Bool)
    case samples(first: LocalPicture, last: LocalPicture)
    /// Empty when lines do not come from a terminal.
    case history([PastLine])
    case key(KeySource?)
    /// It can't be known, for a reason in words.
    case unavailable(String)
}

/// A line that was typed before.
package struct PastLine: Sendable, Hashable {
    /// What `!N` calls it by.
    package let number: Int
    /// When it was typed, in seconds since 1970; 0 when that is not known.
    package let seconds: Int
    /// The profile that it was typed in.
    package let profile: String
    package let text: String

    /// Joins a line with when and where it was typed.
    package init(number: Int, seconds: Int, profile: String, text: String) {
        self.number = number
        self.seconds = seconds
        self.profile = profile
        self.text = text
    }
}

/// What a look at a text file gave.
package enum TextFile: Sendable, Hashable {
    case text(String, path: String)
    case missing(path: String)
    case unreadable(path: String, message: String)
}

/// Tasks of which a new one would be the twin.
package struct Twins: Sendable, Hashable {
    /// The same draft, whatever its seed, whose answer was lost.
    package var unconfirmed: TaskNumber?
    /// The same request, seed included, whose answer is still waited for.
    package var underWay: TaskNumber?
    /// The same request, seed included, accepted within ten minutes.
    package var recent: TaskNumber?

    /// Names the twins, if there are any.
    package init(unconfirmed: TaskNumber? = nil, underWay: TaskNumber? = nil, recent: TaskNumber? = nil) {
        self.unconfirmed = unconfirmed
        self.underWay = underWay
        self.recent = recent
    }
}

/// Where a key comes from.
package enum KeySource: Sendable, Hashable {
    /// `$TWEEN_API_KEY`.
    case environment
    /// What `login` stored.
    case login
    /// The profile needs none.
    case none
}
