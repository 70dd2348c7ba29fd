import Testing

@testable import VideoAPI
@testable import VideoClient

/// What the tests send.
enum Fixture {
    static let secret = "sk-test-0123456789"

    static func key() throws -> APIKey { try APIKey(secret) }

    static func submission(image: String = "https://example.com/a.png") throws -> Submission {
        var draft = Draft()
        draft[.first] = .image(.address(image))
        draft[.last] = .image(.address("https://example.com/b.png"))
        return Submission(
            request: try draft.validated(seed: 7),
            firstImage: image,
            lastImage: "https://example.com/b.png",
            idempotencyKey: "2f0c8a52-0000-4000-8000-000000000000"
        )
    }

    static func service(
        _ url: String,
        timeouts: TransportTimeouts = .patient
    ) throws -> HTTPVideoService {
        HTTPVideoService(address: try ServiceAddress(typed: url), key: try key(), userAgent: "tween/test", timeouts: timeouts)
    }

    /// The error of a submit that must not succeed.
    static func submitError(_ service: HTTPVideoService, _ submission: Submission? = nil) async throws -> ServiceError {
        do {
            let task = try await service.submit(try submission ?? self.submission())
            Issue.record("accepted as \(task.id.rawValue)")
            throw Unexpected()
        } catch let error as ServiceError {
            return error
        }
    }

    struct Unexpected: Error {
        var what = ""
    }
}

extension TransportTimeouts {
    /// Long enough never to matter.
    static let patient = TransportTimeouts(connect: .seconds(60), firstByte: .seconds(120), wholeReply: .seconds(240), slowestUpload: 1)
    /// So short that what hangs is soon given up.
    static let brief = TransportTimeouts(
        connect: .seconds(60),
        firstByte: .milliseconds(80),
        wholeReply: .milliseconds(200),
        slowestUpload: 1_000_000
    )
}
