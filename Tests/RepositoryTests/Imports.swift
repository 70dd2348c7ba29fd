/// Which modules the targets import, and which they may.
enum Imports {
    /// What comes with the compiler; everything else that is not ours is a third party's.
    static let platform: Set<String> = ["Dispatch", "Foundation", "Glibc", "Synchronization", "Testing"]

    /// The modules that the Swift files below a folder import.
    static func used(below folder: String) throws -> Set<String> {
        let line = /^(?:@\w+ +)*(?:(?:private|internal|package|public) +)?import +(?:(?:struct|enum|class|func|var|protocol) +)?(\w+)/
        var modules: Set<String> = []
        for file in try Repository.files(below: folder, ending: ".swift") {
            for code in try Repository.code(file) {
                if let match = code.text.firstMatch(of: line) { modules.insert(String(match.1)) }
            }
        }
        return modules
    }

    /// The table of `docs/architecture.md`: what each target may import.
    static func allowed() throws -> [String: Set<String>] {
        let row = /^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$/
        var table: [String: Set<String>] = [:]
        for line in try Repository.text("docs/architecture.md").split(separator: "\n") {
            guard let match = line.firstMatch(of: row) else { continue }
            table[String(match.1)] = Set(match.2.matches(of: /`(\w+)`/).map { String($0.1) })
        }
        return table
    }

    /// What `Package.swift` says of a test target, from its name to the next one.
    static func declaration(ofTests name: String) throws -> Substring? {
        let manifest = try Repository.text("Package.swift")
        guard let start = manifest.firstRange(of: try Regex("tests\\(\\s*\"\(name)\",")) else { return nil }
        let rest = manifest[start.upperBound...]
        return rest[..<(rest.firstRange(of: "tests(")?.lowerBound ?? rest.endIndex)]
    }
}
