import Foundation
import Testing

@testable import TweenApp

@Suite("The user's editor")
struct EditorTests {
    /// A folder with programs of these names.
    private static func folder(_ programs: [String]) throws -> String {
        let folder = NSTemporaryDirectory() + "tween-editors-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        for name in programs {
            _ = FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: Data(), attributes: [.posixPermissions: 0o700])
        }
        return folder
    }

    @Test(
        "editors that can be told where to begin are told",
        arguments: [
            ("vi", ["+2"]), ("joe", ["+2"]), ("vim", ["+call cursor(2,4)"]), ("nvim", ["+call cursor(2,4)"]),
            ("vim.basic", ["+call cursor(2,4)"]),
            ("vim.tiny", ["+2"]), ("nano", ["+2,2"]), ("emacs-nox", ["+2:2"]), ("micro", ["+2:2"]), ("my-editor", []),
        ]
    )
    func tellsPlace(_ name: String, _ expected: [String]) throws {
        let folder = try Self.folder([name])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let command = try EditorCommand(environment: ["EDITOR": name, "PATH": folder])
        // Behind the first character of the second line, of three bytes.
        let arguments = command.arguments(opening: "/t.txt", at: TextPlace(3, in: "a\n猫b"))
        #expect(command.program == "\(folder)/\(name)")
        #expect(arguments == expected + ["/t.txt"])
    }

    @Test("helix is told with the file's name, and a link is the program that it leads to")
    func followsLinks() throws {
        let folder = try Self.folder(["hx"])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/editor", withDestinationPath: "hx")
        let command = try EditorCommand(environment: ["PATH": folder])
        #expect(command.program == "\(folder)/editor")
        #expect(command.arguments(opening: "/t.txt", at: TextPlace(0, in: "")) == ["/t.txt:1:1"])
    }

    @Test("VISUAL goes before EDITOR, blanks are none, and what has arguments is a shell's")
    func chooses() throws {
        let folder = try Self.folder(["nano", "vi"])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try EditorCommand(environment: ["VISUAL": " ", "EDITOR": "vi", "PATH": folder]).program == "\(folder)/vi")
        #expect(try EditorCommand(environment: ["PATH": folder]).program == "\(folder)/nano")
        let command = try EditorCommand(environment: ["VISUAL": "nano -w", "EDITOR": "vi", "PATH": folder])
        #expect(command.program == "/bin/sh")
        #expect(command.arguments(opening: "/a b", at: TextPlace(0, in: "")) == ["-c", "nano -w \"$@\"", "nano -w", "+1,1", "/a b"])
    }

    @Test("no editor is said in words that help", arguments: [["PATH": "/nowhere"], ["EDITOR": "none-such", "PATH": "/nowhere"]])
    func saysWhatIsMissing(_ environment: [String: String]) {
        #expect { try EditorCommand(environment: environment) } throws: { error in
            (error as? EditorTrouble)?.message.contains("EDITOR") == true
        }
    }
}
