/// What keys do: the defaults, which `.editrc` may change, and the few that must stay ours.
enum KeyBindings {
    /// Commands of our own, by the names that `.editrc` can bind, too.
    enum Command: String, CaseIterable {
        case complete = "tween-complete"
        case historyBack = "tween-history-back"
        case historyForward = "tween-history-forward"
        case search = "tween-search"
        case drawSearch = "tween-draw-search"
        case endOrDelete = "tween-end-or-delete"
        case moveToEnd = "tween-move-to-end"
        case markInterrupt = "tween-mark-interrupt"
        case insertPending = "tween-insert-pending"
        case insertNewline = "tween-insert-newline"
        case undo = "tween-undo"
        case edit = "tween-edit"
        case resize = "tween-resize"
        case suspend = "tween-suspend"
        case resume = "tween-resume"
        case refresh = "tween-refresh"
    }

    /// Keys that come as sequences: what libedit is given for each, whatever the terminal sent.
    static func sequence(of key: Key) -> String? {
        switch key {
        case .up: "\u{1B}[A"
        case .down: "\u{1B}[B"
        case .right: "\u{1B}[C"
        case .left: "\u{1B}[D"
        case .home: "\u{1B}[H"
        case .end: "\u{1B}[F"
        case .insert: "\u{1B}[2~"
        case .delete: "\u{1B}[3~"
        case .pageUp: "\u{1B}[5~"
        case .pageDown: "\u{1B}[6~"
        case .wordLeft: "\u{1B}[1;5D"
        case .wordRight: "\u{1B}[1;5C"
        case .deleteWord: "\u{1B}[3;5~"
        case .backTab: "\u{1B}[Z"
        case .function(let number): functionSequence(number)
        case .escape: nil
        case .newline: "\u{1B}\r"
        }
    }

    private static func functionSequence(_ number: Int) -> String? {
        guard (1...12).contains(number) else { return nil }
        if number <= 4 { return "\u{1B}O" + ["P", "Q", "R", "S"][number - 1] }
        return "\u{1B}[\([15, 17, 18, 19, 20, 21, 23, 24][number - 5])~"
    }

    /// Bound before `.editrc` is read. Every sequence that can be delivered is here: libedit types the tail of one it does not know.
    static func defaults(isVi: Bool) -> [(key: String, command: String)] {
        let keys: [(Key, String)] =
            [
                (.up, Command.historyBack.rawValue), (.down, Command.historyForward.rawValue),
                (.right, "ed-next-char"), (.left, "ed-prev-char"),
                (.home, "ed-move-to-beg"), (.end, Command.moveToEnd.rawValue),
                (.newline, Command.insertNewline.rawValue),
                (.delete, "ed-delete-next-char"), (.deleteWord, "em-delete-next-word"),
                (.wordLeft, "ed-prev-word"), (.wordRight, isVi ? "vi-next-word" : "em-next-word"),
            ] + ([.insert, .pageUp, .pageDown, .backTab] + (1...12).map(Key.function)).map { ($0, "ed-ignore") }
        let controls = [
            ("\u{10}", Command.historyBack.rawValue), ("\u{0E}", Command.historyForward.rawValue),
            ("\u{1F}", Command.undo.rawValue), ("\u{18}\u{15}", Command.undo.rawValue), ("\u{18}\u{05}", Command.edit.rawValue),
            ("\u{12}", Command.search.rawValue), ("\u{13}", Command.search.rawValue),
        ]
        // libedit's own search by a prefix cuts what was typed at 1024 characters.
        let alts = [("\u{1B}p", Command.historyBack.rawValue), ("\u{1B}n", Command.historyForward.rawValue)]
        return controls + (isVi ? [] : alts) + keys.compactMap { key, command in sequence(of: key).map { ($0, command) } }
    }

    /// In vi's command mode: libedit's own `/` and `?` wait for keys in their midst, where a notice would become part of the pattern.
    static let viCommandDefaults = [
        ("k", Command.historyBack.rawValue), ("j", Command.historyForward.rawValue),
        ("/", Command.search.rawValue), ("?", Command.search.rawValue),
        // libedit's own way into an editor forks, with the terminal in our modes; ours ends the line for it.
        ("v", Command.edit.rawValue),
    ]

    /// Bound after `.editrc`, in every key map: what the reader's own dealings with libedit rest on.
    static func essentials(isVi: Bool) -> [(key: String, command: String)] {
        let privates: [(PrivateKey, String)] = [
            (.redisplay, "ed-redisplay"), (.markInterrupt, Command.markInterrupt.rawValue), (.accept, "ed-newline"),
            (.escape, isVi ? "vi-command-mode" : "ed-ignore"),
            (.insert, Command.insertPending.rawValue), (.resize, Command.resize.rawValue),
            (.suspend, Command.suspend.rawValue), (.resume, Command.resume.rawValue), (.refresh, Command.refresh.rawValue),
            (.drawSearch, Command.drawSearch.rawValue),
        ]
        return privates.map { (String($0.scalar), $1) } + [
            ("\t", Command.complete.rawValue), ("\u{04}", Command.endOrDelete.rawValue),
        ]
    }
}
