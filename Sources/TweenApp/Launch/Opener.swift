import Foundation
import Terminal

/// Shows an address or a file with the desktop's own program.
struct Opener: Sendable {
    private let environment: [String: String]

    init(environment: [String: String]) {
        self.environment = environment
    }

    /// Opens http(s) addresses and plain files, nothing else.
    ///
    /// - Returns: what went wrong, or nil.
    func open(_ target: String) -> String? {
        guard isAddress(target) || isPlainFile(target) else { return "\(target) is neither an http(s) address nor a file" }
        guard let program = program() else { return "there is no program to open it with; set TWEEN_OPEN, or open \(target) yourself" }
        let trouble = DetachedProgram(path: program, arguments: [target], environment: environment).run()
        return trouble.map { "\(program) could not be started: \($0)" }
    }

    private func isAddress(_ target: String) -> Bool {
        target.hasPrefix("http://") || target.hasPrefix("https://")
    }

    private func isPlainFile(_ target: String) -> Bool {
        var facts = stat()
        return target.hasPrefix("/") && stat(target, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
    }

    /// `$TWEEN_OPEN`, or xdg-open, looked up in the search path.
    private func program() -> String? {
        let name = environment["TWEEN_OPEN"].flatMap { $0.isEmpty ? nil : $0 } ?? "xdg-open"
        return SearchPath(environment: environment).program(named: name)
    }
}
