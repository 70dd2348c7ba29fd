import HTTPTypes
import Hummingbird
import NIOCore
import VideoAPI

extension VideoResponder {
    /// Two pictures of 10 MiB as base64, and room for the rest.
    static let bodyLimit = 32 * 1024 * 1024

    func create(_ request: Request) async throws -> Response {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        guard type == "application/json" else {
            throw Refusal(.unsupportedMediaType, "unsupported_media_type", "send the body as Content-Type: application/json")
        }
        let body = try await body(of: request)
        let order = try VideoOrder(body: body, allowingLoopback: allowLoopbackImages, drawSeed: seams.drawSeed)
        return await answer(try await queue.submit(order), to: request)
    }

    func show(_ id: TaskID, to request: Request) async throws -> Response {
        guard let job = store.job(id, second: seams.now().second) else { throw Refusal.taskNotExist(id) }
        return await answer(job, to: request)
    }

    func cancel(_ id: TaskID, for request: Request) async throws -> Response {
        await answer(try await queue.cancel(id), to: request)
    }

    func delete(_ id: TaskID) async throws -> Response {
        try await queue.delete(id)
        return .json(["id": .string(id.rawValue), "object": "video.deleted", "deleted": true])
    }

    func list(_ request: Request) async throws -> Response {
        let page = try ListPage(query: request.uri.queryParameters.map { (String($0), String($1)) })
        let (jobs, hasMore) = try page.cut(store.jobs(second: seams.now().second))
        var objects: [JSONValue] = []
        for job in jobs { objects.append(await object(of: job, for: request)) }
        return .json([
            "object": "list", "data": .array(objects), "first_id": jobs.first.map { .string($0.record.id.rawValue) } ?? .null,
            "last_id": jobs.last.map { .string($0.record.id.rawValue) } ?? .null, "has_more": .bool(hasMore),
        ])
    }

    private func answer(_ job: Job, to request: Request) async -> Response {
        .json(await object(of: job, for: request))
    }

    private func object(of job: Job, for request: Request) async -> JSONValue {
        job.videoObject(authority: request.head.authority ?? "127.0.0.1", position: await queue.position(of: job.record.id))
    }

    private func body(of request: Request) async throws -> [UInt8] {
        let refusal = Refusal(.contentTooLarge, "body_too_large", "the body has more than 32 MiB; two pictures of 10 MiB fit in")
        // Said beforehand, it costs nobody the sending.
        if let length = request.headers[.contentLength].flatMap(Int.init), length > Self.bodyLimit { throw refusal }
        do {
            return Array((try await request.body.collect(upTo: Self.bodyLimit)).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw refusal
        }
    }
}
