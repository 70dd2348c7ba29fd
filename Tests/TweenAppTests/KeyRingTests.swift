import Foundation
import ShellCore
import Testing
import VideoAPI

@testable import TweenApp

@Suite("Keys")
struct KeyRingTests {
    private let world: World
    private let one: Origin
    private let two: Origin

    init() throws {
        world = try World()
        one = try ServiceAddress(typed: "https://one.example.com/v1").origin
        two = try ServiceAddress(typed: "https://two.example.com/v1").origin
    }

    private func ring(_ key: String? = nil) -> KeyRing { KeyRing(path: world.places.credentials, environmentKey: key) }

    @Test("the environment's key serves one origin a run: the first that needs a key")
    func bindsToOne() {
        let ring = ring("sk-environment")
        #expect(ring.source(for: two) == .environment)
        #expect(ring.key(for: one)?.reveal() == "sk-environment")
        #expect(ring.key(for: two) == nil)
        #expect(ring.source(for: two) == nil)
        #expect(ring.source(for: one) == .environment)
    }

    @Test("port and scheme make another origin")
    func tellsOriginsApart() throws {
        let ring = ring("sk-environment")
        #expect(ring.key(for: one) != nil)
        for address in ["https://one.example.com:8443/v1", "https://one.example.com.evil.com/v1", "http://localhost/v1"] {
            #expect(ring.key(for: try ServiceAddress(typed: address).origin) == nil)
        }
    }

    @Test("a stored key is bound to its origin, and the variable wins")
    func stores() throws {
        try ring().store(try APIKey("sk-stored"), for: one)
        #expect(ring().key(for: one)?.reveal() == "sk-stored")
        #expect(ring().source(for: one) == .login)
        #expect(ring().key(for: two) == nil)
        #expect(ring("sk-environment").key(for: one)?.reveal() == "sk-environment")
        try ring().store(nil, for: one)
        #expect(ring().source(for: one) == nil)
    }

    @Test("a task of an earlier run gets the key that it went with and no other")
    func knowsFingerprints() throws {
        let old = try APIKey("sk-old")
        try ring().store(old, for: one)
        #expect(ring("sk-new").key(for: one, fingerprint: old.fingerprint) == old)
        #expect(ring("sk-new").key(for: one, fingerprint: "0000") == nil)
        #expect(ring("sk-new").key(for: two, fingerprint: old.fingerprint) == nil)
        #expect(old.fingerprint.count == 16)
    }

    @Test("the environment's key goes to no second origin, not even for an old task")
    func bindsOldTasksToo() throws {
        let ring = ring("sk-environment")
        let fingerprint = try APIKey("sk-environment").fingerprint
        #expect(ring.key(for: one) != nil)
        #expect(ring.key(for: two, fingerprint: fingerprint) == nil)
        #expect(ring.key(for: one, fingerprint: fingerprint) != nil)
    }

    @Test("the file is for its owner only, and one that others could read or change counts for nothing", arguments: [0o640, 0o604, 0o620])
    func minds(_ mode: Int) throws {
        try ring().store(try APIKey("sk-stored"), for: one)
        let facts = try FileManager.default.attributesOfItem(atPath: world.places.credentials)
        #expect(facts[.posixPermissions] as? Int == 0o600)
        chmod(world.places.credentials, mode_t(mode))
        #expect(ring().key(for: one) == nil)
    }

    @Test("a link in place of the file counts for nothing")
    func mindsLinks() throws {
        try ring().store(try APIKey("sk-stored"), for: one)
        #expect(rename(world.places.credentials, world.path("elsewhere")) == 0)
        symlink(world.path("elsewhere"), world.places.credentials)
        #expect(ring().key(for: one) == nil)
    }

    /// What makes the credentials file unusable.
    enum Damage: CaseIterable {
        case readable, link, folder, notJSON, noObject, tooBig

        func apply(to path: String) throws {
            switch self {
            case .readable: try #require(chmod(path, 0o640) == 0)
            case .link:
                try #require(rename(path, path + ".real") == 0)
                try #require(symlink(path + ".real", path) == 0)
            case .folder:
                try #require(unlink(path) == 0)
                try #require(mkdir(path, 0o700) == 0)
            case .notJSON: try write("{\"https://two.example.com\": ", to: path)
            case .noObject: try write("[]", to: path)
            case .tooBig: try write("{}" + String(repeating: " ", count: 1 << 20), to: path)
            }
        }

        private func write(_ text: String, to path: String) throws {
            let file = try #require(FileHandle(forWritingAtPath: path))
            try file.truncate(atOffset: 0)
            try file.write(contentsOf: Data(text.utf8))
            try file.close()
        }
    }

    @Test("a key is not stored in, nor removed from, a file that can't be used, which is told and left alone", arguments: Damage.allCases)
    func leavesAlone(_ damage: Damage) throws {
        let path = world.places.credentials
        try ring().store(try APIKey("sk-stored"), for: two)
        try damage.apply(to: path)
        let before = try facts(path)
        let bytes = try? SystemFile.read(path, limit: 1 << 21)
        for key in [try APIKey("sk-new"), nil] {
            let trouble = #expect(throws: FileTrouble.self) { try ring().store(key, for: one) }
            #expect(trouble?.path == path && trouble?.message.isEmpty == false)
        }
        #expect(try facts(path) == before)
        #expect((try? SystemFile.read(path, limit: 1 << 21)) == bytes)
    }

    /// Which file stands there, and who may do what with it.
    private func facts(_ path: String) throws -> [Int?] {
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        return [facts[.systemFileNumber] as? Int, facts[.posixPermissions] as? Int]
    }

    @Test("keys that shells store at the same time are all kept")
    func storesAtOnce() async throws {
        let origins = try (1...32).map { try ServiceAddress(typed: "https://a\($0).example.com/v1").origin }
        let path = world.places.credentials
        let shells = DispatchGroup()
        for (index, origin) in origins.enumerated() {
            shells.enter()
            Thread.detachNewThread {
                try? KeyRing(path: path, environmentKey: nil).store(APIKey("sk-\(index)"), for: origin)
                shells.leave()
            }
        }
        await withCheckedContinuation { done in shells.notify(queue: .global()) { done.resume() } }
        for (index, origin) in origins.enumerated() { #expect(ring().key(for: origin)?.reveal() == "sk-\(index)") }
    }

    @Test("a variable that can't be a key is none", arguments: ["two words", "sk-\n", "密钥"])
    func refusesBadVariable(_ text: String) { #expect(ring(text).key(for: one) == nil) }
}
