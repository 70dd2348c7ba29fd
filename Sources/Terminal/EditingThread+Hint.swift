import TerminalText

/// What is on the screen of the help for the line, and whether it is out of date.
///
/// libedit knows nothing of the help at the right: its own right-hand prompt is not kept up while characters are added at the line's end,
/// and takes a character for unchanged that follows a change of colour. So ours is drawn when keys pause. It is gone before libedit is given
/// another character, unless that one only adds a cell to the line, well left of it.
struct ShownHint {
    var isOutdated = false
    /// What stands at the right, from which column on; nil if nothing does.
    var right: (text: StyledText, column: Int)?
    /// How many more cells the line may grow by before it comes near what stands at the right.
    var room = 0
    /// Stands in front of the prompt.
    var short = ""
}

extension EditingThread {
    /// Shows the help for the line as it stands; to be called when no input waits. A key if libedit has to draw another prompt for it.
    func updateHint() -> PrivateKey? {
        shownHint.isOutdated = false
        let (scalars, cursor) = line
        let hint = reading.request.hint(CompletionRequest(line: String(scalars: scalars), cursor: cursor))
        let block = LineLayout(
            promptWidth: PromptText.width(of: reading.request.prompt),
            line: scalars,
            cursor: cursor,
            drawnColumns: drawnSize.columns,
            columns: drawnSize.columns,
            width: cellWidth
        )
        let place = HintPlace(hint, besides: block, columns: drawnSize.columns)
        let short = if case .before(let text) = place { text } else { "" }
        guard short == shownHint.short else {
            // Once that is drawn, we are asked again.
            shownHint.short = short
            show(reading.request.prompt)
            return .refresh
        }
        guard case .right(let text, let column) = place else {
            removeHint()
            return nil
        }
        // The cursor's row is the line's only one.
        if shownHint.right.map({ $0 != (text, column) }) ?? true {
            removeHint()
            write(Self.goTo(column) + text.rendered(colour: configuration.usesColour) + "\u{1B}8")
            shownHint.right = (text, column)
        }
        // What was not typed may be a number of times for the next character.
        shownHint.room = cursor == scalars.count && reading.undo.isTyping ? column - HintPlace.gap - block.lastColumn : 0
        return nil
    }

    private static func goTo(_ column: Int) -> String { "\u{1B}7\r\u{1B}[\(column)C" }

    /// Takes the help at the right off the screen, before anything else is drawn.
    func removeHint() {
        guard let column = shownHint.right?.column else { return }
        write(Self.goTo(column) + "\u{1B}[K\u{1B}8")
        shownHint.right = nil
    }

    /// Whether the help may stay while libedit draws what it makes of this character.
    func leavesHint(_ character: Unicode.Scalar?) -> Bool {
        guard let character, (" "..."~").contains(character), reading.posture.isPlain, !isVi else { return false }
        guard reading.outgoing.isEmpty, shownHint.room > 0 else { return false }
        shownHint.room -= 1
        return true
    }

    /// The characters before the one that ends the line: what stays on the screen has no help in it.
    var endOfHint: [Unicode.Scalar] {
        guard !shownHint.short.isEmpty else { return [] }
        shownHint.short = ""
        show(reading.request.prompt)
        return [PrivateKey.refresh.scalar]
    }
}
