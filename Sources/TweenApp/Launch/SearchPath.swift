import Glibc

/// The folders of `$PATH`, those that are absolute.
struct SearchPath: Sendable, Hashable {
    private let folders: [String]

    init(environment: [String: String]) {
        folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    }

    /// Where a program is that can be run; one with a slash in its name is where that says.
    func program(named name: String) -> String? {
        if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
        return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
