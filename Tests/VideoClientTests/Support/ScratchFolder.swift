import Foundation

/// A folder for one test, removed with the last hold on it.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "tween-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func contents() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    func read(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: path + "/" + name).map(Array.init) }
    func write(_ text: String, to name: String) throws { try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8) }
    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }
    func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.posixPermissions] as? Int
    }
    func link(_ old: String, to new: String) throws {
        try FileManager.default.linkItem(atPath: path + "/" + old, toPath: path + "/" + new)
    }

    /// The same files in another folder, two names of one file included.
    func copy() throws -> ScratchFolder {
        let copy = try ScratchFolder()
        var copied: [UInt64: String] = [:]
        for name in try contents() {
            let facts = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
            let number = (facts[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
            if let twin = copied[number] {
                try copy.link(twin, to: name)
            } else {
                try FileManager.default.copyItem(atPath: path + "/" + name, toPath: copy.path + "/" + name)
                copied[number] = name
            }
        }
        return copy
    }
}
