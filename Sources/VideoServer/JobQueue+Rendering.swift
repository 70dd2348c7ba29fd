import Digest
import Foundation
import Renderer
import VideoAPI

extension JobQueue {
    /// Renders a job, whatever comes of it.
    nonisolated func render(_ record: JobRecord) async -> JobEnd {
        store.note(JobProgress(status: .running, percent: 0), of: record.id)
        do {
            let first = try await picture(.first, at: 0, of: record)
            let last = try await picture(.last, at: 1, of: record)
            return try await film(first, last, of: record)
        } catch {
            let second = seams.now().second
            let percent = store.percent(of: record.id)
            if Task.isCancelled { return .interrupted(at: second, percent: percent) }
            return JobEnd(status: .failed, second: second, percent: percent, failure: error.failure)
        }
    }

    private nonisolated func film(_ first: [UInt8], _ last: [UInt8], of record: JobRecord) async throws(JobFault) -> JobEnd {
        let job = RenderJob(
            first: first,
            last: last,
            size: record.draft.size,
            prompt: record.draft.text(.prompt) ?? "",
            seed: record.seed,
            hasWatermark: record.draft.flag(.watermark) ?? false,
            destination: store.videoPath(record.id)
        )
        let video: RenderedVideo
        do {
            video = try await watched(job, of: record.id).get()
        } catch {
            throw .rendering(error)
        }
        guard let (byteCount, sha256) = Self.measure(job.destination) else { throw .noVideo }
        return JobEnd(
            status: .succeeded,
            second: seams.now().second,
            percent: 100,
            video: StoredVideo(width: video.width, height: video.height, byteCount: byteCount, sha256: sha256),
            warnings: video.warnings
        )
    }

    /// Renders while noting how far it is, and stops when another server has cancelled the job.
    private nonisolated func watched(_ job: RenderJob, of id: TaskID) async -> Result<RenderedVideo, RenderError> {
        // Only the newest figure counts, so a slow disk holds nothing up.
        let (reports, reporter) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        return await withTaskGroup { group in
            group.addTask { [renderer] () -> Result<RenderedVideo, RenderError> in
                defer { reporter.finish() }
                do throws(RenderError) {
                    return .success(try await renderer.render(job) { reporter.yield($0) })
                } catch {
                    return .failure(error)
                }
            }
            var highest = 0
            for await report in reports where min(report, 99) > highest {
                // Until the file is measured and written down there is no video.
                highest = min(report, 99)
                store.note(JobProgress(status: .running, percent: highest), of: id)
                if store.end(of: id) != nil { group.cancelAll() }
            }
            return await group.next() ?? .failure(.cancelled)
        }
    }

    private nonisolated func picture(_ name: FieldName, at index: Int, of record: JobRecord) async throws(JobFault) -> [UInt8] {
        guard case .address(let address)? = record.draft.image(name) else {
            guard let bytes = FileManager.default.contents(atPath: store.picturePath(record.id, index)) else { throw .pictureGone(index) }
            return Array(bytes)
        }
        let bytes: [UInt8]
        do {
            bytes = try await seams.fetchPicture(address)
        } catch {
            throw .unreachable(index, error)
        }
        do {
            _ = try PictureHead.inspect(bytes, index: index)
        } catch {
            throw .picture(index, error)
        }
        return bytes
    }

    /// The size and the SHA-256 of a file, read piece by piece.
    private static func measure(_ path: String) -> (byteCount: Int, sha256: String)? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        var hash = SHA256()
        var byteCount = 0
        do {
            while let piece = try file.read(upToCount: 1 << 18), !piece.isEmpty {
                hash.update(piece)
                byteCount += piece.count
            }
        } catch {
            return nil
        }
        return byteCount > 0 ? (byteCount, hash.hex()) : nil
    }
}
