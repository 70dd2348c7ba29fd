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
        try DescriptorLimit.check()
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
        try DescriptorLimit.check()
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
            try DescriptorLimit.check()
            guard record.isDemo else {
                let (address, key) = try access(to: record)
                return await download(record, from: record.videoURL, at: address, key, to: folder, name, progress)
            }
            // It has had another port when it said where the video was.
            return try await embedded.use { access throws(ServiceError) in
                await download(record, from: nil, at: access.address, access.key, to: folder, name, progress)
            }
        } catch {
            let exit: ExitCode = error.kind == .auth ? .key : error.kind == .localDisk ? .disk : .service
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
            } catch  where error.mayHaveNewAddress && record.isOver {
                guard let fresh = await freshSource(of: id, at: address, key) else { throw error }
                return .success(try await download(fresh))
            }
        } catch {
            return .failure(DownloadTrouble(error))
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

extension DownloadTrouble {
    fileprivate init(_ error: DownloadError) {
        self.init(message: error.words, mayPass: error.mayPass, isGone: error.isGone, retryAfter: error.retryAfter, exit: error.exit)
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
