import Foundation
import Terminal

/// Has the user's own editor change a text, by way of a file that nobody else can read.
struct ExternalEditor: Sendable {
    /// The environment that the editor gets; the key is not in it.
    let environment: [String: String]

    /// The longest text that is taken back, in bytes: 1 MiB.
    private static let limit = 1 << 20

    /// Waits until the editor is left.
    ///
    /// - Returns: the text, or nil if it is as it was.
    /// - Throws: why there is no text. What was written is never lost: a file that could not be taken stays, and the words say where.
    func edit(_ text: EditorText) async throws(EditorTrouble) -> String? {
        let command = try EditorCommand(environment: environment)
        let folder = try makeFolder()
        let file = "\(folder)/\(text.name).txt"
        do {
            // Editors end the last line, and want it ended.
            try SystemFile.create(file, bytes: Array((text.text + "\n").utf8))
        } catch {
            remove(folder)
            throw EditorTrouble(message: "\(file): \(error.message)")
        }
        let arguments = command.arguments(opening: file, at: text.place.map { TextPlace($0, in: text.text) })
        let end = await ForegroundProgram(path: command.program, arguments: arguments, environment: environment).run()
        let written: Result<String?, EditorTrouble>
        do throws(EditorTrouble) {
            written = .success(try read(file, before: text.text))
        } catch {
            written = .failure(error)
        }
        if let fault = end.fault(of: command) { throw refusal(fault, written, in: folder, file) }
        if case .failure(let trouble) = written { throw refusal(trouble.message, written, in: folder, file) }
        remove(folder)
        return try written.get()
    }

    /// The text of the file without the end of its last line; nil if nothing was changed.
    private func read(_ file: String, before: String) throws(EditorTrouble) -> String? {
        let bytes: [UInt8]
        do {
            bytes = try SystemFile.read(file, limit: Self.limit)
        } catch {
            throw EditorTrouble(message: error.code == EFBIG ? "the text is over 1 MiB" : "the text can't be read: \(error.message)")
        }
        guard var text = String(validating: bytes, as: UTF8.self) else { throw EditorTrouble(message: "the text is not UTF-8") }
        if text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
        return text == before ? nil : text
    }

    /// Removes the file if nothing was written into it, and says where it is otherwise.
    private func refusal(_ fault: String, _ written: Result<String?, EditorTrouble>, in folder: String, _ file: String) -> EditorTrouble {
        if case .success(nil) = written {
            remove(folder)
            return EditorTrouble(message: fault)
        }
        return EditorTrouble(message: access(file, F_OK) == 0 ? "\(fault); what was written is in \(file)" : fault)
    }

    /// A new folder that only we can enter, where the system keeps such things.
    private func makeFolder() throws(EditorTrouble) -> String {
        let parents = [environment["XDG_RUNTIME_DIR"], environment["TMPDIR"], "/tmp"].compactMap(\.self).filter { $0.hasPrefix("/") }
        for parent in parents {
            let folder = "\(parent)/tween-\(UUID().uuidString)"
            if mkdir(folder, 0o700) == 0 { return folder }
        }
        throw EditorTrouble(message: "there is no folder for the text: \(SystemFile.Fault.last.message)")
    }

    private func remove(_ folder: String) { try? FileManager.default.removeItem(atPath: folder) }
}

/// A text for the editor.
struct EditorText: Sendable, Hashable {
    /// What the file is called.
    let name: String
    let text: String
    /// Where the cursor belongs: Unicode scalars from the beginning.
    let place: Int?
}

extension ForegroundProgram.End {
    /// Why what was written does not count; nil if it does.
    fileprivate func fault(of command: EditorCommand) -> String? {
        switch self {
        case .code(0): nil
        case .code(let code): "the editor ended with \(code), so nothing is changed"
        case .signal(let number): "the editor was ended by signal \(number), so nothing is changed"
        case .notStarted(let reason): "\(command.program) could not be started: \(reason)"
        }
    }
}
