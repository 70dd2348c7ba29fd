import CProgramHarness
import Foundation
import Glibc

/// A failure of the test's own machinery.
struct HarnessFault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// The built program; `swift build --build-tests` puts it beside the test bundle.
enum Program {
    static let path: String = {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return (bundle as NSString).deletingLastPathComponent + "/tween"
    }()

    /// How long a test waits for anything before it fails. It waits for output, so this passes only when something is wrong.
    static let patience: Int32 = 60_000
}

/// A child process of a test; it is killed with the last hold on it.
final class Child {
    let pid: pid_t
    private var status: Int32?

    /// Where the program's standard descriptors lead.
    enum Streams {
        /// A terminal, by the path of its other end.
        case terminal(String)
        case pipes(input: Int32, output: Int32, diagnostics: Int32)
    }

    /// Starts the program in a session of its own, with nothing of the test's own environment.
    init(
        _ arguments: [String],
        program: String = Program.path,
        environment: [String: String],
        folder: String,
        streams: Streams
    ) throws {
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var pid = pid_t()
        let code =
            switch streams {
            case .terminal(let path): ph_spawn(&pid, program, words, variables, folder, path, nil)
            case .pipes(let input, let output, let diagnostics):
                ph_spawn(&pid, program, words, variables, folder, nil, [input, output, diagnostics])
            }
        guard code == 0 else { throw HarnessFault("\(program): \(String(cString: strerror(code)))") }
        self.pid = pid
    }

    deinit {
        guard status == nil else { return }
        kill(pid, SIGKILL)
        _ = wait()
    }

    /// The most memory that it has had at once so far, in bytes; nil after its end.
    var peakMemory: Int? {
        let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }

    /// Waits for its end: the exit code, or 128 and the signal.
    func wait() -> Int32 {
        if let status { return status }
        var raw: Int32 = 0
        while waitpid(pid, &raw, 0) < 0, errno == EINTR {}
        let code = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
        status = code
        return code
    }
}

/// A home folder for one test.
final class Home: Sendable {
    let path: String
    var state: String { path + "/state" }
    var folder: String { path + "/films" }

    init() throws {
        path = NSTemporaryDirectory() + "tween-program-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func environment(_ more: [String: String] = [:]) -> [String: String] {
        let own = [
            "HOME": path, "XDG_STATE_HOME": state, "XDG_CONFIG_HOME": path + "/config", "LANG": "C.UTF-8", "TERM": "xterm",
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
        ]
        return own.merging(more) { $1 }
    }

    func write(_ text: String, to name: String, mode: mode_t = 0o600) throws {
        try text.write(toFile: folder + "/" + name, atomically: false, encoding: .utf8)
        chmod(folder + "/" + name, mode)
    }

    /// Writes the file of settings.
    func writeSettings(_ line: String) throws {
        let folder = path + "/config/tween"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try (line + "\n").write(toFile: folder + "/settings", atomically: false, encoding: .utf8)
        chmod(folder + "/settings", 0o600)
    }

    /// Every file below, with its bytes.
    func files() -> [(path: String, bytes: Data)] {
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return names.compactMap { name in FileManager.default.contents(atPath: path + "/" + name).map { (name, $0) } }
    }
}
