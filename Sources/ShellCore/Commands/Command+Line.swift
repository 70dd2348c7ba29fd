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

    /// What the word with that many others before it is; nil when no more are due.
    func place(after count: Int) -> ParameterShape? {
        let places = parameters.filter { !$0.isFlag }
        return places.indices.contains(count) ? places[count] : places.last(where: \.repeats)
    }
}

extension ParameterShape {
    /// Whether more of the same may follow; a field and its value go on as the value.
    fileprivate var repeats: Bool { presence == .repeated || completion == .fieldAndValue || completion == .text }
}
