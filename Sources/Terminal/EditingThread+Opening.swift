import CEditLine
import Glibc
import Workers

extension EditingThread {
    /// Sets libedit up: our defaults, then the person's `.editrc`, then what must stay ours.
    func open() -> Bool {
        guard let stream, let editor = ce_open(configuration.program, stream, configuration.input, configuration.output) else {
            return false
        }
        self.editor = editor
        isSynchronising = TerminalKind.skipsUnknownModes(getenv("TERM").map { String(cString: $0) } ?? "")
        // The object outlives the editor: it is held by run(), which closes it.
        let context = Unmanaged.passUnretained(self).toOpaque()
        ce_set_context(editor, context)
        ce_set_reader(editor, Callbacks.read)
        ce_set_prompt(editor, Callbacks.prompt, wchar_t(bitPattern: PromptText.mark.value))
        ce_set_right_prompt(editor, Callbacks.rightPrompt)
        ce_set_history(editor, Callbacks.history, context)
        for command in KeyBindings.Command.allCases { add(command, to: editor) }
        bindDefaults(editor)
        source(configuration.userBindings, editor)
        ce_keep_editing(editor)
        ce_allow_shifts(editor, false)
        bindEssentials(editor)
        ce_take_control_keys(editor)
        _ = ce_watch_signal(SIGWINCH, link.wake.writeEnd, false)
        _ = ce_watch_signal(SIGCONT, link.wake.writeEnd, false)
        _ = ce_watch_signal(SIGTSTP, link.wake.writeEnd, true)
        _ = ce_watch_signal(SIGINT, link.wake.writeEnd, false)
        return true
    }

    /// Lets go of libedit and the signals.
    func close() {
        if let editor {
            ce_unwatch_signal(SIGWINCH, link.wake.writeEnd)
            ce_unwatch_signal(SIGCONT, link.wake.writeEnd)
            ce_unwatch_signal(SIGTSTP, link.wake.writeEnd)
            ce_unwatch_signal(SIGINT, link.wake.writeEnd)
            ce_set_raw(editor, false)
            ce_close(editor)
        }
        editor = nil
        for name in commandNames { name.deallocate() }
        commandNames = []
        if let stream { fclose(stream) }
        stream = nil
        outlet.letOut()
    }

    private func source(_ bindings: UserBindings, _ editor: OpaquePointer) {
        switch bindings {
        case .none: return
        case .editrc: el_source(editor, nil)
        case .file(let path): el_source(editor, path)
        }
        // Going over to vi threw our defaults away.
        if ce_is_vi(editor) { bindDefaults(editor) }
    }

    private func add(_ command: KeyBindings.Command, to editor: OpaquePointer) {
        let characters = wide(command.rawValue)
        let name = UnsafeMutablePointer<wchar_t>.allocate(capacity: characters.count)
        name.initialize(from: characters, count: characters.count)
        commandNames.append(name)
        _ = ce_add_command(editor, name, Callbacks.function(of: command))
    }

    private func bindDefaults(_ editor: OpaquePointer) {
        let isVi = ce_is_vi(editor)
        for (key, command) in KeyBindings.defaults(isVi: isVi) { bind(key, command, editor, isVi: isVi) }
        if !isVi { _ = ce_unbind(editor, wide("\u{1B}x")) }
        if isVi { for (key, command) in KeyBindings.viCommandDefaults { _ = ce_bind(editor, true, wide(key), wide(command)) } }
    }

    private func bindEssentials(_ editor: OpaquePointer) {
        let isVi = ce_is_vi(editor)
        for (key, command) in KeyBindings.essentials(isVi: isVi) { bind(key, command, editor, isVi: isVi) }
    }

    private func bind(_ key: String, _ command: String, _ editor: OpaquePointer, isVi: Bool) {
        _ = ce_bind(editor, false, wide(key), wide(command))
        if isVi { _ = ce_bind(editor, true, wide(key), wide(command)) }
    }
}
