import Renderer
import VideoAPI

/// Why a job gives no video.
enum JobFault: Error {
    /// The picture at this place of `images` could not be fetched.
    case unreachable(Int, PictureFetchFault)
    /// The picture at this place of `images` is refused.
    case picture(Int, PictureFault)
    /// The stored bytes of a picture are not there any more.
    case pictureGone(Int)
    case rendering(RenderError)
    /// The renderer was content, and there is no file.
    case noVideo

    /// The fault as the API tells it.
    var failure: TaskFailure {
        switch self {
        case .unreachable(let index, let fault):
            TaskFailure(code: "image_unreachable", message: "images[\(index)] could not be fetched: \(fault.message)")
        case .picture(let index, let fault), .rendering(.picture(let index, let fault)):
            TaskFailure(code: "invalid_image", message: "images[\(index)] \(fault)")
        case .pictureGone(let index):
            TaskFailure(code: "render_failed", message: "the stored bytes of images[\(index)] are gone; submit it again")
        case .rendering(.engine(let words)):
            TaskFailure(code: "render_failed", message: words)
        case .rendering(.cancelled):
            TaskFailure(code: "interrupted", message: "the rendering was stopped; submit it again")
        case .noVideo:
            TaskFailure(code: "render_failed", message: "the local preview engine left no video; submit it again")
        }
    }
}
