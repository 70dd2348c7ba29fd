import HTTPTypes
import Hummingbird
import VideoAPI

/// Answers requests: who may come in, which endpoint, and the marks that every answer carries.
struct VideoResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let gate: Gate
    let queue: JobQueue
    let seams: VideoServerSeams
    let allowLoopbackImages: Bool

    var store: JobStore { queue.store }

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        var response: Response
        do {
            response = try await answer(request, context)
        } catch let refusal as Refusal {
            response = refusal.response
        } catch {
            // A client that went away while it sent is all that is left; nobody reads this.
            response = Refusal(.internalServerError, "internal_error", "the server could not answer; try again").response
        }
        if request.method == .head { response = response.createHeadResponse() }
        let name = "req_" + RandomText.alphanumeric(24)
        response.headers.set("x-request-id", to: name)
        response.headers.set("X-Oneapi-Request-Id", to: name)
        return response
    }

    private func answer(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        try gate.checkSource(of: request.head)
        let route = Route(path: request.uri.path)
        if route != .health { try gate.checkToken(of: request.head) }
        guard let route else {
            throw Refusal(.notFound, "invalid_url", "Invalid URL (\(request.method.rawValue) \(request.uri.path))")
        }
        guard route.methods.contains(request.method) else {
            let methods = route.methods.map(\.rawValue).joined(separator: ", ")
            throw Refusal(.methodNotAllowed, "method_not_allowed", "\(request.uri.path) takes \(methods) only").with("Allow", methods)
        }
        switch route {
        case .health: return .json(["status": "ok"])
        case .models: return .json(ModelObject.list)
        case .model(let name): return .json(try ModelObject.named(name))
        case .videos: return request.method == .post ? try await create(request) : try await list(request)
        case .video(let id): return request.method == .delete ? try await delete(id) : try await show(id, to: request)
        case .content(let id): return try await content(of: id, for: request, context)
        case .cancel(let id): return try await cancel(id, for: request)
        }
    }
}
