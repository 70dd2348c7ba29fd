import TerminalText

/// A word that is not shown.
extension EditingThread {
    /// Reads it. What was typed before the prompt appeared is taken, too.
    func readSecret(_ prompt: StyledText) -> String? {
        guard let modes = TerminalModes(of: configuration.input) else { return nil }
        reading = LineReading()
        resizing = Resizing(isMute: resizing.isMute)
        ask(prompt, modes)
        defer { leave(modes) }
        var secret = String.UnicodeScalarView()
        while true {
            link.jobs.run()
            if link.isCancelled(job) || reading.isInterruptDue { return nil }
            if reading.isStopDue { stopAsking(prompt, modes) }
            switch nextArrival() {
            case .woken: continue
            case .ended: return nil
            case .event(.scalar("\r")), .event(.scalar("\n")): return String(secret)
            case .event(.scalar("\u{03}")), .event(.scalar("\u{04}")): return nil
            case .event(.scalar("\u{1A}")): reading.isStopDue = true
            case .event(.scalar("\u{1C}")): quit()
            case .event(.scalar("\u{08}")), .event(.scalar("\u{7F}")): _ = secret.popLast()
            case .event(.scalar("\u{15}")): secret = .init()
            case .event(.scalar(let scalar)): secret.append(scalar)
            case .event(.paste(let text)): secret.append(contentsOf: text.unicodeScalars)
            // A key with a byte left out would be a wrong key: better none.
            case .event(.refused): return nil
            case .event(.alt), .event(.key): continue
            }
        }
    }

    private func ask(_ prompt: StyledText, _ modes: TerminalModes) {
        modes.hideInput()
        write(PasteMarks.on + String(scalars: PromptText.scalars(of: prompt, colour: false)))
        flush()
    }

    private func leave(_ modes: TerminalModes) {
        write("\n" + PasteMarks.off)
        flush()
        modes.restore()
    }

    /// ^Z: stops the job, and goes on with what is typed already.
    private func stopAsking(_ prompt: StyledText, _ modes: TerminalModes) {
        leave(modes)
        stopJob()
        reading.isStopDue = false
        ask(prompt, modes)
    }
}
