import Foundation

@testable import VideoAPI
@testable import VideoClient

/// Downloads for one task into one folder.
struct DownloadTester {
    let folder: ScratchFolder
    var task = "task_1"
    var boot: String? = "this run"
    var name = DownloadName.numbered("a")
    var timeouts = TransportTimeouts.patient
    var gate: FileGate = { _ in }

    static let part = "a.mp4.part"
    static let sidecar = "a.mp4.part.json"

    func download(_ address: String, progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in }) async throws -> String {
        let downloader = Downloader(
            userAgent: "tween/test",
            timeouts: timeouts,
            byteLimit: Downloader.byteLimit,
            boot: boot,
            gate: gate
        )
        let path = try await downloader.download(
            from: address,
            key: Fixture.key(),
            service: ServiceAddress(typed: "https://api.example.com/v1"),
            task: TaskID(rawValue: task),
            to: folder.path,
            as: name,
            progress: progress
        )
        return String(path.dropFirst(folder.path.count + 1))
    }

    /// The error of a download that must not succeed.
    func failure(_ address: String) async throws -> DownloadError {
        do {
            throw Fixture.Unexpected(what: try await download(address))
        } catch let error as DownloadError {
            return error
        }
    }

    /// Leaves the first bytes of the film as an earlier try of this task would.
    func leave(_ count: Int, of film: [UInt8] = MP4.film, etag: String = "\"a\"", length: Int? = MP4.film.count) throws {
        var record = PartRecord(task: TaskID(rawValue: task))
        record.version = VideoVersion(etag: etag, modified: nil, length: length)
        record.boot = boot
        try folder.write(record.text, to: Self.sidecar)
        try Data(film.prefix(count)).write(to: URL(fileURLWithPath: folder.path + "/" + Self.part))
    }
}
