import Foundation

/// A system call that failed, by its number.
struct SystemError: Error, Sendable, Hashable {
    let code: Int32

    /// The error that the last call of this thread left.
    static var last: SystemError { SystemError(code: errno) }

    /// The result of a call, repeated while a signal gets in its way.
    ///
    /// - Throws: the error when the call answers -1.
    @discardableResult
    static func check<Number: SignedInteger>(_ call: () -> Number) throws(SystemError) -> Number {
        while true {
            let result = call()
            if result != -1 { return result }
            let error = SystemError.last
            guard error.code == EINTR else { throw error }
        }
    }

    /// The count of a call that must get on; one that does nothing would be repeated for ever.
    ///
    /// - Throws: EIO when the call answers 0.
    static func advance(_ call: () -> Int) throws(SystemError) -> Int {
        let count = try check(call)
        guard count > 0 else { throw SystemError(code: EIO) }
        return count
    }

    /// The system's words.
    var reason: String { String(cString: strerror(code)).lowercased() }
}

/// An open file, closed when nobody holds it any more.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }
}
