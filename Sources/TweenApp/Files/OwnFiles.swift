import Foundation
import Journal
import ShellCore
import VideoAPI

/// The shell's own text files: settings, drafts, scripts, and the frames that it brings along.
struct OwnFiles: Sendable {
    let places: Places
    /// The folder that relative paths are read against.
    let folder: String

    /// The longest script or draft that is read, in bytes: 16 MiB.
    private static let textLimit = 16 * 1024 * 1024

    /// Reads a text file that the user named.
    func text(at typed: String) -> TextFile { text(atPath: Spelling.found(places.absolute(typed, from: folder))) }

    /// Whether something other than a folder stands at a path that the user named.
    func isOther(thanFolder typed: String) -> Bool {
        var isFolder = ObjCBool(false)
        let path = Spelling.found(places.absolute(typed, from: folder))
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// Reads a saved draft.
    func draft(named name: String) -> TextFile { text(atPath: places.drafts + "/" + name) }

    /// Reads `settings` or `rc`; nil when there is none.
    func lines(of path: String) -> Result<[String], FileTrouble>? {
        switch text(atPath: path) {
        case .text(let text, _): .success(text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init))
        case .missing: nil
        case .unreadable(let path, let message): .failure(FileTrouble(path: path, message: message))
        }
    }

    private func text(atPath path: String) -> TextFile {
        do {
            let bytes = try SystemFile.read(path, limit: Self.textLimit)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return .unreadable(path: path, message: "it is not UTF-8 text")
            }
            return .text(text, path: path)
        } catch {
            return error.isMissing ? .missing(path: path) : .unreadable(path: path, message: error.message)
        }
    }

    /// The names of the saved drafts, sorted.
    func draftNames() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: places.drafts)) ?? []
        return names.filter(Profile.isName).sorted()
    }

    /// Writes a file of the shell's own.
    ///
    /// - Throws: words about the file; one that the user named and that is there already is an error.
    func store(_ file: StoredFile, text: String) throws(FileTrouble) -> String {
        let bytes = Array(text.utf8)
        let path: String
        switch file {
        case .settings: path = places.settings
        case .draft(let name): path = places.drafts + "/" + name
        case .path(let typed): path = places.absolute(typed, from: folder)
        }
        do {
            if case .path = file {
                try SystemFile.create(path, bytes: bytes, mode: 0o666)
            } else {
                try SystemFile.makeFolder((path as NSString).deletingLastPathComponent)
                try SystemFile.replace(path, with: bytes)
            }
        } catch {
            throw FileTrouble(
                path: path,
                message: error.code == EEXIST ? "there is a file of that name already; choose another" : error.message
            )
        }
        return path
    }

    /// Removes a saved draft.
    func removeDraft(named name: String) throws(FileTrouble) {
        let path = places.drafts + "/" + name
        guard unlink(path) == 0 else { throw FileTrouble(path: path, message: SystemFile.Fault.last.message) }
    }

    /// Puts the bundled frames into the state folder, where they stay, and says what they are.
    func samples() throws(FileTrouble) -> (first: LocalPicture, last: LocalPicture) {
        do {
            try SystemFile.makeFolder(places.samples)
        } catch {
            throw FileTrouble(path: places.samples, message: error.message)
        }
        return (
            try sample("kitten-first.jpg", PackageResources.kitten_first_jpg),
            try sample("kitten-last.jpg", PackageResources.kitten_last_jpg)
        )
    }

    private func sample(_ name: String, _ bytes: [UInt8]) throws(FileTrouble) -> LocalPicture {
        let path = places.samples + "/" + name
        if let present = try? PictureFile(path: path), present.bytes == bytes { return present.picture }
        do {
            try SystemFile.replace(path, with: bytes)
        } catch {
            throw FileTrouble(path: path, message: error.message)
        }
        do {
            return try PictureFile(path: path).picture
        } catch {
            throw FileTrouble(path: path, message: "it can't be read back")
        }
    }

    /// The entries of a folder for Tab, folders with a slash; those left out whose names are no text, which no line can say.
    func entries(of typed: String) -> [String] {
        // What is left of a file: address when its path is not whole yet.
        guard typed != "file:/", typed != "file://" else { return [] }
        let path = typed.isEmpty ? folder : Spelling.found(places.absolute(typed, from: folder))
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return [] }
        return names.sorted().filter { Spelling.exists(path + "/" + $0) }.map { name in
            var isFolder = ObjCBool(false)
            _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
            return isFolder.boolValue ? name + "/" : name
        }
    }
}

extension OwnFiles {
    /// Whether anything was ever submitted here.
    var hasJournal: Bool { Journal.exists(in: places.state) }
}
