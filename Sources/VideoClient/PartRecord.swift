import VideoAPI

/// What is known of an unfinished file: the text of its sidecar.
struct PartRecord: Sendable, Hashable {
    /// Whose video it is, however its address may change.
    let task: TaskID
    /// The version that the bytes are of; nil before the first of them.
    var version: VideoVersion?
    /// So many bytes outlive a loss of power.
    var durable = 0
    /// The run of the system that wrote the other bytes: as long as it goes on, they outlive the process that wrote them.
    var boot: String?
    /// The number of the file when it has got its name: from then on it may lie under that alone.
    var inode: Int?

    /// Begins the record of a file that has no bytes yet.
    init(task: TaskID) { self.task = task }

    /// Reads the first line of a sidecar; nil for what is none.
    init?(_ bytes: [UInt8]) {
        guard let document = try? JSONValue(parsing: bytes.prefix { $0 != UInt8(ascii: "\n") }), let task = document["task"]?.string else {
            return nil
        }
        self.init(task: TaskID(rawValue: task))
        inode = document["inode"]?.integer
        guard let durable = document["durable"]?.integer, durable >= 0 else { return }
        self.durable = durable
        boot = document["boot"]?.string
        version = VideoVersion(
            etag: document["etag"]?.string,
            modified: document["modified"]?.string,
            length: document["length"]?.integer.flatMap { $0 < 0 ? nil : $0 }
        )
    }

    /// The text of the sidecar.
    var text: String {
        var members = [JSONMember("task", .string(task.rawValue))]
        if let version {
            members.append(JSONMember("durable", .integer(durable)))
            if let boot { members.append(JSONMember("boot", .string(boot))) }
            if let etag = version.etag { members.append(JSONMember("etag", .string(etag))) }
            if let modified = version.modified { members.append(JSONMember("modified", .string(modified))) }
            if let length = version.length { members.append(JSONMember("length", .integer(length))) }
        }
        if let inode { members.append(JSONMember("inode", .integer(inode))) }
        return JSONValue.object(members).text + "\n"
    }

    /// How many bytes of the file can be built upon, and of which version they are; nil when it has to begin anew.
    ///
    /// - Parameters:
    ///   - size: the file's, in bytes.
    ///   - boot: the run of the system now.
    func resumption(size: Int, boot: String?) -> Resumption? {
        guard let version, version.condition != nil, size <= version.length ?? .max else { return nil }
        let trusted = boot != nil && boot == self.boot ? size : min(size, durable)
        return trusted > 0 ? Resumption(offset: trusted, version: version) : nil
    }
}

/// Where a download goes on.
struct Resumption: Sendable, Hashable {
    /// The bytes that are there.
    let offset: Int
    let version: VideoVersion

    /// Whether there is nothing left to fetch.
    var isWhole: Bool { offset == version.length }
}
