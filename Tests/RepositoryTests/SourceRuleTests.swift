import Testing

@Suite("Rules for all sources")
struct SourceRuleTests {
    private static let files = (try? Repository.files(below: "Sources", ending: ".swift")) ?? []

    @Test("sources are found")
    func found() {
        #expect(Self.files.count > 100)
    }

    @Test(
        "what can trap or hides from the compiler is not used",
        arguments: ["fatalError(", "preconditionFailure(", "try!", "as!", "@unchecked Sendable", "unsafeBitCast"]
    )
    func banned(word: String) throws {
        let found = try places { $0.contains(word) }
        #expect(found == [])
    }

    @Test("no optional is unwrapped by force")
    func forceUnwrap() throws {
        let found = try places { $0.replacing(/"[^"]*"/, with: "\"\"").contains(/[\w)\]]!(?:[^=\w]|$)/) }
        #expect(found == [])
    }

    @Test("nothing is public: the package is one program")
    func access() throws {
        let found = try places { $0.contains(/^ *public\b/) }
        #expect(found == [])
    }

    @Test("nonisolated(unsafe) stays in Terminal")
    func unsafe() throws {
        #expect(try places { $0.contains("nonisolated(unsafe)") }.allSatisfy { $0.hasPrefix("Sources/Terminal/") })
    }

    /// `file:line` of every line of code that matches.
    private func places(_ matches: (String) -> Bool) throws -> [String] {
        try Self.files.flatMap { file in try Repository.code(file).filter { matches($0.text) }.map { "\(file):\($0.number)" } }
    }
}
