/// What stands on a line behind a command's word, as Tab and the help beside the line see it.
extension Command {
    /// What was typed without the flags and their values.
    ///
    /// - Returns: the words, and the option whose value is due, if one is.
    func positions(of typed: [String]) -> (words: [String], option: ParameterShape?) {
        let flags = parameters.filter(\.isFlag)
        var words: [String] = []
        var option: ParameterShape?
        for word in typed {
            if option != nil {
                option = nil
            } else if let flag = flags.first(where: { $0.placeholder == word }) {
                if case .option = flag.presence { option = flag }
            } else if !word.hasPrefix("--") {
                words.append(word)
            }
        }
        return (words, option)
    }

    /// What a word behind others is; nil when no more are due.
    ///
    /// - Parameter word: what is typed of it so far.
    func place(behind others: [String], of word: String) -> ParameterShape? {
        var places = parameters.filter { !$0.isFlag }
        // A task's number may be left out, and what stands there then is what follows one.
        if let first = (others + [word]).first, !first.isEmpty, !first.beginsLikeTask, places.count > 1, places[0].isOptionalTask {
            places.removeFirst()
        }
        return places.indices.contains(others.count) ? places[others.count] : places.last(where: \.repeats)
    }
}

extension ParameterShape {
    /// Whether more of the same may follow; a field and its value go on as the value.
    fileprivate var repeats: Bool {
        switch completion {
        case .fieldAndValue, .text, .note, .line: true
        case .nothing, .field, .assignment, .task, .openTask, .taskOr, .tag, .sweep, .draftName, .profile, .profileName, .alias, .file,
            .setting,
            .settingValue, .command, .words:
            presence == .repeated
        }
    }

    fileprivate var isOptionalTask: Bool { presence == .optional && completion == .task }
}

extension String {
    /// Whether it is more likely a task's number than anything else.
    var beginsLikeTask: Bool { unicodeScalars.first.map { $0 == "#" || $0.properties.numericType != nil } ?? false }
}
