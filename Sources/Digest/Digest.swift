internal import CMessageDigest

/// SHA-256 of what is fed to it, by the system's libmd.
package struct SHA256: Sendable {
    private var context = SHA2_CTX()

    /// Starts with nothing fed.
    package init() { SHA256Init(&context) }

    /// Feeds bytes; call it as often as there are parts.
    package mutating func update(_ bytes: some Sequence<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { SHA256Update(&context, $0.baseAddress, $0.count) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { SHA256Update(&context, $0.baseAddress, $0.count) } }
    }

    /// The digest of all that was fed, in lower-case hexadecimal: 64 digits.
    package consuming func hex() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        SHA256Final(&digest, &context)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The digest of some bytes, in lower-case hexadecimal.
    package static func hex(of bytes: some Sequence<UInt8>) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.hex()
    }
}
