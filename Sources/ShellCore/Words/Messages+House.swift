/// The wording of what profiles, settings, aliases and files refuse.
extension Message {
    init(_ fault: HouseFault) {
        switch fault {
        case .unknownProfile(let given, let nearest):
            self.init(.usage, "no profile \"\(given)\"", nearest: nearest, hints: ["profile", "profile add NAME URL"])
        case .builtInProfile(let name):
            self.init(.usage, "profile \(name) is built in and stays as it is", hints: ["profile add NAME URL"])
        case .profileInUse(let name):
            self.init(.usage, "profile \(name) is in use", hints: ["profile local"])
        case .badAddress(let fault):
            self.init(.usage, fault.words, label: "such as https://example.com/v1")
        case .unknownSetting(let given, let nearest):
            self.init(.usage, "no setting \"\(given)\"", nearest: nearest, hints: ["config"])
        case .badSetting(let key, let given, let expected):
            self.init(.usage, "\(key) can't be \"\(given)\"", label: expected)
        case .badName(let given):
            self.init(.usage, "\"\(given)\" can't be a name", label: "letters, digits, - and _, at most 32")
        case .noSuchAlias(let given, let nearest):
            self.init(.usage, "no alias \"\(given)\"", nearest: nearest, hints: ["alias"])
        case .aliasLoop(let name):
            self.init(.usage, "alias \(name) would stand for itself")
        case .aliasOfCommand(let name):
            self.init(.usage, "\(name) is a command, and an alias can't hide it", label: "choose another word")
        case .aliasOfAlias(let name, let other):
            self.init(
                .usage,
                "\(other) is an alias, and an alias does not stand for another",
                hints: ["alias \(name) and what \(other) stands for"]
            )
        case .noSuchDraft(let name, let nearest):
            self.init(.file, "no draft \"\(name)\"", nearest: nearest, hints: ["drafts"])
        case .file(let path, let message):
            self.init(.file, "\(path): \(message)")
        case .badExportName(let given):
            self.init(.usage, "\"\(given.suffix(40))\" does not say in which form", label: "a name that ends with .csv or .jsonl")
        case .notRecording:
            self.init(.usage, "nothing is recorded", hints: ["script start"])
        case .alreadyRecording:
            self.init(.usage, "a script is being recorded already", hints: ["script save FILE", "script stop"])
        case .needsKeyboard(let command):
            self.init(.usage, "\(command) wants somebody at the prompt: type it there, on a line of its own")
        case .unknownTopic(let given, let nearest):
            self.init(.usage, "no help on \"\(given)\"", nearest: nearest, hints: ["help"])
        case .noHistory:
            self.init(.usage, "no history is kept when lines do not come from a terminal")
        }
    }
}
