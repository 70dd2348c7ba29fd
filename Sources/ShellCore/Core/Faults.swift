package import VideoAPI

/// Why a line can't be understood.
package enum LineFault: Sendable, Hashable {
    /// `instead` is what should stand in place of the word.
    case unknownCommand(given: String, instead: String?)
    case ambiguousCommand(given: String, candidates: [String])
    /// A beginning of a command that may spend money.
    case spellOut(command: String)
    case unknownField(given: String, nearest: String?)
    case unknownFlag(given: String, nearest: String?, command: String)
    case unknownWord(given: String, legal: [String], nearest: String?)
    case missingArgument(String, command: String)
    case unexpectedArgument(String, command: String)
    case openQuote(Character)
    case notAssignment(String)
    /// A text without quotes with a field or a flag in it.
    case quoteText(before: String)
    /// A `;`, which separates nothing here.
    case separator
    case badDuration(String)
    case badTaskNumber(String)
    case setTwice(String)
    /// A text that `s/old/new/` does not find.
    case notInText(String, text: String)
    /// A `!` with something behind it that is no number.
    case badRecall(String)
    case noPastLine(String)
    /// `5..1`, `1..`: no range of numbers.
    case badRange(String)
    /// Not a whole number in the range.
    case badCount(String, ClosedRange<Int>)
    /// A text of several lines whose last line never came.
    case openText(end: String)
    /// Rows behind the last one of a text, in one line with it.
    case behindText(end: String)
}

/// What can't be done with a task, or with the drafts that were.
package enum TaskFault: Sendable, Hashable {
    case noTaskYet
    case noSuchTask(TaskNumber)
    case taskNotAccepted(TaskNumber, SendingState)
    case taskNotDone(TaskNumber, TaskStatus)
    case taskNotUnconfirmed(TaskNumber, SendingState)
    /// Nothing is left of it to be stopped.
    case taskOver(TaskNumber, TaskStatus)
    /// The service documents no call that ends a task.
    case noCancelCall(TaskNumber)
    case nothingSaved(TaskNumber)
    case pictureNotKept(FieldName, TaskNumber)
    case oddTaskID(String)
    case noteTooLong(count: Int, limit: Int)
    case noteHasNUL
    case badTag(String)
    case tooManyTags(TaskNumber, limit: Int)
    case nothingToUndo
    case nothingToRedo
    case nothingSubmitted
}

/// What keeps a request from going out, or a key from being kept.
package enum SpendingFault: Sendable, Hashable {
    case noKey(profile: String)
    case needsYes
    /// The question about money is not switched off or on by what was pasted.
    case pastedConfirm
    case twin(TaskNumber, TwinState)
    /// The budget of the day has no room for it, or nobody knows whether it has.
    case budget(BudgetCaution)
    /// Combinations of a sweep that can't be sent, each in words, of so many.
    case illegalCombinations([String], illegal: Int, of: Int)
    /// More tasks at once than one line may send.
    case tooMany(count: Int, limit: Int)
    case spendingFromFile(command: String, file: String)
    /// Something like a key was typed on a line.
    case keyOnLine
    case badKey(APIKey.Fault)
    case keyNotNeeded(profile: String)
}

/// How the same request, sent before, stands.
package enum TwinState: Sendable, Hashable {
    /// Its answer was lost.
    case unconfirmed
    /// Its answer is waited for.
    case underWay
    /// It was accepted within ten minutes.
    case accepted
}

/// What profiles, settings, aliases and files refuse.
package enum HouseFault: Sendable, Hashable {
    case unknownProfile(given: String, nearest: String?)
    case builtInProfile(String)
    case profileInUse(String)
    case badAddress(ServiceAddress.Fault)
    case unknownSetting(given: String, nearest: String?)
    case badSetting(key: String, given: String, expected: String)
    /// Not a name for a profile, a draft or an alias.
    case badName(String)
    case noSuchAlias(String, nearest: String?)
    case aliasLoop(String)
    case aliasOfCommand(String)
    /// An alias whose line begins with another one.
    case aliasOfAlias(String, of: String)
    case noSuchDraft(String, nearest: String?)
    case file(path: String, message: String)
    /// The ending of the name says no form.
    case badExportName(String)
    case notRecording
    case alreadyRecording
    case needsKeyboard(command: String)
    case unknownTopic(given: String, nearest: String?)
    case noHistory
}
