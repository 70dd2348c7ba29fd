import Testing
import VideoAPI

@testable import VideoClient

@Suite("A step on the way to a video")
struct DownloadHopTests {
    private static let service = "https://api.example.com/v1"

    /// The way over these addresses, from the first on.
    private static func walk(_ addresses: [String]) throws -> DownloadHop {
        let service = try ServiceAddress(typed: service)
        let first = try DownloadHop(to: addresses.first ?? "", service: service)
        return try addresses.dropFirst().reduce(first) { try $0.following($1) }
    }

    @Test(
        "never leads from https to http, on whatever host",
        arguments: [
            ["https://api.example.com/a", "http://api.example.com/a"], ["https://api.example.com/a", "http://api.example.com:443/a"],
            ["/a.mp4", "http://127.0.0.1/a"], ["/a.mp4", "https://cdn.example/a", "http://cdn.example/a"],
            ["http://cdn.example/a", "https://cdn.example/a", "HTTP://cdn.example/a"],
        ]
    )
    func staysEncrypted(_ addresses: [String]) {
        #expect(throws: DownloadError.badRedirect) { try Self.walk(addresses) }
    }

    @Test(
        "has the key at the service's origin, and behind no redirect",
        arguments: [
            (["/a.mp4"], true), (["https://api.example.com:443/c"], true), (["/a.mp4", "/b.mp4"], false),
            (["https://cdn.example/a"], false),
            (["/a.mp4", "//cdn.example/a"], false), (["/a.mp4", "https://api.example.com:444/a"], false),
            (["/a.mp4", "https://cdn.example/a", "https://api.example.com/a"], false), (["http://api.example.com/a", "/b"], false),
            (["http://api.example.com/a", "https://api.example.com/a"], false),
        ]
    )
    func keepsKey(_ addresses: [String], _ hasKey: Bool) throws {
        #expect(try Self.walk(addresses).hasKey == hasKey)
    }
}
