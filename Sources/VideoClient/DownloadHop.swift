import VideoAPI

/// An address on the way to a video, and whether the key may go there.
struct DownloadHop: Sendable, Hashable {
    let address: WebAddress
    let hasKey: Bool

    /// The first address: http or https, a relative one is read against the service's.
    ///
    /// - Throws: ``DownloadError/badAddress``.
    init(to address: String, service: ServiceAddress) throws(DownloadError) {
        do {
            self.address = try WebAddress(service.description + "/").following(address)
        } catch {
            throw .badAddress
        }
        hasKey = self.address.origin == service.origin
    }

    private init(_ address: WebAddress, hasKey: Bool) {
        self.address = address
        self.hasKey = hasKey
    }

    /// Where a redirect leads; the key does not go along, wherever that is.
    ///
    /// - Throws: ``DownloadError/badRedirect`` for what is no address, and for a step from https to http.
    func following(_ location: String) throws(DownloadError) -> DownloadHop {
        guard let next = try? address.following(location) else { throw .badRedirect }
        guard address.origin.scheme == .http || next.origin.scheme == .https else { throw .badRedirect }
        return DownloadHop(next, hasKey: false)
    }
}
