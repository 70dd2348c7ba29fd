import TerminalText

extension EditingThread {
    /// Reads a word without showing it. What was typed before the prompt appeared is taken, too.
    func readSecret(_ prompt: StyledText) -> String? {
        guard let modes = TerminalModes(of: configuration.input) else { return nil }
        modes.hideInput()
        defer {
            write("\n" + PasteMarks.off)
            flush()
            modes.restore()
        }
        write(PasteMarks.on + String(scalars: PromptText.scalars(of: prompt, colour: false)))
        flush()
        var secret = String.UnicodeScalarView()
        while !link.isCancelled(job) {
            switch nextArrival() {
            case .woken: continue
            case .ended: return nil
            case .event(.scalar("\r")), .event(.scalar("\n")): return String(secret)
            case .event(.scalar("\u{03}")), .event(.scalar("\u{04}")): return nil
            case .event(.scalar("\u{08}")), .event(.scalar("\u{7F}")): _ = secret.popLast()
            case .event(.scalar("\u{15}")): secret = .init()
            case .event(.scalar(let scalar)): secret.append(scalar)
            case .event(.paste(let text)): secret.append(contentsOf: text.unicodeScalars)
            // A key with a byte left out would be a wrong key: better none.
            case .event(.refused): return nil
            case .event(.alt), .event(.key): continue
            }
        }
        return nil
    }
}
