import FaultServer
import Foundation
import Synchronization
import Testing

@testable import VideoAPI
@testable import VideoClient

@Suite("The folder of a download", .timeLimit(.minutes(2)))
struct DownloadFolderTests {
    private let folder: ScratchFolder
    private let tester: DownloadTester

    init() throws {
        folder = try ScratchFolder()
        tester = DownloadTester(folder: folder)
    }

    /// What may lie where the unfinished file or its sidecar would be, and is not this task's.
    enum Foreign: String, CaseIterable, Sendable {
        case partAlone, emptySidecar, otherTask, noJSON, noTask, linkedPart, linkedSidecar, folderAsPart, folderAsSidecar, pipeAsSidecar

        func lay(in folder: ScratchFolder) throws {
            let part = folder.path + "/" + DownloadTester.part
            let sidecar = folder.path + "/" + DownloadTester.sidecar
            let files = FileManager.default
            try folder.write("precious", to: "target")
            if ![.linkedPart, .folderAsPart].contains(self) { try folder.write("precious", to: DownloadTester.part) }
            switch self {
            case .partAlone: break
            case .emptySidecar: try folder.write("", to: DownloadTester.sidecar)
            case .otherTask: try folder.write(#"{"task":"task_2","durable":8,"etag":"\"a\""}"#, to: DownloadTester.sidecar)
            case .noJSON: try folder.write("{\"task\":\"task_1\"", to: DownloadTester.sidecar)
            case .noTask: try folder.write("{\"durable\":8}", to: DownloadTester.sidecar)
            case .linkedPart:
                try files.createSymbolicLink(atPath: part, withDestinationPath: folder.path + "/target")
                try folder.write(#"{"task":"task_1"}"#, to: DownloadTester.sidecar)
            case .linkedSidecar: try files.createSymbolicLink(atPath: sidecar, withDestinationPath: folder.path + "/target")
            case .folderAsPart:
                try files.createDirectory(atPath: part, withIntermediateDirectories: false)
                try folder.write(#"{"task":"task_1"}"#, to: DownloadTester.sidecar)
            case .folderAsSidecar: try files.createDirectory(atPath: sidecar, withIntermediateDirectories: false)
            case .pipeAsSidecar: try #require(mkfifo(sidecar, 0o600) == 0)
            }
        }
    }

    @Test("keeps what is another's as it is, and the file in the making goes beside it", arguments: Foreign.allCases)
    func foreign(_ foreign: Foreign) async throws {
        try foreign.lay(in: folder)
        let before = try folder.contents()
        let server = try FilmServer()
        #expect(try await tester.download(server.url) == "a.mp4")
        #expect(server.offsets == [0])
        #expect(folder.read("a.mp4") == MP4.film)
        #expect(folder.read("target") == Array("precious".utf8))
        if before.contains(DownloadTester.part), foreign != .linkedPart, foreign != .folderAsPart {
            #expect(folder.read(DownloadTester.part) == Array("precious".utf8))
        }
        // An empty sidecar is what a kill may leave; it says nothing and goes.
        let expected = before.filter { $0 != DownloadTester.sidecar || foreign != .emptySidecar } + ["a.mp4"]
        #expect(try folder.contents() == expected.sorted())
    }

    @Test("with a file that is longer than the video, or has no bytes yet, begins anew", arguments: [0, MP4.film.count + 1])
    func size(_ count: Int) async throws {
        try tester.leave(count, of: MP4.film + [1])
        let server = try FilmServer()
        #expect(try await tester.download(server.url) == "a.mp4")
        #expect(server.offsets == [0])
        #expect(folder.read("a.mp4") == MP4.film)
        #expect(try folder.contents() == ["a.mp4"])
    }

    @Test("lets one of two save a video and tells the other")
    func busy() async throws {
        let server = try FilmServer(cut: { $0 == 0 ? .hang(200_000) : nil })
        let (steps, step) = AsyncStream<DownloadProgress>.makeStream()
        let first = Task { [tester] in try await tester.download(server.url) { step.yield($0) } }
        for await _ in steps { break }
        #expect(try await tester.failure(server.url) == .busy)
        var other = tester
        other.task = "task_2"
        #expect(try await other.download(server.url) == "a.mp4")
        first.cancel()
        await #expect(throws: DownloadError.cancelled) { try await first.value }
        #expect(try await tester.download(server.url) == "a-2.mp4")
        #expect(try folder.contents() == ["a-2.mp4", "a.mp4"])
    }

    @Test("of many who save one video at once gives it to some, whole, and to nobody in parts")
    func crowd() async throws {
        let server = try FilmServer()
        let names = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<20 {
                group.addTask { [tester] in
                    do {
                        return try await tester.download(server.url)
                    } catch DownloadError.busy {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { names, name in names += name.map { [$0] } ?? [] }
        }
        #expect(!names.isEmpty)
        #expect(Set(names).count == names.count)
        #expect(try folder.contents() == names.sorted())
        for name in names { #expect(folder.read(name) == MP4.film) }
    }

    @Test("with a video that was finished but for the tidying up asks nobody")
    func finished() async throws {
        try tester.leave(MP4.film.count)
        try folder.link(DownloadTester.part, to: "a-2.mp4")
        try folder.write("mine", to: "a.mp4")
        #expect(try await tester.download("http://127.0.0.1:\(FaultServer.deadPort())/") == "a-2.mp4")
        #expect(try folder.contents() == ["a-2.mp4", "a.mp4"])
    }

    @Test("with a video of which nothing but the sidecar was left asks nobody")
    func tidied() async throws {
        let unlinks = Mutex(0)
        var stopped = tester
        stopped.gate = { call throws(SystemError) in
            guard call == .unlink else { return }
            let count = unlinks.withLock { unlinks in
                unlinks += 1
                return unlinks
            }
            if count == 2 { throw SystemError(code: EIO) }
        }
        try folder.write("mine", to: "a.mp4")
        let server = try FilmServer()
        #expect(try await stopped.download(server.url) == "a-2.mp4")
        #expect(try folder.contents() == ["a-2.mp4", "a.mp4", DownloadTester.sidecar])
        #expect(try await tester.download("http://127.0.0.1:\(FaultServer.deadPort())/") == "a-2.mp4")
        #expect(try folder.contents() == ["a-2.mp4", "a.mp4"])
    }

    @Test("with such a video that was renamed since leaves it alone")
    func renamed() async throws {
        try tester.leave(MP4.film.count)
        try folder.link(DownloadTester.part, to: "holiday.mp4")
        let other = MP4.head + MP4.box("mdat", [1])
        let server = try FilmServer(film: { _ in other }, validators: { _ in ["ETag: \"b\""] })
        #expect(try await tester.download(server.url) == "a.mp4")
        #expect(folder.read("holiday.mp4") == MP4.film)
        #expect(folder.read("a.mp4") == other)
        #expect(try folder.contents() == ["a.mp4", "holiday.mp4"])
    }

    @Test("holds a whole video or none whenever the program is killed, and the next try gives the whole one")
    func killed() async throws {
        let snapshots = Mutex<[(FileCall, ScratchFolder)]>([])
        var watched = tester
        watched.gate = { [folder] call in
            #expect(throws: Never.self) {
                let copy = try folder.copy()
                snapshots.withLock { $0.append((call, copy)) }
            }
        }
        // Once to the end, and once with an interruption on the way.
        let server = try FilmServer(cut: { $0 == 1 ? .close(200_000) : nil })
        #expect(try await watched.download(server.url) == "a.mp4")
        _ = try await watched.failure(server.url)
        #expect(try await watched.download(server.url) == "a-2.mp4")
        let all = snapshots.withLock { $0 }
        #expect(all.count > 20)
        for (call, copy) in all {
            for name in try copy.contents() where name.hasSuffix(".mp4") { #expect(copy.read(name) == MP4.film, "\(call)") }
            let again = DownloadTester(folder: copy)
            let name = try await again.download(server.url)
            #expect(copy.read(name) == MP4.film, "\(call)")
            #expect(try copy.contents().allSatisfy { $0.hasSuffix(".mp4") }, "\(call)")
        }
    }

    @Test("holds a whole video or none whichever call fails, and the next try gives the whole one", arguments: [ENOSPC, EIO, EROFS])
    func failing(_ code: Int32) async throws {
        var failed = 0
        for broken in 0..<1000 {
            let scratch = try ScratchFolder()
            let calls = Mutex(0)
            var faulty = DownloadTester(folder: scratch)
            faulty.gate = { _ throws(SystemError) in
                let number = calls.withLock { calls in
                    calls += 1
                    return calls - 1
                }
                if number == broken { throw SystemError(code: code) }
            }
            let server = try FilmServer()
            try DownloadTester(folder: scratch).leave(1000)
            do {
                _ = try await faulty.download(server.url)
            } catch let error as DownloadError {
                failed += 1
                let isNamed = if case .file = error { code != ENOSPC } else { code == ENOSPC && error == .diskFull }
                #expect(isNamed, "\(broken): \(error)")
            }
            for name in try scratch.contents() where name.hasSuffix(".mp4") { #expect(scratch.read(name) == MP4.film, "\(broken)") }
            let name = try await DownloadTester(folder: scratch).download(server.url)
            #expect(scratch.read(name) == MP4.film, "\(broken)")
            if calls.withLock({ $0 }) <= broken { break }
        }
        #expect(failed >= 5)
        #expect(failed < 1000)
    }

    @Test("of another kind of disk without links takes no name that is taken")
    func noLinks() async throws {
        var faulty = tester
        let links = Mutex(0)
        faulty.gate = { call throws(SystemError) in
            guard call == .link else { return }
            let isFirst = links.withLock { links in
                links += 1
                return links % 2 == 1
            }
            if isFirst { throw SystemError(code: EPERM) }
        }
        let server = try FilmServer()
        #expect(try await faulty.download(server.url) == "a.mp4")
        try folder.write("mine", to: "a.mp4")
        #expect(try await faulty.download(server.url) == "a-2.mp4")
        #expect(folder.read("a.mp4") == Array("mine".utf8))
        #expect(folder.read("a-2.mp4") == MP4.film)
        #expect(try folder.contents() == ["a-2.mp4", "a.mp4"])
    }

    @Test("that names nothing in the end, leaves no empty file under the name", arguments: [false, true])
    func withdraws(_ isReplaced: Bool) async throws {
        var faulty = tester
        let links = Mutex(0)
        faulty.gate = { [folder] call throws(SystemError) in
            guard call == .link else { return }
            let count = links.withLock { links in
                links += 1
                return links
            }
            if count == 1 { throw SystemError(code: EPERM) }
            if isReplaced { try? folder.write("mine", to: "a.mp4") }
            throw SystemError(code: EIO)
        }
        let server = try FilmServer()
        guard case .file = try await faulty.failure(server.url) else { throw Fixture.Unexpected(what: "another error") }
        #expect(links.withLock { $0 } == 2)
        #expect(try folder.contents().filter { $0.hasSuffix(".mp4") } == (isReplaced ? ["a.mp4"] : []))
        #expect(try await tester.download(server.url) == (isReplaced ? "a-2.mp4" : "a.mp4"))
    }

    @Test("that takes nothing without an error is an error, too")
    func standsStill() throws {
        #expect(throws: SystemError(code: EIO)) { try SystemError.advance { 0 } }
        #expect(try SystemError.advance { 3 } == 3)
    }
}
