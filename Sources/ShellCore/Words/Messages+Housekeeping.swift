import VideoAPI

/// The wording of what profiles, settings and files refuse.
extension Message {
    static func housekeeping(_ reason: ShellError.Reason) -> Message {
        switch reason {
        case .unknownProfile(let given, let nearest):
            Message(
                "usage",
                .usage,
                "no profile \"\(given)\"",
                label: Phrase.didYouMean(nearest),
                hints: ["profile", "profile add NAME URL"],
                correction: nearest
            )
        case .profileName(let given):
            Message("usage", .usage, "\"\(given)\" can't be a profile's name", label: "letters, digits, - and _, at most 32")
        case .builtInProfile(let name):
            Message("usage", .usage, "profile \(name) is built in and stays as it is", hints: ["profile add NAME URL"])
        case .profileInUse(let name):
            Message("usage", .usage, "profile \(name) is in use", hints: ["profile local"])
        case .badAddress(let fault):
            Message("usage", .usage, fault.words, label: "such as https://example.com/v1")
        case .unknownSetting(let given, let nearest):
            Message(
                "usage",
                .usage,
                "no setting \"\(given)\"",
                label: Phrase.didYouMean(nearest),
                hints: ["config"],
                correction: nearest
            )
        case .badSetting(let key, let given, let expected):
            Message("usage", .usage, "\(key) can't be \"\(given)\"", label: expected)
        case .badName(let given):
            Message("usage", .usage, "\"\(given)\" can't be a name", label: "letters, digits, - and _, at most 32")
        case .noSuchDraft(let name, let nearest):
            Message(
                "usage",
                .usage,
                "no draft \"\(name)\"",
                label: Phrase.didYouMean(nearest),
                hints: ["drafts"],
                correction: nearest
            )
        case .file(let path, let message):
            Message("file", .disk, "\(path): \(message)")
        case .nested(let name):
            Message("usage", .usage, "\(name) runs itself, directly or by another file")
        case .notRecording:
            Message("usage", .usage, "nothing is recorded", hints: ["script start"])
        case .alreadyRecording:
            Message("usage", .usage, "a script is being recorded already", hints: ["script save FILE", "script stop"])
        case .needsKeyboard(let command):
            Message("usage", .usage, "\(command) asks at a terminal, and there is none")
        case .unknownTopic(let given, let nearest):
            Message(
                "usage",
                .usage,
                "no help on \"\(given)\"",
                label: Phrase.didYouMean(nearest),
                hints: ["help"],
                correction: nearest
            )
        case .aliasLoop(let name):
            Message("usage", .usage, "alias \(name) would stand for itself")
        case .aliasOfCommand(let name):
            Message("usage", .usage, "\(name) is a command, and an alias can't hide it", label: "choose another word")
        case .noHistory:
            Message("usage", .usage, "no history is kept when lines do not come from a terminal")
        default: Message("usage", .usage, "this can't be done")
        }
    }
}
