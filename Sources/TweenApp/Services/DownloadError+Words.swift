import ShellCore
import TerminalText
import VideoClient

extension DownloadError {
    /// Whether another try, a while later, may go on from where this one stopped.
    var mayPass: Bool {
        switch self {
        case .network, .stalled, .truncated: true
        case .refused(let status, _, _): status == 408 || status == 429 || status >= 500
        case .expired, .unauthorized, .notVideo, .tooLarge, .badAddress, .badRedirect, .tooManyRedirects, .diskFull, .exists, .busy,
            .badName,
            .folder, .file, .cancelled:
            false
        }
    }

    /// Whether there is no video, or none any more, so that no later try will find one.
    var isGone: Bool {
        switch self {
        case .expired(let status, _): status == 410
        case .refused(let status, _, _): status == 404
        case .unauthorized, .network, .stalled, .truncated, .notVideo, .tooLarge, .badAddress, .badRedirect, .tooManyRedirects, .diskFull,
            .exists, .busy, .badName, .folder, .file, .cancelled:
            false
        }
    }

    /// How long the service asks to wait before the next try.
    var retryAfter: Duration? { if case .refused(_, _, let wait) = self { wait } else { nil } }

    /// What a script ends with: whether it was the key, the service or this machine.
    var exit: ExitCode {
        switch self {
        case .unauthorized: .key
        case .expired, .refused, .network, .stalled, .truncated, .notVideo, .tooLarge, .badAddress, .badRedirect, .tooManyRedirects:
            .service
        case .diskFull, .exists, .busy, .badName, .folder, .file: .disk
        case .cancelled: .interrupted
        }
    }

    /// Why the video was not saved, for people.
    var words: String {
        switch self {
        case .expired(410, let words): "the video has expired" + Self.answer(410, words)
        case .expired(let status, let words): "its address has expired" + Self.answer(status, words)
        case .unauthorized: "the service does not take the key (401)"
        case .refused(404, let words, _): "the service does not have it, or not any more" + Self.answer(404, words)
        case .refused(let status, let words, _): "the service answered \(status)" + (words.map { ": " + Self.shown($0) } ?? "")
        case .network(let reason): reason
        case .stalled: "no data came for too long"
        case .truncated(let received, let expected): "it was cut after \(received) of \(expected) bytes"
        case .notVideo(let kind): kind.words
        case .tooLarge(let limit): "it is larger than \(limit) bytes"
        case .badAddress: "its address is not http or https"
        case .badRedirect: "it was redirected to where no video is fetched from"
        case .tooManyRedirects: "it was redirected too often"
        case .diskFull: "the disk is full"
        case .exists(let path): "\(path) is there already and is not overwritten"
        case .busy: "it is being saved already, here or by another shell"
        case .badName: "a video can't have that name"
        case .folder(let path, let reason): "\(path): \(reason)"
        case .file(let reason): "it can't be written: \(reason)"
        case .cancelled: "stopped"
        }
    }

    /// ` (410: the service's own words)`.
    private static func answer(_ status: Int, _ words: String?) -> String { " (\(status)\(words.map { ": " + shown($0) } ?? ""))" }

    private static func shown(_ words: String) -> String { Sanitizer.oneLine(words).cut(toWidth: 200) }
}

extension DownloadError.NotVideo {
    fileprivate var words: String {
        switch self {
        case .type(let type): "what came is no video but \(type)"
        case .empty: "what came is empty"
        case .notMP4: "what came is not an MP4 file"
        case .noIndex: "what came is an MP4 file without an index"
        case .cutBoxes: "what came is not a whole MP4 file"
        }
    }
}
