import Foundation

/// The environment as it was at the start, with the key taken out of it.
struct ProcessEnvironment: Sendable {
    let variables: [String: String]
    /// `$TWEEN_API_KEY`; it is in no child's environment any more.
    let key: String?

    /// Reads the environment once, removes the key from it, and sets what holds for the whole process.
    ///
    /// Call it before any thread is started.
    static func take() -> ProcessEnvironment {
        var variables = ProcessInfo.processInfo.environment
        let key = variables.removeValue(forKey: keyVariable)
        unsetenv(keyVariable)
        // Everything that is created from here on is for its owner only.
        umask(0o077)
        return ProcessEnvironment(variables: variables, key: key.flatMap { $0.isEmpty ? nil : $0 })
    }

    private static let keyVariable = "TWEEN_API_KEY"
}
