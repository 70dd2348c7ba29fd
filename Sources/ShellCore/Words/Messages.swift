import VideoAPI

/// The wording of every refusal of a line. Problems of fields and answers of services have their own parts beside this one.
extension Message {
    init(_ error: ShellError, in session: Session) {
        switch error.reason {
        case .problem(let problem):
            self.init(problem)
        case .notReady(let problems):
            self.init(notReady: problems)
        case .unknownCommand, .ambiguousCommand, .spellOut, .unknownField, .unknownFlag, .unknownWord, .missingArgument,
            .unexpectedArgument, .openQuote, .notAssignment, .quoteText, .separator, .badDuration, .badTaskNumber, .tooManyAliases:
            self = Self.language(error.reason)
        case .noTaskYet, .noSuchTask, .taskNotAccepted, .taskNotDone, .taskDone, .taskNotUnconfirmed, .nothingSaved, .oddTaskID,
            .nothingToUndo, .nothingToRedo, .nothingSubmitted:
            self = Self.tasks(error.reason)
        case .noKey, .needsYes, .twin, .declined, .spendingFromFile, .keyOnLine, .badKey, .keyNotNeeded:
            self = Self.spending(error.reason)
        case .unknownProfile, .profileName, .builtInProfile, .profileInUse, .badAddress, .unknownSetting, .badSetting, .badName,
            .noSuchDraft, .file, .nested, .notRecording, .alreadyRecording, .needsKeyboard, .unknownTopic, .aliasLoop, .aliasOfCommand,
            .noHistory:
            self = Self.housekeeping(error.reason)
        }
    }

    private static func language(_ reason: ShellError.Reason) -> Message {
        switch reason {
        case .unknownCommand(let given, let nearest):
            Message(
                "unknown_command",
                .usage,
                "no command \"\(given)\"",
                label: Phrase.didYouMean(nearest),
                hints: nearest == nil ? ["help"] : [],
                correction: nearest
            )
        case .ambiguousCommand(let given, let candidates):
            Message("unknown_command", .usage, "\"\(given)\" could be \(Phrase.choice(candidates))", label: "type more of it")
        case .spellOut(let command):
            Message(
                "unknown_command",
                .usage,
                "\(command) may spend money, so it is not abbreviated",
                label: "type \(command)",
                correction: command
            )
        case .unknownField(let given, let nearest):
            Message(
                "unknown_field",
                .usage,
                "no field \"\(given)\"",
                label: Phrase.didYouMean(nearest),
                hints: nearest == nil ? ["describe"] : [],
                correction: nearest
            )
        case .unknownFlag(let given, let nearest, let command):
            Message(
                "usage",
                .usage,
                "\(command) has no \(given)",
                label: Phrase.didYouMean(nearest),
                hints: ["help \(command)"],
                correction: nearest
            )
        case .unknownWord(let given, let legal, let nearest):
            Message(
                "usage",
                .usage,
                "\"\(given)\" is not \(Phrase.choice(legal))",
                label: Phrase.didYouMean(nearest),
                correction: nearest
            )
        case .missingArgument(let name, let command):
            Message("usage", .usage, "\(command) needs \(name)", hints: ["help \(command.prefix { $0 != " " })"])
        case .unexpectedArgument(let given, let command):
            Message(
                "usage",
                .usage,
                "\(command) takes no \"\(given)\"",
                label: "one too many; quote a value that has blanks in it",
                hints: ["help \(command)"]
            )
        case .openQuote(let quote):
            Message("usage", .usage, "this \(quote) has no partner", label: "close it, or write \\\(quote)")
        case .notAssignment(let word):
            Message("usage", .usage, "\"\(word)\" is not field=value", label: "field=value, and quotes around a text with blanks")
        case .quoteText(let field):
            Message(
                "usage",
                .usage,
                "the text before \(field)= has no quotes, so it is not clear where it ends",
                label: "quote the text before this",
                hints: ["seed=7 prompt=\"two words\" size=720P"]
            )
        case .separator:
            Message(
                "usage",
                .usage,
                "\";\" is text here and separates nothing",
                label: "one command a line; several -c on the command line"
            )
        case .badDuration(let given):
            Message("usage", .usage, "\"\(given)\" is not a time", label: "such as 30s, 5m or 1h")
        case .badTaskNumber(let given):
            Message("usage", .usage, "\"\(given)\" is not a task's number", label: "such as 12", hints: ["tasks"])
        case .tooManyAliases(let given):
            Message("usage", .usage, "\"\(given)\" says the same thing twice", label: "leave one out")
        default: Message("usage", .usage, "this line can't be read")
        }
    }

    private static func tasks(_ reason: ShellError.Reason) -> Message {
        switch reason {
        case .noTaskYet:
            Message("no_task", .usage, "there is no task yet", hints: ["submit"])
        case .noSuchTask(let number):
            Message("no_task", .usage, "there is no task \(number)", hints: ["tasks"])
        case .taskNotAccepted(let number, let state):
            Message(
                state == .unconfirmed ? "unconfirmed" : "no_task",
                state == .unconfirmed ? .unconfirmed : .usage,
                state == .unconfirmed
                    ? "\(number) is unconfirmed: its answer was lost, it may have been accepted and charged"
                    : "\(number) was never accepted by the service (\(state.rawValue))",
                hints: state == .unconfirmed
                    ? [
                        "resolve \(number.rawValue) ID           if the service shows it",
                        "resolve \(number.rawValue) not-charged  if it does not",
                        "resolve \(number.rawValue) resend       to send it again with the same Idempotency-Key",
                    ] : ["use \(number.rawValue)"]
            )
        case .taskNotDone(let number, let status):
            Message("not_done", .usage, "\(number) is \(status.rawValue): it has no video yet", hints: ["watch \(number.rawValue)"])
        case .taskDone(let number, let status):
            Message("done", .usage, "\(number) is \(status.rawValue) already", hints: ["retry \(number.rawValue)"])
        case .taskNotUnconfirmed(let number, let state):
            Message("usage", .usage, "\(number) is not unconfirmed but \(state.rawValue), so there is nothing to resolve", hints: ["tasks"])
        case .nothingSaved(let number):
            Message("not_saved", .usage, "the video of \(number) was not saved here", hints: ["download \(number.rawValue)"])
        case .oddTaskID(let given):
            Message("usage", .usage, "\"\(given)\" can't be a task's id", label: "1 to 256 bytes without blanks and controls")
        case .nothingToUndo:
            Message("usage", .usage, "there is nothing to undo")
        case .nothingToRedo:
            Message("usage", .usage, "there is nothing to redo")
        case .nothingSubmitted:
            Message("no_task", .usage, "nothing was submitted yet, so there is nothing to compare the draft with", hints: ["submit"])
        default: Message("usage", .usage, "this can't be done with that task")
        }
    }

    private static func spending(_ reason: ShellError.Reason) -> Message {
        switch reason {
        case .noKey(let profile):
            Message(
                "auth",
                .key,
                "profile \(profile) needs a key, so nothing was sent; the draft is kept",
                hints: ["login                   (typed without being shown)", "or set TWEEN_API_KEY before you start tween"]
            )
        case .needsYes:
            Message("needs_yes", .usage, "this costs money and nobody can be asked, so nothing was sent", hints: ["add --yes"])
        case .twin(let number, let isUnconfirmed):
            isUnconfirmed
                ? Message(
                    "unconfirmed",
                    .unconfirmed,
                    "the same draft went out as \(number), which is unconfirmed: it may have been charged. Nothing was sent",
                    hints: ["resolve \(number.rawValue)"]
                )
                : Message(
                    "twin",
                    .usage,
                    "the same request was accepted as \(number) less than ten minutes ago. Nothing was sent",
                    hints: ["add --yes to send it again", "seed=random for another one"]
                )
        case .declined:
            Message("declined", .usage, "not sent; the draft is as it was")
        case .spendingFromFile(let command, let file):
            Message("refused", .usage, "\(command) may spend money and is not run from \(file)", hints: ["type it at the prompt"])
        case .keyOnLine:
            Message("refused", .usage, "a key is never typed on a line, where history and others could see it", hints: ["login"])
        case .badKey(let fault):
            Message("auth", .key, fault.words, hints: ["login"])
        case .keyNotNeeded(let profile):
            Message("usage", .usage, "profile \(profile) is the embedded server and needs no key", hints: ["profile hosted"])
        default: Message("refused", .usage, "nothing was sent")
        }
    }
}
