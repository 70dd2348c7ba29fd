import Testing

@testable import VideoClient

@Suite("What broke a connection")
struct TransportFaultTests {
    /// As the TLS library tells it.
    private struct HandshakeFault: Error, CustomStringConvertible {
        let reason: String
        var description: String {
            "handshakeFailed(sslError([Error: 268435581 error:1000007d:SSL routines:OPENSSL_internal:\(reason) at /build/ssl/handshake.cc:320]))"
        }
    }

    @Test(
        "a handshake that failed is told in words, without places in the source of a library",
        arguments: [
            ("CERTIFICATE_VERIFY_FAILED", "its certificate is none that this machine trusts"),
            ("WRONG_VERSION_NUMBER", "no TLS: wrong version number"),
        ]
    )
    func handshake(_ reason: String, _ words: String) {
        #expect(TransportFault(HandshakeFault(reason: reason)).description == words)
    }
}
