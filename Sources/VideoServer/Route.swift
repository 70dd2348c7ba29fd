import Foundation
import HTTPTypes
import VideoAPI

/// The places that the server has; what is not here is a 404.
enum Route: Equatable {
    case health
    case models
    case model(String)
    case videos
    case video(TaskID)
    case content(TaskID)
    case cancel(TaskID)

    /// Reads the path of a request.
    init?(path: String) {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
            $0.removingPercentEncoding ?? String($0)
        }
        switch (segments.count, segments.first, segments.dropFirst().first) {
        case (1, "healthz", _): self = .health
        case (2, "v1", "models"): self = .models
        case (3, "v1", "models"): self = .model(segments[2])
        case (2, "v1", "videos"): self = .videos
        case (3, "v1", "videos"): self = .video(TaskID(rawValue: segments[2]))
        case (4, "v1", "videos") where segments[3] == "content": self = .content(TaskID(rawValue: segments[2]))
        case (4, "v1", "videos") where segments[3] == "cancel": self = .cancel(TaskID(rawValue: segments[2]))
        default: return nil
        }
    }

    /// The methods that make sense there, as the `Allow` header lists them.
    var methods: [HTTPRequest.Method] {
        switch self {
        case .health, .models, .model, .content: [.get, .head]
        case .videos: [.get, .head, .post]
        case .video: [.get, .head, .delete]
        case .cancel: [.post]
        }
    }
}
