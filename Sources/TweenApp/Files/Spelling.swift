import Foundation

/// Finds files whose names are spelt in another form of Unicode than they are typed in.
enum Spelling {
    /// The path as the file system has it; as it was given when there is nothing of that name in any form.
    static func found(_ path: String) -> String {
        guard !exists(path) else { return path }
        var found = ""
        for name in path.split(separator: "/") {
            guard let entry = entry(String(name), of: found) else { return path }
            found += "/" + entry
        }
        return found
    }

    /// Whether there is something of exactly that name, be it a link to nowhere.
    static func exists(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }

    private static func entry(_ name: String, of folder: String) -> String? {
        let spellings = [name, name.precomposedStringWithCanonicalMapping, name.decomposedStringWithCanonicalMapping]
        if let spelling = spellings.first(where: { exists(folder + "/" + $0) }) { return spelling }
        // Letters with several marks have more forms than those two; strings are equal in all of them.
        guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/")) ?? []
        return names.first { $0 == name && exists(folder + "/" + $0) }
    }
}
