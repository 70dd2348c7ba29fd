import VideoAPI

/// Why a video was not saved. Nothing was written over; what can be gone on from is kept as `NAME.mp4.part` beside its sidecar.
package enum DownloadError: Error, Sendable, Hashable {
    /// 403 or 410, with the service's own words, not yet fit for a terminal: such addresses usually live for a day; asking for the task
    /// again may give a new one, from which the same file goes on.
    case expired(status: Int, words: String? = nil)
    /// 401: the service does not take the key.
    case unauthorized
    /// Another answer that holds no video, with the service's own words, not yet fit for a terminal, and how long it asks to wait; 400 or
    /// 404 is what a service says of a video that is not ready.
    case refused(status: Int, words: String? = nil, retryAfter: Duration? = nil)
    /// Nothing could be reached, or the connection broke; the reason, not yet fit for a terminal.
    case network(String)
    /// No data came for too long.
    case stalled
    /// The file is shorter than the head of the answer said.
    case truncated(received: Int, expected: Int)
    /// It is not an MP4 file that is whole.
    case notVideo(NotVideo)
    /// Over 2 GiB.
    case tooLarge(limit: Int)
    /// The address is none that is fetched: not http or https, or with a user name, or malformed.
    case badAddress
    /// A redirect from https to http, or to no such address.
    case badRedirect
    /// The sixth redirect in a row.
    case tooManyRedirects
    case diskFull
    /// There is something of that name already.
    case exists(path: String)
    /// Another shell, or another part of this one, is saving the same video.
    case busy
    /// A name that is empty, too long, or leads out of the folder.
    case badName
    /// The folder can't be opened.
    case folder(path: String, reason: String)
    /// The file can't be written.
    case file(reason: String)
    case cancelled

    /// What is there instead of a video.
    package enum NotVideo: Sendable, Hashable {
        /// A type such as `text/html`, as the answer calls it.
        case type(String)
        case empty
        /// The first box is not `ftyp`.
        case notMP4
        /// There is no `moov` box, so nothing could play it.
        case noIndex
        /// The boxes do not end where the file does: it was cut, or is no MP4.
        case cutBoxes
    }
}

extension DownloadError {
    /// Whether the service may name another address, if it is asked for the task once more.
    package var mayHaveNewAddress: Bool {
        if case .expired = self { true } else { false }
    }

    /// The same error without the key in what the service says.
    func masking(_ key: APIKey?) -> DownloadError {
        guard let key else { return self }
        return switch self {
        case .expired(let status, let words): .expired(status: status, words: words.map(key.masked))
        case .refused(let status, let words, let wait): .refused(status: status, words: words.map(key.masked), retryAfter: wait)
        case .unauthorized, .network, .stalled, .truncated, .notVideo, .tooLarge, .badAddress, .badRedirect, .tooManyRedirects, .diskFull,
            .exists, .busy, .badName, .folder, .file, .cancelled:
            self
        }
    }

    /// Whether the bytes that came so far are the video's, and may be added to.
    var leavesGoodBytes: Bool {
        switch self {
        case .expired, .unauthorized, .refused, .network, .stalled, .truncated, .badRedirect, .tooManyRedirects, .diskFull, .cancelled,
            .notVideo(.type):
            true
        case .notVideo, .tooLarge, .badAddress, .exists, .busy, .badName, .folder, .file: false
        }
    }
}

/// How far a download is.
package struct DownloadProgress: Sendable, Hashable {
    /// Bytes that are on disk.
    package let received: Int
    /// Bytes that there will be, if the head of the answer says so.
    package let expected: Int?

    /// Pairs the two figures.
    package init(received: Int, expected: Int?) {
        self.received = received
        self.expected = expected
    }
}

/// What a saved video is called.
package enum DownloadName: Sendable, Hashable {
    /// `tween-0012` gives `tween-0012.mp4`, or `tween-0012-2.mp4` and so on where that is taken.
    case numbered(String)
    /// This name and no other; an error if it is taken.
    case exact(String)
}
