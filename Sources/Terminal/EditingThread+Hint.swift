import TerminalText

/// What is on the screen of the help for the line, and whether it is out of date.
///
/// libedit knows nothing of the help at the right: its own right-hand prompt is not kept up while characters are added at the line's end,
/// and takes a character for unchanged that follows a change of colour. So ours is there only while we wait for a key: it is drawn when
/// nothing is left to be read, and is gone before libedit is given another character.
struct ShownHint {
    var isOutdated = false
    /// Takes the help at the right off the screen; empty if there is none.
    var eraser = ""
    /// Stands in front of the prompt.
    var short = ""
}

extension EditingThread {
    /// Shows the help for the line as it stands; to be called when no input waits. A key if libedit has to draw another prompt for it.
    func updateHint() -> PrivateKey? {
        shownHint.isOutdated = false
        // The line of a search is a find, and nobody's to be helped with.
        guard search == nil else { return nil }
        let (scalars, cursor) = line
        let hint = request.hint(CompletionRequest(line: String(String.UnicodeScalarView(scalars)), cursor: cursor))
        let block = LineLayout(
            promptWidth: PromptText.width(of: request.prompt),
            line: scalars,
            cursor: cursor,
            drawnColumns: drawnSize.columns,
            columns: drawnSize.columns,
            width: cellWidth
        )
        var short = ""
        switch HintPlace(hint, besides: block, columns: drawnSize.columns) {
        case .nowhere: break
        case .right(let text, let column):
            // The cursor's row is the line's only one.
            let goThere = "\u{1B}7\r\u{1B}[\(column)C"
            write(goThere + text.rendered(colour: configuration.usesColour) + "\u{1B}8")
            flush()
            shownHint.eraser = goThere + "\u{1B}[K\u{1B}8"
        case .before(let text): short = text
        }
        guard short != shownHint.short else { return nil }
        shownHint.short = short
        removeHint()
        show(request.prompt)
        return .refresh
    }

    /// Takes the help at the right off the screen, before anything else is drawn.
    func removeHint() {
        guard !shownHint.eraser.isEmpty else { return }
        write(shownHint.eraser)
        shownHint.eraser = ""
    }

    /// The characters before the one that ends the line: what stays on the screen has no help in it.
    var endOfHint: [Unicode.Scalar] {
        guard !shownHint.short.isEmpty else { return [] }
        shownHint.short = ""
        show(request.prompt)
        return [PrivateKey.refresh.scalar]
    }
}
