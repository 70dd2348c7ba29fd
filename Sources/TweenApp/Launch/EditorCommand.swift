import Foundation

/// The editor that the user has chosen, or the first that there is.
struct EditorCommand: Sendable, Hashable {
    /// The absolute path of what is started.
    let program: String
    private let words: [String]
    /// What kind of editor it seems to be.
    private let kind: Kind?

    /// Editors that can be told where to begin.
    private enum Kind: String {
        case vi, vim, nvim, nano, emacs, micro, kak, joe, hx, helix
    }

    /// Editors in the order in which they are looked for when none was chosen; the first two are Debian's own way to choose.
    private static let usual = ["sensible-editor", "editor", "nano", "vi"]

    /// `$VISUAL`, else `$EDITOR`, else what is there.
    ///
    /// - Throws: words, when there is none.
    init(environment: [String: String]) throws(EditorTrouble) {
        let path = SearchPath(environment: environment)
        let chosen = ["VISUAL", "EDITOR"].lazy.compactMap { name in
            environment[name].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : (name: name, command: $0) }
        }.first
        guard let chosen else {
            guard let found = Self.usual.lazy.compactMap({ path.program(named: $0) }).first else {
                throw EditorTrouble(message: "there is no editor: set EDITOR to the name of one")
            }
            (program, words, kind) = (found, [], Self.kind(of: found))
            return
        }
        // Most set a name. Whatever else is meant for a shell, as every program takes it, and gets the file as an argument of its own.
        if chosen.command.allSatisfy({ $0.isLetter || $0.isNumber || "/._+-".contains($0) }) {
            guard let found = path.program(named: chosen.command) else {
                throw EditorTrouble(message: "there is no program \"\(chosen.command)\", which \(chosen.name) names")
            }
            (program, words, kind) = (found, [], Self.kind(of: found))
        } else {
            (program, words) = ("/bin/sh", ["-c", chosen.command + " \"$@\"", chosen.command])
            let name = chosen.command.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
            kind = path.program(named: name).flatMap(Self.kind)
        }
    }

    /// What it is started with, to open a file at a place.
    func arguments(opening file: String, at place: TextPlace?) -> [String] {
        guard let place, let kind else { return words + [file] }
        return switch kind {
        case .vi, .joe: words + ["+\(place.line)", file]
        case .vim, .nvim: words + ["+call cursor(\(place.line),\(place.byteColumn))", file]
        case .nano: words + ["+\(place.line),\(place.column)", file]
        case .emacs, .micro, .kak: words + ["+\(place.line):\(place.column)", file]
        case .hx, .helix: words + ["\(file):\(place.line):\(place.column)"]
        }
    }

    /// Names such as `editor` are links to the program that is meant; vim's small edition knows no functions.
    private static func kind(of program: String) -> Kind? {
        let target = URL(fileURLWithPath: program).resolvingSymlinksInPath().lastPathComponent
        if target == "vim.tiny" { return .vi }
        return [target, (program as NSString).lastPathComponent].lazy.compactMap { name in
            Kind(rawValue: String(name.prefix { $0 != "." && $0 != "-" }))
        }.first
    }
}

/// Why a text could not be edited, in words.
struct EditorTrouble: Error, Sendable, Hashable {
    let message: String
}
