import CProgramHarness
import Glibc

/// What befalls one system call of the program.
struct CallFault: Sendable {
    /// Which call; nil for none.
    var call: StoryCall?
    var manner: Manner

    enum Manner: String, CaseIterable, Sendable {
        /// Before the call, or with half of it done if it writes, else right after it.
        case killedBefore, killedHalfway
        /// EIO, or a reset of the connection, once.
        case inputOutputError
        /// ENOSPC, for this call, and for it and all later ones that need space.
        case fullForOnce, fullForGood

        var kills: Bool { self == .killedBefore || self == .killedHalfway }

        fileprivate var call: ph_manner {
            switch self {
            case .killedBefore: PH_KILL_BEFORE
            case .killedHalfway: PH_KILL_HALFWAY
            case .inputOutputError, .fullForOnce: PH_REFUSE
            case .fullForGood: PH_DISK_FULL
            }
        }

        fileprivate var fileError: Int32 {
            switch self {
            case .killedBefore, .killedHalfway, .inputOutputError: EIO
            case .fullForOnce, .fullForGood: ENOSPC
            }
        }
    }

    /// Calls something with the same in C.
    func withValue<Value>(_ body: (UnsafePointer<ph_fault>) -> Value) -> Value {
        (call?.text ?? "").withCString { text in
            var value = ph_fault(
                manner: manner.call,
                call: text,
                at: call?.occurrence ?? 0,
                file_error: manner.fileError,
                connection_error: ECONNRESET
            )
            return body(&value)
        }
    }
}
