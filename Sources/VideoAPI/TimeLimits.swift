/// How long a request of the API is waited for, reliability.md 3.2; the help states it.
package enum TimeLimits {
    /// For the name look-up, the connection and TLS together.
    package static let connect = Duration.seconds(10)
    /// From the last byte of the request to the first of the reply.
    package static let firstByte = Duration.seconds(30)
    /// From the last byte of the request to the last of the reply; a download has no such limit.
    package static let wholeReply = Duration.seconds(60)
}
