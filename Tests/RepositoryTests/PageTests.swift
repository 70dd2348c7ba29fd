import ShellCore
import Testing

@Suite("Pages")
struct PageTests {
    @Test("the top level holds what was agreed")
    func topLevel() throws {
        let names = Set(try Repository.names(in: ""))
        #expect(names.isSuperset(of: [".ci", ".editorconfig", ".gitignore", ".swift-format"]))
        let visible = names.filter { !$0.hasPrefix(".") }.subtracting(["Package.resolved"])
        #expect(visible == ["Package.swift", "README.md", "Sources", "Tests", "docs"])
    }

    @Test("the reference pages are those that the tables make", arguments: ReferencePages.all.map(\.name))
    func reference(name: String) throws {
        let page = try #require(ReferencePages.all.first { $0.name == name })
        #expect(try Repository.text("docs/reference/\(name)") == page.text, "`swift run tween reference docs/reference` writes them anew")
    }

    @Test("there is no reference page that nothing makes")
    func noOtherReference() throws {
        #expect(try Repository.names(in: "docs/reference") == ReferencePages.all.map(\.name).sorted())
    }

    @Test("README opens with a session, and has the command that .ci/run runs")
    func readme() throws {
        let page = MarkdownPage(try Repository.text("README.md"))
        #expect(page.blocks.first { $0.language == "session" }?.lines.contains { $0.hasSuffix("> submit") } == true)
        let commands = page.blocks.filter { $0.language == "sh" }.flatMap(\.lines)
        #expect(commands.contains { $0.hasSuffix("&& swift run tween") })
        let tests = try #require(commands.first { $0.contains("&& swift test ") })
        #expect(try Repository.text(".ci/run").split(separator: "\n").contains(Substring(tests)))
    }

    @Test("links lead somewhere", arguments: ["README.md"] + ((try? Repository.files(below: "docs", ending: ".md")) ?? []))
    func links(path: String) throws {
        let folder = path.split(separator: "/").dropLast()
        for link in MarkdownPage(try Repository.text(path)).links where !link.contains("://") {
            let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let target = parts[0].isEmpty ? path : MarkdownPage.resolve(parts[0], in: folder)
            try #require(Repository.exists(target), "\(link) in \(path)")
            guard parts.count == 2 else { continue }
            #expect(MarkdownPage(try Repository.text(target)).anchors.contains(String(parts[1])), "\(link) in \(path)")
        }
    }

    @Test("every decision is in the list of decisions")
    func decisions() throws {
        let list = MarkdownPage(try Repository.text("docs/decisions/README.md")).links
        #expect(Set(list) == Set(try Repository.names(in: "docs/decisions")).subtracting(["README.md"]))
    }
}
