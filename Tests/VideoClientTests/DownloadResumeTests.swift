import FaultServer
import Foundation
import Testing

@testable import VideoAPI
@testable import VideoClient

@Suite("A download that was interrupted", .timeLimit(.minutes(1)))
struct DownloadResumeTests {
    private let folder: ScratchFolder
    private let tester: DownloadTester

    init() throws {
        folder = try ScratchFolder()
        tester = DownloadTester(folder: folder)
    }

    private func expectWhole(_ film: [UInt8] = MP4.film, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try folder.contents() == ["a.mp4"], sourceLocation: sourceLocation)
        #expect(folder.read("a.mp4") == film, sourceLocation: sourceLocation)
    }

    @Test("keeps its bytes and its sidecar for its owner alone, and goes on behind them")
    func goesOn() async throws {
        let server = try FilmServer(cut: { $0 == 0 ? .close(200_000) : nil })
        let error = try await tester.failure(server.url)
        guard case .truncated(let received, expected: MP4.film.count) = error else { throw Fixture.Unexpected(what: "\(error)") }
        #expect(try folder.contents() == [DownloadTester.part, DownloadTester.sidecar])
        for name in try folder.contents() { #expect(try folder.mode(name) == 0o600) }
        #expect(received == 200_000, "all that came is kept")
        #expect(try await tester.download(server.url) == "a.mp4")
        try expectWhole()
        let request = try #require(server.server.log.requests.last)
        #expect(request.header("Range") == "bytes=200000-")
        #expect(request.header("If-Range") == "\"a\"")
    }

    @Test("gives the right file wherever it is cut", arguments: [FilmServer.RangeFault.none, .ignored], [false, true])
    func everywhere(_ fault: FilmServer.RangeFault, _ isReset: Bool) async throws {
        for point in 0..<64 {
            let count = MP4.film.count * point / 63 - (point == 63 ? 1 : 0)
            let server = try FilmServer(fault: fault, cut: { $0 > 0 ? nil : isReset ? .reset(count) : .close(count) })
            _ = try await tester.failure(server.url)
            #expect(try await tester.download(server.url) == "a.mp4")
            try expectWhole()
            #expect(server.offsets.allSatisfy { $0 <= count })
            // What a reset takes with it is the system's affair; an orderly end takes nothing.
            if !isReset { #expect(server.offsets == [0, count]) }
            try folder.remove("a.mp4")
        }
    }

    @Test("begins anew when the video is another one by now", arguments: [0, 1, 30, 150_000, 300_026])
    func changed(_ count: Int) async throws {
        let other = MP4.head + MP4.box("mdat", [UInt8](repeating: 9, count: 300_000))
        let server = try FilmServer(
            film: { $0 == 0 ? MP4.film : other },
            validators: { ["ETag: \"\($0)\""] },
            cut: { $0 == 0 ? .close(count) : nil }
        )
        _ = try await tester.failure(server.url)
        #expect(try await tester.download(server.url) == "a.mp4")
        try expectWhole(other)
    }

    @Test("adds nothing that does not fit, and begins anew once", arguments: FilmServer.RangeFault.allCases)
    func faults(_ fault: FilmServer.RangeFault) async throws {
        try tester.leave(1000)
        let server = try FilmServer(fault: fault)
        #expect(try await tester.download(server.url) == "a.mp4")
        try expectWhole()
        let expected =
            switch fault {
            case .none, .ignored: [1000]
            case .refused, .otherStart, .otherTotal, .noTotal, .otherTag, .noContentRange, .oddContentRange, .severalParts: [1000, 0]
            }
        #expect(server.offsets == expected)
    }

    @Test("that is refused a range for ever stops with the second answer")
    func alwaysRefused() async throws {
        try tester.leave(1000)
        let server = try FaultServer([.answer("416 Range Not Satisfiable", "")])
        #expect(try await tester.failure(server.url) == .refused(status: 416))
        #expect(server.log.requests.map { $0.header("Range") } == ["bytes=1000-", nil])
    }

    @Test("asks nobody when all bytes are there")
    func whole() async throws {
        try tester.leave(MP4.film.count)
        #expect(try await tester.download("http://127.0.0.1:\(FaultServer.deadPort())/") == "a.mp4")
        try expectWhole()
    }

    @Test("keeps what it has when its address has expired, and goes on from a new one", arguments: [401, 403, 404, 410, 500, 502, 503])
    func newAddress(_ status: Int) async throws {
        try tester.leave(1000)
        let expired = try FaultServer([.answer("\(status) No", "{}")])
        let expected: DownloadError =
            switch status {
            case 401: .unauthorized
            case 403, 410: .expired(status: status)
            default: .refused(status: status)
            }
        #expect(try await tester.failure(expired.url) == expected)
        #expect(folder.read(DownloadTester.part) == Array(MP4.film.prefix(1000)))
        let fresh = try FilmServer()
        #expect(try await tester.download(fresh.url + "/other.mp4?signature=2") == "a.mp4")
        #expect(fresh.offsets == [1000])
        try expectWhole()
    }

    @Test("takes the range and its condition along when it is redirected")
    func redirected() async throws {
        try tester.leave(1000)
        let film = try FilmServer()
        let target = film.url
        let server = try FaultServer([.answer("302 Found", "", headers: ["Location: \(target)/film"])])
        #expect(try await tester.download(server.url) == "a.mp4")
        #expect(film.offsets == [1000])
        try expectWhole()
    }

    @Test("keeps its bytes when it is stopped, and when nothing more comes", arguments: [true, false])
    func stopped(_ byHand: Bool) async throws {
        let server = try FilmServer(cut: { $0 == 0 ? .hang(200_000) : nil })
        var waiting = tester
        // Long enough for the first bytes of a server under load.
        if !byHand { waiting.timeouts.firstByte = .seconds(2) }
        let (steps, step) = AsyncStream<DownloadProgress>.makeStream()
        let download = Task { [waiting] in
            defer { step.finish() }
            return try await waiting.download(server.url) { step.yield($0) }
        }
        for await _ in steps { break }
        if byHand { download.cancel() }
        await #expect(throws: byHand ? DownloadError.cancelled : .stalled) { try await download.value }
        #expect(try folder.contents() == [DownloadTester.part, DownloadTester.sidecar])
        #expect(try await tester.download(server.url) == "a.mp4")
        #expect(try #require(server.offsets.last) > 0)
        try expectWhole()
    }

    @Test(
        "without anything that tells versions apart begins anew",
        arguments: [
            [], ["ETag: W/\"a\""], ["ETag: a"], ["Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT"],
        ]
    )
    func noValidator(_ validators: [String]) async throws {
        let server = try FilmServer(validators: { _ in validators }, cut: { $0 == 0 ? .close(200_000) : nil })
        _ = try await tester.failure(server.url)
        #expect(try folder.contents() == [])
        #expect(try await tester.download(server.url) == "a.mp4")
        #expect(server.offsets == [0, 0])
        try expectWhole()
    }

    @Test("takes an older date of change for a version")
    func modified() async throws {
        let date = "Sun, 06 Nov 1994 08:00:00 GMT"
        let server = try FilmServer(validators: { _ in ["Last-Modified: \(date)"] }, cut: { $0 == 0 ? .close(200_000) : nil })
        _ = try await tester.failure(server.url)
        #expect(try await tester.download(server.url) == "a.mp4")
        #expect(server.server.log.requests.last?.header("If-Range") == date)
        #expect(try #require(server.offsets.last) > 0)
        try expectWhole()
    }

    @Test("builds after a loss of power on nothing but what had been brought to the disk")
    func rebooted() async throws {
        try tester.leave(1000)
        let server = try FilmServer()
        var later = tester
        later.boot = "another run"
        #expect(try await later.download(server.url) == "a.mp4")
        #expect(server.offsets == [0])
        try expectWhole()
    }

    @Test("builds after a restart on all that an orderly end had brought to the disk", arguments: ["another run", nil])
    func restarted(_ boot: String?) async throws {
        let server = try FilmServer(cut: { $0 == 0 ? .close(200_000) : nil })
        _ = try await tester.failure(server.url)
        let size = try #require(folder.read(DownloadTester.part)).count
        var later = tester
        later.boot = boot
        #expect(try await later.download(server.url) == "a.mp4")
        #expect(server.offsets == [0, size])
        try expectWhole()
    }

    @Test("is removed when it turns out to be no video", arguments: [false, true])
    func spoilt(_ isWhole: Bool) async throws {
        let cut = MP4.head + MP4.box("mdat", [1, 2, 3], size: 400_000)
        try tester.leave(isWhole ? cut.count : 20, of: cut, length: cut.count)
        let server = try FilmServer(film: { _ in cut })
        #expect(try await tester.failure(server.url) == .notVideo(.cutBoxes))
        #expect(try folder.contents() == [])
    }
}
