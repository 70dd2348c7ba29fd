import Foundation

/// The folders that tween keeps its own files in, by the XDG rules.
struct Places: Sendable, Hashable {
    /// `$XDG_STATE_HOME/tween`: journal, history, the embedded server's jobs, the bundled frames.
    let state: String
    /// `$XDG_CONFIG_HOME/tween`: settings, rc, drafts, credentials.
    let configuration: String
    let home: String

    /// Reads the variables; a value that is not an absolute path is ignored, as the XDG rules want.
    init(environment: [String: String]) {
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/"
        func folder(_ variable: String, _ standard: String) -> String {
            guard let value = environment[variable], value.hasPrefix("/") else { return home + "/" + standard + "/tween" }
            return value + "/tween"
        }
        self.home = home
        state = folder("XDG_STATE_HOME", ".local/state")
        configuration = folder("XDG_CONFIG_HOME", ".config")
    }

    var history: String { state + "/history" }
    var server: String { state + "/server" }
    var samples: String { state + "/samples" }
    var settings: String { configuration + "/settings" }
    var rc: String { configuration + "/rc" }
    var drafts: String { configuration + "/drafts" }
    var credentials: String { configuration + "/credentials" }

    /// A path as it is typed made absolute: `~`, `file://` and what is relative to the working folder.
    ///
    /// Steps that lead nowhere, `.` and empty ones, are left out. `..` stays: behind a symbolic link it leads elsewhere than it seems.
    func absolute(_ typed: String, from folder: String) -> String {
        var path = typed
        if path.hasPrefix("file://") {
            let rest = path.dropFirst("file://".count)
            path = String(rest.drop { $0 != "/" }).removingPercentEncoding ?? String(rest)
        }
        if path == "~" { return home }
        if path.hasPrefix("~/") { return Self.direct(home + path.dropFirst(1)) }
        return Self.direct(path.hasPrefix("/") ? path : folder + "/" + path)
    }

    private static func direct(_ path: String) -> String {
        "/" + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }
}
