import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import VideoAPI

@testable import VideoServer

/// A server on its in-process router, with a scripted renderer, a clock that stands still, and a folder of its own.
struct ServerTester: Sendable {
    static let token = "a-token"
    static let start = Date(timeIntervalSince1970: 1_800_000_000)

    let server: VideoServer
    let client: any TestClientProtocol
    let renderer: ScriptedRenderer
    let clock: ManualClock
    let folder: String

    var store: JobStore { server.responder.store }

    /// Runs a test against a fresh server; what it leaves is removed.
    ///
    /// - Parameters:
    ///   - folder: the state folder of another server, to share it.
    ///   - pictures: what the addresses give that can be fetched.
    static func run(
        sharing folder: String? = nil,
        pictures: [String: [UInt8]] = [:],
        _ test: @Sendable (ServerTester) async throws -> Void
    ) async throws {
        let own = FileManager.default.temporaryDirectory.path + "/tween-test-" + RandomText.alphanumeric(12)
        defer { try? FileManager.default.removeItem(atPath: own) }
        let (renderer, clock) = (ScriptedRenderer(), ManualClock())
        let seams = VideoServerSeams(
            fetchPicture: { address throws(PictureFetchFault) in
                guard let bytes = pictures[address] else { throw PictureFetchFault("the host does not answer") }
                return bytes
            },
            now: { clock.now },
            drawSeed: { 4711 }
        )
        let server = VideoServer(VideoServerConfiguration(token: token, folder: folder ?? own), renderer: renderer, seams: seams)
        try server.responder.store.prepare()
        try await server.application(on: "127.0.0.1", port: 0) { _ in }.test(.router) { client in
            let tester = ServerTester(server: server, client: client, renderer: renderer, clock: clock, folder: folder ?? own)
            do {
                try await test(tester)
            } catch {
                await server.responder.queue.close()
                throw error
            }
        }
        await server.responder.queue.close()
    }

    /// Sends a request with the token.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields = [:],
        body: [UInt8]? = nil
    ) async throws -> Answer {
        var headers = headers
        if headers[.authorization] == nil { headers[.authorization] = "Bearer " + Self.token }
        let response = try await client.executeRequest(uri: path, method: method, headers: headers, body: body.map(ByteBuffer.init(bytes:)))
        return Answer(status: response.status.code, headers: response.headers, bytes: Array(response.body.readableBytesView))
    }

    /// Sends a body to the endpoint that makes videos.
    func post(_ body: String, type: String = "application/json") async throws -> Answer {
        try await send(.post, "/v1/videos", [.contentType: type], body: Array(body.utf8))
    }

    /// Has a video made of two small pictures.
    ///
    /// - Returns: its id.
    func submit(_ members: String = "") async throws -> String {
        let answer = try await post(Self.body(members))
        #expect(answer.status == 200, "\(answer.text)")
        return try #require(answer.json["id"]?.string)
    }

    /// A body with two pictures in it and whatever else.
    static func body(_ members: String = "") -> String {
        #"{"model":"wan2.2-kf2v-flash","images":["\#(Picture.url)","\#(Picture.url)"]\#(members.isEmpty ? "" : ",")\#(members)}"#
    }

    func video(_ id: String) async throws -> JSONValue { try await send(.get, "/v1/videos/\(id)").json }

    /// Asks for a video until it is as wanted; the test's time limit ends what never is.
    func video(_ id: String, until isWanted: (JSONValue) -> Bool) async throws -> JSONValue {
        while true {
            let object = try await video(id)
            if isWanted(object) { return object }
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    func video(_ id: String, until status: String) async throws -> JSONValue {
        try await video(id) { $0["status"]?.string == status }
    }

    /// Has a video made and rendered.
    func finished(_ bytes: [UInt8] = Array("the video".utf8)) async throws -> String {
        let id = try await submit()
        try await renderer.next().finish(bytes)
        _ = try await video(id, until: "succeeded")
        return id
    }
}

/// What came back.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var json: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }
    var code: String? { json["error"]?["code"]?.string }
    var param: String? { json["error"]?["param"]?.string }
    var kind: String? { json["error"]?["type"]?.string }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}

/// A clock that only tests move.
final class ManualClock: Sendable {
    private let date = Mutex(ServerTester.start)

    var now: Date { date.withLock { $0 } }

    func advance(seconds: TimeInterval) { date.withLock { $0 += seconds } }
}

/// Pictures small enough to write down.
enum Picture {
    /// A BMP of 24 bits a pixel, all black.
    static func bmp(width: Int = 2, height: Int = 2) -> [UInt8] {
        let size = (width * 3 + 3) / 4 * 4 * height
        let head: [(Int, Int)] = [(54 + size, 4), (0, 4), (54, 4), (40, 4), (width, 4), (height, 4), (1, 2), (24, 2), (0, 4), (size, 4)]
        let fields = head.flatMap { value, count in (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        return Array("BM".utf8) + fields + [UInt8](repeating: 0, count: 16 + size)
    }

    static let url = InlinePicture.url(format: .bmp, bytes: bmp())
}
