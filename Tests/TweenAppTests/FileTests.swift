import Foundation
import ShellCore
import Synchronization
import Testing
import VideoAPI

@testable import TweenApp

@Suite("Places")
struct PlacesTests {
    @Test(
        "own files go where the XDG variables say, if those are absolute",
        arguments: [
            (["HOME": "/home/you"], "/home/you/.local/state/tween", "/home/you/.config/tween"),
            (["HOME": "/home/you", "XDG_STATE_HOME": "/s", "XDG_CONFIG_HOME": "/c"], "/s/tween", "/c/tween"),
            (
                ["HOME": "/home/you", "XDG_STATE_HOME": "s", "XDG_CONFIG_HOME": ""], "/home/you/.local/state/tween",
                "/home/you/.config/tween"
            ),
            ([:], "//.local/state/tween", "//.config/tween"),
        ]
    )
    func folders(_ environment: [String: String], _ state: String, _ configuration: String) {
        let places = Places(environment: environment)
        #expect(places.state == state)
        #expect(places.configuration == configuration)
    }

    @Test(
        "a path is read as people write it",
        arguments: [
            ("a.png", "/here/a.png"), ("~/a.png", "/home/you/a.png"), ("~", "/home/you"), ("/a.png", "/a.png"), ("~other", "/here/~other"),
            ("file:///a%20b.png", "/a b.png"), ("file://localhost/%E7%8C%AB.png", "/猫.png"), ("./a", "/here/a"),
            (".", "/here"), ("././b//c/.", "/here/b/c"), ("../a", "/here/../a"), ("/", "/"), ("~/./a", "/home/you/a"), (".a", "/here/.a"),
        ]
    )
    func absolute(_ typed: String, _ path: String) {
        #expect(Places(environment: ["HOME": "/home/you"]).absolute(typed, from: "/here") == path)
    }
}

@Suite("Picture files")
struct PictureFileTests {
    private static func fault(_ typed: String, in world: World) -> Problem.FileFault? {
        do {
            _ = try PictureFile(typed: typed, places: world.places, folder: world.folder)
            return nil
        } catch {
            return error
        }
    }

    @Test("a picture is known by its first bytes and its hash")
    func knows() throws {
        let world = try World()
        try world.writePicture("a.txt")
        let picture = try PictureFile(typed: "a.txt", places: world.places, folder: world.folder).picture
        #expect(picture.format == .png)
        #expect(picture.path == world.folder + "/a.txt")
        #expect(picture.byteCount == 17)
        #expect(picture.sha256.count == 64)
    }

    @Test("a name is found whether the file system has it composed or decomposed", arguments: ["é.png", "e\u{301}.png"])
    func findsBothForms(_ stored: String) throws {
        let world = try World()
        try world.writePicture(stored)
        for typed in ["\u{e9}.png", "e\u{301}.png"] { #expect(Self.fault(typed, in: world) == nil) }
    }

    @Test(
        "every folder above it may have another form than what is typed",
        arguments: ["É/e\u{301}.png", "E\u{301}/\u{e9}.png", "\u{1EAD}/\u{1EA1}\u{302}.png"]
    )
    func findsMixedForms(_ stored: String) throws {
        let world = try World()
        mkdir(world.path(String(stored.prefix { $0 != "/" })), 0o700)
        try world.writePicture(stored)
        for typed in [stored.precomposedStringWithCanonicalMapping, stored.decomposedStringWithCanonicalMapping, stored] {
            #expect(Self.fault(typed, in: world) == nil)
            let files = OwnFiles(places: world.places, folder: world.folder)
            #expect(files.entries(of: String(typed.prefix { $0 != "/" }) + "/").count == 1)
            #expect(files.text(at: typed) == .unreadable(path: world.path(stored), message: "it is not UTF-8 text"))
        }
        #expect(Self.fault("É/none.png", in: world) == .notFound)
    }

    @Test("what is no picture file is refused, and nothing hangs on it")
    func refuses() throws {
        let world = try World()
        try world.write("no picture at all", to: "text.png")
        try world.write("", to: "empty.png")
        mkfifo(world.path("fifo.png"), 0o600)
        mkdir(world.path("folder.png"), 0o700)
        symlink("loop.png", world.path("loop.png"))
        #expect(Self.fault("text.png", in: world) == .notPicture)
        #expect(Self.fault("empty.png", in: world) == .empty)
        #expect(Self.fault("fifo.png", in: world) == .notRegular)
        #expect(Self.fault("folder.png", in: world) == .notRegular)
        #expect(Self.fault("loop.png", in: world) == .unreadable)
        #expect(Self.fault("none.png", in: world) == .notFound)
        #expect(Self.fault("text.png/a.png", in: world) == .notFound)
        #expect(Self.fault(String(repeating: "a", count: 300), in: world) == .notFound)
        #expect(Self.fault("/dev/zero", in: world) == .notRegular)
    }

    @Test("a link leads to its picture; ten MiB are the most")
    func measures() throws {
        let world = try World()
        try world.writePicture("a.png")
        symlink("a.png", world.path("link.png"))
        #expect(Self.fault("link.png", in: world) == nil)
        let limit = PictureFormat.byteLimit
        try world.writePicture("big", filler: limit - 12 - "big".utf8.count)
        #expect(Self.fault("big", in: world) == nil)
        try world.writePicture("big", filler: limit - 12 - "big".utf8.count + 1)
        #expect(Self.fault("big", in: world) == .tooLarge(byteCount: limit + 1))
    }

    @Test("a picture that has changed since it was set does not go out")
    func noticesChange() throws {
        let world = try World()
        try world.writePicture("a.png")
        try world.writePicture("b.png")
        let keys = KeyRing(path: world.places.credentials, environmentKey: nil)
        let services = ScriptedServices(keys: keys, isObliging: true)
        let draft = try PictureFile(typed: "a.png", places: world.places, folder: world.folder).picture
        let other = try PictureFile(typed: "b.png", places: world.places, folder: world.folder).picture
        var request = Draft()
        request[.first] = .image(.file(draft))
        request[.last] = .image(.file(other))
        let valid = try request.validated(seed: 1)
        try world.writePicture("a.png", filler: 1)
        let journal = JournalDesk(folder: world.places.state, now: { 0 }, perform: { $0() })
        let submitter = Submitter(services: services, journal: journal, clock: world.clock) { _ in }
        let stage = Stage()
        let outcome = Outcome()
        Task(executorPreference: stage) { outcome.set(await submitter.submit(valid, profile: .local)) }
        stage.settle()
        guard case .ended(nil, let error)? = outcome.value else { throw CocoaError(.featureUnsupported) }
        #expect(error.sending == .notSent)
        #expect(error.message.contains("a.png has changed"))
        #expect(services.posts.isEmpty)
    }
}

@Suite("Own files")
struct OwnFileTests {
    @Test("a file is replaced whole, for its owner only, and nothing is left beside it")
    func replaces() throws {
        let world = try World()
        let path = world.path("settings")
        try SystemFile.replace(path, with: Array("one".utf8))
        try SystemFile.replace(path, with: Array("two".utf8))
        #expect(try SystemFile.read(path, limit: 10) == Array("two".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder) == ["settings"])
        #expect(try mode(path) == 0o600)
    }

    @Test("nothing that is there is written over, be it a file, a folder or a link to nowhere")
    func createsOnly() throws {
        let world = try World()
        try world.write("mine", to: "file")
        mkdir(world.path("folder"), 0o700)
        symlink(world.path("nowhere"), world.path("link"))
        for name in ["file", "folder", "link"] {
            #expect(throws: SystemFile.Fault(code: EEXIST)) { try SystemFile.create(world.path(name), bytes: [1]) }
        }
        #expect(try String(contentsOfFile: world.path("file"), encoding: .utf8) == "mine")
        #expect(!FileManager.default.fileExists(atPath: world.path("nowhere")))
        #expect(throws: SystemFile.Fault(code: ENOENT)) { try SystemFile.create(world.path("no/where"), bytes: []) }
        #expect(throws: SystemFile.Fault(code: EISDIR)) { try SystemFile.replace(world.path("folder"), with: [1]) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder).sorted() == ["file", "folder", "link"])
    }

    @Test("folders are made with all above them, for their owner only")
    func makesFolders() throws {
        let world = try World()
        try SystemFile.makeFolder(world.path("a/b/c"))
        for name in ["a", "a/b", "a/b/c"] { #expect(try mode(world.path(name)) == 0o700) }
        try SystemFile.makeFolder(world.path("a/b/c"))
    }

    @Test("drafts are kept, listed and removed by name")
    func keepsDrafts() throws {
        let world = try World()
        let files = OwnFiles(places: world.places, folder: world.folder)
        #expect(files.draftNames().isEmpty)
        let path = try files.store(.draft(name: "猫"), text: "seed=7\n")
        #expect(path == world.places.drafts + "/猫")
        #expect(try mode(path) == 0o600)
        #expect(files.draftNames() == ["猫"])
        #expect(files.draft(named: "猫") == .text("seed=7\n", path: path))
        try files.removeDraft(named: "猫")
        #expect(files.draft(named: "猫") == .missing(path: path))
        #expect(throws: FileTrouble.self) { try files.removeDraft(named: "猫") }
    }

    @Test("a text that is not UTF-8 is not read")
    func wantsText() throws {
        let world = try World()
        try Data([0x61, 0xFF]).write(to: URL(fileURLWithPath: world.path("latin")))
        let files = OwnFiles(places: world.places, folder: world.folder)
        #expect(files.text(at: "latin") == .unreadable(path: world.path("latin"), message: "it is not UTF-8 text"))
    }

    @Test("the bundled frames are pictures, and mended when they were changed")
    func bringsSamples() throws {
        let world = try World()
        let files = OwnFiles(places: world.places, folder: world.folder)
        let samples = try files.samples()
        #expect(samples.first.format == .jpeg)
        #expect(samples.last.format == .jpeg)
        try Data("gone".utf8).write(to: URL(fileURLWithPath: samples.first.path))
        #expect(try files.samples().first == samples.first)
    }

    @Test("Tab is offered what is in a folder, folders with a slash")
    func listsEntries() throws {
        let world = try World()
        try world.writePicture("猫.png")
        mkdir(world.path("films"), 0o700)
        let files = OwnFiles(places: world.places, folder: world.folder)
        #expect(files.entries(of: "") == ["films/", "猫.png"])
        #expect(files.entries(of: "nowhere").isEmpty)
        #expect(files.entries(of: "file://").isEmpty && files.entries(of: "file:///").contains("tmp/"))
        // A name that is no text can't be typed, so it is not offered.
        let descriptor = open(
            [UInt8](world.path("bad").utf8).map(CChar.init(bitPattern:)) + [CChar(bitPattern: 0xFF), 0],
            O_CREAT | O_WRONLY,
            0o600
        )
        #expect(descriptor >= 0)
        close(descriptor)
        #expect(files.entries(of: "") == ["films/", "猫.png"])
    }
}

@Suite("What opens a video")
struct OpenerTests {
    @Test(
        "only web addresses and plain files are opened",
        arguments: ["javascript:alert(1)", "file:///etc/passwd", "-rf", "", "/", "ftp://a/b"]
    )
    func refuses(_ target: String) {
        #expect(Opener(environment: ["TWEEN_OPEN": "/bin/true"]).open(target) == "\(target) is neither an http(s) address nor a file")
    }

    @Test("without a program it says what to do")
    func needsProgram() {
        let trouble = Opener(environment: ["PATH": "/nowhere"]).open("https://example.com/a.mp4")
        #expect(trouble?.contains("set TWEEN_OPEN") == true)
    }
}

/// The outcome of a submit, from one task to another.
private final class Outcome: Sendable {
    private let box = Mutex<Submitter.Outcome?>(nil)
    var value: Submitter.Outcome? { box.withLock { $0 } }
    func set(_ outcome: Submitter.Outcome) { box.withLock { $0 = outcome } }
}

/// The permissions of a file.
private func mode(_ path: String) throws -> Int {
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(facts[.posixPermissions] as? Int)
}
