package import VideoAPI

/// Why a line was not done: a reason without prose, and the place in the line. The words are in `Words/Messages.swift`.
package struct ShellError: Error, Sendable, Hashable {
    package let reason: Reason
    /// The part of the line that is meant; nil when it is all of it.
    package let range: Range<String.Index>?

    /// Names the reason, and the place if there is one.
    package init(_ reason: Reason, at range: Range<String.Index>? = nil) {
        self.reason = reason
        self.range = range
    }

    package enum Reason: Sendable, Hashable {
        // The language.
        case unknownCommand(given: String, nearest: String?)
        case ambiguousCommand(given: String, candidates: [String])
        case spellOut(command: String)
        case unknownField(given: String, nearest: String?)
        case unknownFlag(given: String, nearest: String?, command: String)
        case unknownWord(given: String, legal: [String], nearest: String?)
        case missingArgument(String, command: String)
        case unexpectedArgument(String, command: String)
        case openQuote(Character)
        case notAssignment(String)
        case quoteText(before: String)
        case separator
        case badDuration(String)
        case badTaskNumber(String)
        case tooManyAliases(String)

        // The draft.
        case problem(Problem)
        case notReady([Problem])
        case nothingToUndo
        case nothingToRedo
        case nothingSubmitted

        // Tasks.
        case noTaskYet
        case noSuchTask(TaskNumber)
        case taskNotAccepted(TaskNumber, SendingState)
        case taskNotDone(TaskNumber, TaskStatus)
        case taskDone(TaskNumber, TaskStatus)
        case taskNotUnconfirmed(TaskNumber, SendingState)
        case nothingSaved(TaskNumber)
        case oddTaskID(String)

        // Spending.
        case noKey(profile: String)
        case needsYes
        case twin(TaskNumber, isUnconfirmed: Bool)
        case declined
        case spendingFromFile(command: String, file: String)
        case keyOnLine

        // Profiles, settings, files.
        case unknownProfile(given: String, nearest: String?)
        case profileName(String)
        case builtInProfile(String)
        case profileInUse(String)
        case badAddress(ServiceAddress.Fault)
        case badKey(APIKey.Fault)
        case keyNotNeeded(profile: String)
        case unknownSetting(given: String, nearest: String?)
        case badSetting(key: String, given: String, expected: String)
        case badName(String)
        case noSuchDraft(String, nearest: String?)
        case file(path: String, message: String)
        case nested(String)
        case notRecording
        case alreadyRecording
        case needsKeyboard(command: String)
        case unknownTopic(given: String, nearest: String?)
        case aliasLoop(String)
        case aliasOfCommand(String)
        case noHistory
    }

    /// Cuts a part of a line into arguments.
    ///
    /// - Throws: ``Reason/openQuote(_:)`` at the quote.
    static func lexed(_ line: Substring) throws(ShellError) -> [Token] {
        do {
            return try Lexer.tokens(in: line)
        } catch {
            switch error {
            case .openQuote(let quote, let range): throw ShellError(.openQuote(quote), at: range)
            }
        }
    }
}
