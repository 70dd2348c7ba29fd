/// What a scripted service does with each kind of request: the n-th gets the n-th fault, and all that come later the last one.
package struct ServiceScript: Sendable {
    /// The POST of a task.
    package var submits: [FaultServer.Fault] = [.accepted]
    /// The questions how a task is.
    package var polls: [FaultServer.Fault] = [.succeeded]
    /// The fetches of a video, wherever the service says that it is.
    package var videos: [FaultServer.Fault] = [.film()]

    /// What is asked of a service.
    package enum Kind: Sendable {
        case submit, poll, video
    }

    /// A service without faults: it accepts at once, has succeeded when asked, and sends a film.
    package init() {}
}

extension FaultServer {
    /// Plays a service.
    ///
    /// - Parameter onRequest: is called when a request is there, before it is answered.
    package convenience init(_ service: ServiceScript, onRequest: @escaping @Sendable (ServiceScript.Kind) -> Void = { _ in }) throws {
        let (submits, polls, videos) = (FaultQueue(service.submits), FaultQueue(service.polls), FaultQueue(service.videos))
        try self.init { connection in
            if submits.isNextBeforeRequest { return connection.perform(submits.next()) }
            while let request = connection.readRequest() {
                let kind = ServiceScript.Kind(request)
                onRequest(kind)
                let fault =
                    switch kind {
                    case .submit: submits.next()
                    case .poll: polls.next()
                    case .video: videos.next()
                    }
                connection.perform(fault)
                guard case .answer = fault else { return }
            }
        }
    }
}

extension ServiceScript.Kind {
    init(_ request: FaultServer.Request) {
        if request.line.hasPrefix("POST ") {
            self = .submit
        } else {
            self = request.line.hasPrefix("GET /v1/videos/") && !request.line.contains("/content ") ? .poll : .video
        }
    }
}

extension FaultServer.Fault {
    /// The id that ``accepted`` gives.
    package static let id = "task_1"
    /// A task that is accepted and waits.
    package static let accepted = json(#"{"id":"\#(id)","status":"pending"}"#)
    /// A task that is done, and whose video is where the API page says.
    package static let succeeded = status("succeeded")

    /// A whole 200 with a JSON body.
    package static func json(_ body: String) -> Self { .answer("200 OK", body, headers: ["Content-Type: application/json"]) }

    /// A task with a status word, and whatever else is put behind it.
    package static func status(_ word: String, _ more: String = "") -> Self { json(#"{"id":"\#(id)","status":"\#(word)"\#(more)}"#) }

    /// The smallest whole film; its length and its tag can be told otherwise.
    package static func film(tag: String = "a", headers: [String] = []) -> Self {
        .answer("200 OK", film, headers: ["Content-Type: video/mp4", "ETag: \"\(tag)\""] + headers)
    }

    /// As much of the film as fits before the connection ends.
    package static func cutFilm(after count: Int, tag: String = "a") -> Self {
        .cut("HTTP/1.1 200 OK\r\nContent-Length: \(film.utf8.count)\r\nETag: \"\(tag)\"\r\n\r\n" + film.prefix(count))
    }

    /// The rest of the film, as a careful server sends it.
    package static func restOfFilm(from offset: Int, tag: String = "a") -> Self {
        let count = film.utf8.count
        let range = "Content-Range: bytes \(offset)-\(count - 1)/\(count)"
        return .answer("206 Partial Content", String(film.dropFirst(offset)), headers: ["ETag: \"\(tag)\"", range])
    }

    /// `ftyp`, `moov` and `mdat`, all of it ASCII: 127 bytes.
    package static let film =
        "\0\0\0\u{10}ftypisom\0\0\0\0" + "\0\0\0\u{0B}moov\u{1}\u{2}\u{3}" + "\0\0\0\u{64}mdat" + String(repeating: "\u{7}", count: 92)
}
