import VideoAPI

/// How long each part of an exchange may take.
package struct TransportTimeouts: Sendable, Hashable {
    /// Name look-up, connection and TLS together.
    package var connect: Duration
    /// From the last byte of the request to the first of the reply; in a download also between two reads.
    package var firstByte: Duration
    /// From the last byte of the request to the last of the reply. Downloads have no such limit.
    package var wholeReply: Duration
    /// The slowest sending of a request that is waited for, in bytes a second, on top of ``firstByte``.
    package var slowestUpload: Int

    /// The limits that the help states: 10 s, 30 s, 60 s, 64 KiB a second.
    package static let standard = TransportTimeouts(
        connect: TimeLimits.connect,
        firstByte: TimeLimits.firstByte,
        wholeReply: TimeLimits.wholeReply,
        slowestUpload: 64 * 1024
    )

    /// Takes other limits.
    package init(connect: Duration, firstByte: Duration, wholeReply: Duration, slowestUpload: Int) {
        self.connect = connect
        self.firstByte = firstByte
        self.wholeReply = wholeReply
        self.slowestUpload = max(1, slowestUpload)
    }

    /// How long the sending of a request may take.
    func upload(byteCount: Int) -> Duration { firstByte + .seconds(byteCount / slowestUpload) }
}
