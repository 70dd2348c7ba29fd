import CEditLine
import Glibc

/// What libedit calls. It calls on the thread that runs it, and hands back the object that made it.
enum Callbacks {
    static let read: ce_reader = { editor, character in
        guard let scalar = owner(editor)?.nextCharacter() else { return -1 }
        character.pointee = wchar_t(bitPattern: scalar.value)
        return 1
    }

    /// What libedit's stream prints goes to an outlet that outlives it.
    static let keep: ce_keeper = { outlet, bytes, count in
        Unmanaged<Outlet>.fromOpaque(outlet).takeUnretainedValue().keep(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    static let prompt: ce_prompt = { editor in owner(editor)?.prompt.start ?? empty }

    /// libedit asks for the right-hand prompt before it draws anything, with the cursor at the block's first place: where notices go.
    static let rightPrompt: ce_prompt = { editor in
        guard let owner = owner(editor) else { return empty }
        owner.printNotices()
        return owner.noPrompt.start
    }

    static let history: ce_history = { context, step in
        guard let context else { return nil }
        return UnsafePointer(Unmanaged<EditingThread>.fromOpaque(context).takeUnretainedValue().stepThroughHistory(step)?.start)
    }

    static func function(of command: KeyBindings.Command) -> ce_command {
        switch command {
        case .complete: { editor, _ in Callbacks.perform(editor) { $0.complete() } }
        case .historyBack: { editor, _ in Callbacks.perform(editor) { $0.historyBack() } }
        case .historyForward: { editor, _ in Callbacks.perform(editor) { $0.historyForward() } }
        case .search: { editor, key in Callbacks.perform(editor) { $0.beginSearch(key: key) } }
        case .drawSearch: { editor, _ in Callbacks.perform(editor) { $0.drawSearch() } }
        case .endOrDelete: { editor, _ in Callbacks.perform(editor) { $0.endOrDelete() } }
        case .moveToEnd: { editor, _ in Callbacks.perform(editor) { $0.moveToEnd() } }
        case .markInterrupt: { editor, _ in Callbacks.perform(editor) { $0.markInterrupt() } }
        case .insertPending: { editor, _ in Callbacks.perform(editor) { $0.insertPending() } }
        case .insertNewline: { editor, _ in Callbacks.perform(editor) { $0.insertNewline() } }
        case .undo: { editor, _ in Callbacks.perform(editor) { $0.undoTyping() } }
        case .edit: { editor, _ in Callbacks.perform(editor) { $0.edit() } }
        case .resize: { editor, _ in Callbacks.perform(editor) { $0.resize() } }
        case .suspend: { editor, _ in Callbacks.perform(editor) { $0.suspend() } }
        case .resume: { editor, _ in Callbacks.perform(editor) { $0.resume() } }
        case .refresh: { _, _ in CommandResult.refresh.code }
        }
    }

    // Never written: it stands in for a prompt whose owner is gone, which cannot happen while libedit runs.
    private nonisolated(unsafe) static let empty: UnsafeMutablePointer<wchar_t> = {
        let place = UnsafeMutablePointer<wchar_t>.allocate(capacity: 1)
        place.initialize(to: 0)
        return place
    }()

    private static func owner(_ editor: OpaquePointer?) -> EditingThread? {
        guard let editor, let context = ce_context(editor) else { return nil }
        return Unmanaged<EditingThread>.fromOpaque(context).takeUnretainedValue()
    }

    private static func perform(_ editor: OpaquePointer?, _ body: (EditingThread) -> CommandResult) -> UInt8 {
        guard let owner = owner(editor) else { return CommandResult.beep.code }
        return body(owner).code
    }
}

/// What libedit does after a command of ours.
enum CommandResult {
    case nothing
    /// The line has changed: draw what differs.
    case refresh
    /// Clear the block and draw it again, notices first.
    case redisplay
    case beep
    case endOfInput

    var code: UInt8 {
        switch self {
        case .nothing: UInt8(CC_NORM)
        case .refresh: UInt8(CC_REFRESH)
        case .redisplay: UInt8(CC_REDISPLAY)
        case .beep: UInt8(CC_ERROR)
        case .endOfInput: UInt8(CC_EOF)
        }
    }
}
