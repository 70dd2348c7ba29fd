import Testing

@Suite("Who imports whom")
struct ImportTests {
    private static let targets = (try? Repository.names(in: "Sources")) ?? []
    private static let testTargets = ((try? Repository.names(in: "Tests")) ?? []).filter { $0.hasSuffix("Tests") }

    @Test("the table of docs/architecture.md has a row for each target, and no other")
    func rows() throws {
        #expect(try Imports.allowed().keys.sorted() == Self.targets)
        #expect(!Self.targets.isEmpty)
    }

    @Test("a target imports what the table allows it", arguments: targets)
    func allowed(target: String) throws {
        let used = try Imports.used(below: "Sources/\(target)")
        let allowed = try #require(try Imports.allowed()[target])
        #expect(used.subtracting(allowed) == [])
    }

    @Test("the table allows no module that is not imported", arguments: targets)
    func needed(target: String) throws {
        let used = try Imports.used(below: "Sources/\(target)")
        let allowed = try #require(try Imports.allowed()[target])
        #expect(allowed.subtracting(used).subtracting(Imports.platform) == [])
    }

    @Test("a third party's module has one importing target, NIO's own apart")
    func oneImporter() throws {
        var importers: [String: [String]] = [:]
        for target in Self.targets {
            for module in try Imports.used(below: "Sources/\(target)") where !module.hasPrefix("NIO") {
                importers[module, default: []].append(target)
            }
        }
        let thirdParties = importers.filter { !Imports.platform.contains($0.key) && !Self.targets.contains($0.key) }
        #expect(thirdParties.keys.contains("GRDB"))
        #expect(thirdParties.filter { $0.value.count > 1 } == [:])
    }

    @Test("a test target imports what Package.swift declares for it", arguments: testTargets)
    func tests(target: String) throws {
        let used = try Imports.used(below: "Tests/\(target)").subtracting(Imports.platform)
        let declaration = try #require(try Imports.declaration(ofTests: String(target.dropLast("Tests".count))))
        #expect(used.filter { !declaration.contains("\"\($0)\"") } == [])
    }
}
