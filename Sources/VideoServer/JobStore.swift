import Foundation
import VideoAPI

/// The jobs of all servers of one user: a folder each, which holds
/// - `job.json`: what was asked for, written once, before the request is answered;
/// - `lock`: held by the process that renders the job;
/// - `state.json`: how far it is, written over by that process;
/// - `end.json`: how it ended, placed once by whoever is first, so that there is one end only;
/// - `image-0`, `image-1`: pictures that came as `data:` URLs, until the job ends; `video.mp4`: the result.
///
/// Nothing is kept in memory, so that every server sees what every other one does.
struct JobStore: Sendable {
    /// The absolute path of the folder.
    let folder: String

    /// Stores a new job and takes its lock.
    func create(_ record: JobRecord, pictures: [Int: [UInt8]]) throws(FileFault) -> JobLock {
        guard mkdir(folder(of: record.id), 0o700) == 0 else { throw .last }
        do throws(FileFault) {
            let lock = try JobLock(path: path(record.id, .lock))
            for (index, bytes) in pictures { try SafeFile.create(picturePath(record.id, index), bytes, durably: false) }
            try SafeFile.create(path(record.id, .draft), Array(record.json.text.utf8), durably: true)
            // The name is what makes it a job: whoever sees it finds it whole and locked.
            guard rename(path(record.id, .draft), path(record.id, .record)) == 0 else { throw FileFault.last }
            try SafeFile.syncFolder(of: path(record.id, .record))
            try SafeFile.syncFolder(of: folder(of: record.id))
            return lock
        } catch {
            remove(record.id)
            throw error
        }
    }

    /// A job as it is now; a job whose owner is gone without an end is ended here, as interrupted.
    func job(_ id: TaskID, second: Int) -> Job? {
        guard Self.isID(id), let record = read(id, .record).flatMap(JobRecord.init(json:)) else { return nil }
        var job = Job(record: record, progress: read(id, .state).flatMap(JobProgress.init(json:)) ?? .pending, end: end(of: id))
        if job.end == nil, JobLock.isFree(path: path(id, .lock)) {
            job.end = settle(id, as: .interrupted(at: second, percent: job.percent))
        }
        return job
    }

    /// Every job, the newest first.
    func jobs(second: Int) -> [Job] {
        ids().compactMap { job($0, second: second) }.sorted {
            ($0.record.createdAt, $0.record.id.rawValue) > ($1.record.createdAt, $1.record.id.rawValue)
        }
    }

    /// Notes how far a job is; a note that can't be written is no reason to stop.
    func note(_ progress: JobProgress, of id: TaskID) {
        try? SafeFile.replace(path(id, .state), with: Array(progress.json.text.utf8))
    }

    /// Ends a job, unless it has an end.
    ///
    /// - Returns: the end that it has now.
    @discardableResult
    func settle(_ id: TaskID, as end: JobEnd) -> JobEnd {
        let isFirst = try? SafeFile.claim(path(id, .end), with: Array(end.json.text.utf8))
        if isFirst == true { return end }
        // Without room on the disk the end is not written; the lock's absence then says the rest.
        return self.end(of: id) ?? end
    }

    /// How a job ended, if it did.
    func end(of id: TaskID) -> JobEnd? { read(id, .end).flatMap(JobEnd.init(json:)) }

    /// How far an unfinished job was last noted to be.
    func percent(of id: TaskID) -> Int { read(id, .state).flatMap(JobProgress.init(json:))?.percent ?? 0 }

    /// Takes a job away; it is gone from lists at once.
    func remove(_ id: TaskID) {
        unlink(path(id, .record))
        try? FileManager.default.removeItem(atPath: folder(of: id))
    }

    /// Removes the jobs, and the remains of unfinished creations, that are older than 48 hours: expired for a day. Of other jobs that are over
    /// it removes what a server that was killed had no time for.
    func sweep(second: Int) {
        for id in ids() {
            let isLeft = JobLock.isFree(path: path(id, .lock))
            if let job = job(id, second: second) {
                guard let end = job.end else { continue }
                if job.record.expirySecond + 24 * 3600 <= second { remove(id) } else if isLeft { removeRemains(of: id, end) }
            } else if isLeft, age(of: id, second: second) >= 48 * 3600 {
                remove(id)
            }
        }
    }

    /// Removes pictures and drafts, and the video of a job that did not come to one.
    private func removeRemains(of id: TaskID, _ end: JobEnd) {
        let kept = [Name.record, .lock, .state, .end].map(\.rawValue) + (end.video == nil ? [] : [Name.video.rawValue])
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder(of: id))) ?? []
        for name in names where !kept.contains(name) { unlink(folder(of: id) + "/" + name) }
    }
}

extension JobStore {
    private enum Name: String {
        case record = "job.json"
        case draft = "job.json.part"
        case lock
        case state = "state.json"
        case end = "end.json"
        case video = "video.mp4"
    }

    /// Where the job's video is, or will be.
    func videoPath(_ id: TaskID) -> String { path(id, .video) }

    /// Where the picture is that came with the request.
    func picturePath(_ id: TaskID, _ index: Int) -> String { folder(of: id) + "/image-\(index)" }

    /// Frees the room of the pictures that came with the request.
    func removePictures(_ id: TaskID) {
        for index in FieldName.frames.indices { unlink(picturePath(id, index)) }
    }

    /// An id of ours, which no job has yet.
    static func newID() -> TaskID { TaskID(rawValue: "task_" + RandomText.alphanumeric(32)) }

    /// Whether the text has the form of our ids; nothing else ever becomes part of a path.
    static func isID(_ id: TaskID) -> Bool {
        let letters = id.rawValue.utf8.dropFirst(5)
        return id.rawValue.hasPrefix("task_") && letters.count == 32
            && letters.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: false
                }
            }
    }

    private func folder(of id: TaskID) -> String { folder + "/" + id.rawValue }

    private func path(_ id: TaskID, _ name: Name) -> String { folder(of: id) + "/" + name.rawValue }

    private func ids() -> [TaskID] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.map(TaskID.init(rawValue:)).filter(Self.isID)
    }

    private func read(_ id: TaskID, _ name: Name) -> JSONValue? {
        FileManager.default.contents(atPath: path(id, name)).flatMap { try? JSONValue(parsing: $0) }
    }

    private func age(of id: TaskID, second: Int) -> Int {
        let facts = try? FileManager.default.attributesOfItem(atPath: folder(of: id))
        return (facts?[.modificationDate] as? Date).map { second - $0.second } ?? 0
    }
}
