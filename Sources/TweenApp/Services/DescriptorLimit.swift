import Foundation
import VideoAPI

/// How many files the process may have open at once.
enum DescriptorLimit {
    /// What one request needs: a server, its connections, files, an encoder.
    private static let request = 32

    /// - Throws: a ``ServiceError`` that was not sent, when there are too few for the network: where NIO, which wants three for each core,
    ///   gets none, it ends the process.
    static func check() throws(ServiceError) {
        let least = 3 * max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) + request
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < UInt(least) else { return }
        let words = "only \(limit.rlim_cur) files may be open at once here; \(least) have to be: ulimit -n \(least)"
        throw ServiceError(.localDisk, sending: .notSent, message: words)
    }
}
