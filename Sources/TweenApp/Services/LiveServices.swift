import ShellCore
import VideoAPI
import VideoClient

/// The real services: the embedded server, and whatever the profiles name.
struct LiveServices: ServiceDirectory {
    let embedded: EmbeddedServer
    let keys: KeyRing
    private let timeouts: TransportTimeouts
    private let videoLimit: Int
    private let pool: PooledClient

    /// - Parameter videoLimit: the largest video that is saved, in bytes.
    init(
        embedded: EmbeddedServer,
        keys: KeyRing,
        timeouts: TransportTimeouts = .standard,
        videoLimit: Int = Downloader.byteLimit
    ) {
        self.embedded = embedded
        self.keys = keys
        self.timeouts = timeouts
        self.videoLimit = videoLimit
        pool = PooledClient(timeouts: timeouts)
    }

    func service(for profile: Profile) async throws(ServiceError) -> ServiceRoute {
        guard let address = profile.address else {
            let address = try await embedded.use { access throws(ServiceError) in access.address }
            return ServiceRoute(service: embeddedService, origin: "\(address)", keyFingerprint: nil, isDemo: true)
        }
        guard let key = keys.key(for: address.origin) else {
            throw ServiceError(.auth, sending: .rejected, message: "there is no key for \(address.origin)")
        }
        return ServiceRoute(service: client(address, key), origin: "\(address)", keyFingerprint: key.fingerprint, isDemo: false)
    }

    func service(of record: TaskRecord) async throws(ServiceError) -> ServiceRoute {
        let service: any VideoService
        if record.isDemo {
            service = embeddedService
        } else {
            let (address, key) = try access(to: record)
            service = client(address, key)
        }
        return ServiceRoute(service: service, origin: record.origin, keyFingerprint: record.keyFingerprint, isDemo: record.isDemo)
    }

    func keySource(for profile: Profile) -> KeySource? {
        guard let address = profile.address else { return KeySource.none }
        return keys.source(for: address.origin)
    }

    func store(_ key: APIKey?, for profile: Profile) throws(FileTrouble) {
        guard let address = profile.address else { return }
        try keys.store(key, for: address.origin)
    }

    func download(
        _ record: TaskRecord,
        to folder: String,
        name: VideoName,
        progress: @escaping @Sendable (SaveProgress) -> Void
    ) async -> Result<String, DownloadTrouble> {
        do throws(ServiceError) {
            guard record.isDemo else {
                let (address, key) = try access(to: record)
                return await download(record, from: record.videoURL, at: address, key, to: folder, name, progress)
            }
            // It has had another port when it said where the video was.
            return try await embedded.use { access throws(ServiceError) in
                await download(record, from: nil, at: access.address, access.key, to: folder, name, progress)
            }
        } catch {
            let exit: ExitCode = error.kind == .auth ? .key : .service
            return .failure(DownloadTrouble(message: error.message, mayPass: error.kind == .network && !record.isDemo, exit: exit))
        }
    }

    /// - Parameter source: where the video is; nil is where the service has it by its API.
    private func download(
        _ record: TaskRecord,
        from source: String?,
        at address: ServiceAddress,
        _ key: APIKey?,
        to folder: String,
        _ name: VideoName,
        _ progress: @escaping @Sendable (SaveProgress) -> Void
    ) async -> Result<String, DownloadTrouble> {
        guard let id = record.id, let source = source ?? address.content(of: id) else {
            return .failure(DownloadTrouble(message: "the service gave no address of the video", exit: .service))
        }
        let download = { (source: String) async throws(DownloadError) in
            let downloader = Downloader(userAgent: Product.userAgent, timeouts: timeouts, byteLimit: videoLimit)
            return try await downloader.download(from: source, key: key, service: address, task: id, to: folder, as: name.ours) {
                progress(SaveProgress(received: $0.received, expected: $0.expected))
            }
        }
        do throws(DownloadError) {
            do throws(DownloadError) {
                return .success(try await download(source))
            } catch  where error.mayHaveNewAddress {
                guard let fresh = await freshSource(of: id, at: address, key) else { throw error }
                return .success(try await download(fresh))
            }
        } catch {
            return .failure(DownloadTrouble(message: error.words, mayPass: error.mayPass, exit: error.exit))
        }
    }

    /// Where the service says now that the video is, asked once; nil when it does not say.
    private func freshSource(of id: TaskID, at address: ServiceAddress, _ key: APIKey?) async -> String? {
        guard let snapshot = try? await client(address, key).snapshot(of: id) else { return nil }
        return snapshot.videoURL ?? address.content(of: id)
    }

    func close() async { await embedded.stop() }

    /// The address that a task went to, with the key that it went with and no other.
    private func access(to record: TaskRecord) throws(ServiceError) -> (ServiceAddress, APIKey) {
        guard let address = try? ServiceAddress(typed: record.origin) else {
            throw ServiceError(.network, sending: .notSent, message: "\(record.origin) is no address of a service any more")
        }
        guard let fingerprint = record.keyFingerprint, let key = keys.key(for: address.origin, fingerprint: fingerprint) else {
            throw ServiceError(.auth, sending: .notSent, message: "the key that \(record.number) was sent with is not at hand")
        }
        return (address, key)
    }

    private var embeddedService: EmbeddedService {
        EmbeddedService(server: embedded) { access in client(access.address, access.key) }
    }

    private func client(_ address: ServiceAddress, _ key: APIKey?) -> HTTPVideoService {
        HTTPVideoService(address: address, key: key, userAgent: Product.userAgent, timeouts: timeouts, pool: pool)
    }
}

/// Speaks to the embedded server, which is there as long as each call lasts.
private struct EmbeddedService: VideoService {
    let server: EmbeddedServer
    let client: @Sendable (EmbeddedServer.Access) -> HTTPVideoService

    func submit(_ submission: Submission) async throws(ServiceError) -> TaskSnapshot {
        try await server.use { access throws(ServiceError) in try await client(access).submit(submission) }
    }

    func snapshot(of id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        try await server.use { access throws(ServiceError) in try await client(access).snapshot(of: id) }
    }

    func cancel(_ id: TaskID) async throws(ServiceError) -> TaskSnapshot {
        try await server.use { access throws(ServiceError) in try await client(access).cancel(id) }
    }
}

extension VideoName {
    fileprivate var ours: DownloadName {
        switch self {
        case .numbered(let number): .numbered(Self.base(number))
        case .exact(let name): .exact(name)
        }
    }
}

extension DownloadError {
    /// Whether another try, a while later, may go on from where this one stopped.
    fileprivate var mayPass: Bool {
        switch self {
        case .network, .stalled, .truncated: true
        case .refused(let status): status == 408 || status == 429 || status >= 500
        case .expired, .unauthorized, .notVideo, .tooLarge, .badAddress, .badRedirect, .diskFull, .exists, .busy, .badName, .folder, .file,
            .cancelled:
            false
        }
    }

    /// What a script ends with: whether it was the key, the service or this machine.
    fileprivate var exit: ExitCode {
        switch self {
        case .unauthorized: .key
        case .expired, .refused, .network, .stalled, .truncated, .notVideo, .tooLarge, .badAddress, .badRedirect: .service
        case .diskFull, .exists, .busy, .badName, .folder, .file: .disk
        case .cancelled: .interrupted
        }
    }

    /// Why the video was not saved, for people.
    var words: String {
        switch self {
        case .expired(let status): "its address has expired (\(status))"
        case .unauthorized: "the service does not take the key (401)"
        case .refused(let status): "the service answered \(status)"
        case .network(let reason): reason
        case .stalled: "no data came for too long"
        case .truncated(let received, let expected): "it was cut after \(received) of \(expected) bytes"
        case .notVideo(let kind): kind.words
        case .tooLarge(let limit): "it is larger than \(limit) bytes"
        case .badAddress: "its address is not http or https"
        case .badRedirect: "it was redirected too often, or to where no video is fetched from"
        case .diskFull: "the disk is full"
        case .exists(let path): "\(path) is there already and is not overwritten"
        case .busy: "it is being saved already, here or by another shell"
        case .badName: "a video can't have that name"
        case .folder(let path, let reason): "\(path): \(reason)"
        case .file(let reason): "it can't be written: \(reason)"
        case .cancelled: "stopped"
        }
    }
}

extension DownloadError.NotVideo {
    fileprivate var words: String {
        switch self {
        case .type(let type): "what came is no video but \(type)"
        case .empty: "what came is empty"
        case .notMP4: "what came is not an MP4 file"
        case .noIndex: "what came is an MP4 file without an index"
        case .cutBoxes: "what came is not a whole MP4 file"
        }
    }
}

extension PictureFetchError {
    /// Why a picture was not fetched, for the failure of a task.
    var words: String {
        switch self {
        case .badAddress: "its address is not http or https"
        case .port(let port): "port \(port) is not 80 or 443"
        case .unknownHost(let host): "\(host) is not known"
        case .notPublic(let host): "\(host) is not on the open internet"
        case .badRedirect: "it was redirected to where no picture is fetched from"
        case .refused(let status): "its server answered \(status)"
        case .tooLarge(let limit): "it is larger than \(limit) bytes"
        case .timeout: "it did not come in time"
        case .network(let reason): reason
        case .cancelled: "the fetch was stopped"
        }
    }
}
