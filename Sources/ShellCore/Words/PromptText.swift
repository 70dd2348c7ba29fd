package import TerminalText
import VideoAPI

extension Session {
    /// The prompt: what the draft is, what it lacks, whether it has changed, how many tasks are in flight. ASCII only.
    package var promptText: StyledText {
        let pattern = settings.value(.prompt)
        let text = openText.map { "\($0.end)> " } ?? (pattern.isEmpty ? standardPrompt : filled(pattern))
        // A byte beyond ASCII in the prompt can end libedit; a profile or setting may hold one.
        return StyledText(
            String(scalars: text.unicodeScalars.map { (0x20..<0x7F).contains($0.value) ? $0 : "?" }),
            .strong
        )
    }

    private var standardPrompt: String {
        var text = draft.model.shortName + " " + draft.size.wireName
        let problems = draft.problems()
        let missing = problems.filter { $0.reason == .missing }.map(\.field.rawValue)
        if !missing.isEmpty { text += " " + missing.joined(separator: ",") + "?" }
        if problems.contains(where: { $0.reason != .missing }) { text += " !" }
        if isDirty { text += " *" }
        if !following.isEmpty { text += (isDirty ? "" : " ") + "(\(following.count))" }
        if profile.isPaid { text = profile.name + " " + text }
        return text + " > "
    }

    private func filled(_ pattern: String) -> String {
        var text = ""
        var rest = pattern[...]
        while let character = rest.popFirst() {
            guard character == "%", let token = rest.popFirst() else {
                text.append(character)
                continue
            }
            text += value(of: token)
        }
        return text
    }

    private func value(of token: Character) -> String {
        switch token {
        case "m": draft.model.shortName
        case "s": draft.size.wireName
        case "d": isDirty ? "*" : ""
        case "r": following.isEmpty ? "" : "(\(following.count))"
        case "p": profile.name
        case "c": String(TextLimit.count(draft.text(.prompt) ?? ""))
        case "%": "%"
        default: "%\(token)"
        }
    }
}
