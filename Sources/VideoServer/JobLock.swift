import Foundation

/// Held, as long as the value lives, by the process that renders a job: other servers tell by it whether the job's owner is gone.
///
/// The kernel lets go of it when the process ends, however it ends. The descriptor is closed in children, so that no encoder outlives the owner with it.
final class JobLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, or throws `EWOULDBLOCK` when somebody has it.
    init(path: String) throws(FileFault) {
        descriptor = try Self.locked(path, flags: O_RDWR | O_CREAT, operation: LOCK_EX)
    }

    deinit { close(descriptor) }

    /// Whether nobody has the lock; also when there is no such file.
    static func isFree(path: String) -> Bool {
        do {
            // Two that look at the same time must not take one another for the owner.
            close(try locked(path, flags: O_RDONLY, operation: LOCK_SH))
            return true
        } catch {
            // A look that failed for another reason, such as too many open files, tells nothing.
            return error.number == ENOENT
        }
    }

    private static func locked(_ path: String, flags: Int32, operation: Int32) throws(FileFault) -> Int32 {
        let descriptor = open(path, flags | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last }
        guard flock(descriptor, operation | LOCK_NB) == 0 else {
            let fault = FileFault.last
            close(descriptor)
            throw fault
        }
        return descriptor
    }
}
