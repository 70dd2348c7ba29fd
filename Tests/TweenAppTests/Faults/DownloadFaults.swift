import FaultServer
import Foundation
import VideoClient

@testable import TweenApp

/// What can befall a video on its way here.
enum DownloadFaults {
    static let book = FaultBook(name: "downloading", rows: gone + cut + wrong + redirected + places)

    /// The task is done, and its video fetched.
    private static func row(_ name: String, _ videos: FaultServer.Fault...) -> FaultCase {
        FaultCase(name, ["submit --yes"]) { if !videos.isEmpty { $0.videos = videos } }
    }

    /// The video is fetched, then asked for once more by hand.
    private static func twice(_ name: String, _ videos: FaultServer.Fault...) -> FaultCase {
        FaultCase(name, ["submit --yes", "download 1"]) { $0.videos = videos }.with { $0.isTyped = true }
    }

    private static func at(_ address: String) -> FaultServer.Fault { .status("succeeded", #","metadata":{"url":"\#(address)"}"#) }

    private static let expired = FaultServer.Fault.answer(
        "403 Forbidden",
        "<Error><Code>AccessDenied</Code><Message>Request has expired.</Message>"
    )

    private static let gone = [
        row("expired, then a new address", expired, .film()).with { $0.service.polls = [at("/old.mp4"), at("/new.mp4")] },
        row("410, then a new address", .answer("410 Gone", ""), .film()).with { $0.service.polls = [at("/old.mp4"), at("/new.mp4")] },
        row("expired for ever", expired).with { $0.service.polls = [at("/old.mp4")] },
        row("expired, and the task is taken back", expired).with { $0.service.polls = [at("/old.mp4"), .status("running")] },
        row("401", .answer("401 Unauthorized", "")),
        row("401, then another key", .answer("401 Unauthorized", ""), .film()).with {
            $0.isTyped = true
            $0.lines = ["submit --yes", "login", .secret("sk-another-0123456789"), .pass(60), "tasks"]
        },
        row("404", .answer("404 Not Found", "{}")),
        row("410 for ever", .answer("410 Gone", #"{"error":{"message":"The video has expired","code":"video_expired"}}"#)),
        row("not ready", .answer("400 Bad Request", #"{"error":{"message":"Task is not completed\u001b[2J yet"}}"#)),
        row("429 that says when", .answer("429 Too Many Requests", "", headers: ["Retry-After: 30"]), .film()),
        row("429 for 600 seconds", .answer("429 Too Many Requests", "", headers: ["Retry-After: 600"]), .film()),
        row("failed, and a film all the same", .film()).with {
            $0.service.polls = [.status("failed")]
            ($0.lines, $0.keepsGoing) = (["submit --yes", "download 1"], true)
        },
        row("cancelled, and no film", .answer("404 Not Found", "{}")).with {
            $0.service.polls = [.status("cancelled")]
            ($0.lines, $0.keepsGoing) = (["submit --yes", "download 1"], true)
        },
        row("behind the prompt", .answer("404 Not Found", "{}")).with {
            ($0.lines, $0.isTyped) = (["submit --yes &", .pass(10)], true)
        },
        row("500", .answer("500 Internal Server Error", "")),
        row("closed at once", .cut("")),
    ]

    private static let cut = [
        twice("cut, then gone on from", .cutFilm(after: 60), .restOfFilm(from: 60)),
        twice("cut, then another film", .cutFilm(after: 60), .film(tag: "b")),
        twice("cut, then a rest of another film", .cutFilm(after: 60), .restOfFilm(from: 60, tag: "b"), .film(tag: "b")),
        twice("cut twice", .cutFilm(after: 60), .restOfFilm(from: 50), .cutFilm(after: 80)),
        row("reset in the film", .reset(after: "HTTP/1.1 200 OK\r\nContent-Length: 127\r\n\r\n" + FaultServer.Fault.film.prefix(30))),
        row(
            "silence in the film",
            .hang(after: "HTTP/1.1 200 OK\r\nContent-Length: 127\r\n\r\n" + FaultServer.Fault.film.prefix(30)),
            .film()
        )
        .with { $0.timeouts = .impatient(\.firstByte, .seconds(1)) },
        row("the whole as a part", .answer("206 Partial Content", FaultServer.Fault.film, headers: ["Content-Range: bytes 0-126/127"])),
        row("a part of it", .answer("206 Partial Content", FaultServer.Fault.film, headers: ["Content-Range: bytes 0-126/128"])),
        row("no length", .cut("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n" + FaultServer.Fault.film)),
        row("no length, and cut", .cut("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n" + FaultServer.Fault.film.prefix(100))),
    ]

    private static let wrong = [
        row("a page", .answer("200 OK", "<html>", headers: ["Content-Type: text/html; charset=utf-8"])),
        row("JSON", .json(#"{"message":"not ready"}"#)),
        row("empty", .answer("200 OK", "", headers: ["Content-Type: video/mp4"])),
        row("no MP4", .answer("200 OK", String(repeating: "x", count: 200), headers: ["Content-Type: video/mp4"])),
        row("too large by its head", .film()).with { $0.videoLimit = 100 },
        row("too large without a length", .cut("HTTP/1.1 200 OK\r\n\r\n" + FaultServer.Fault.film)).with { $0.videoLimit = 100 },
        row("a type with escapes", .answer("200 OK", "x", headers: ["Content-Type: text/\u{202E}lmth"])),
    ]

    private static let redirected = [
        row("a redirect to another host", .answer("302 Found", "", headers: ["Location: {elsewhere}/film.mp4"])),
        row("a redirect on the same host", .answer("302 Found", "", headers: ["Location: /film.mp4"]), .film()),
        row("redirects in a circle", .answer("302 Found", "", headers: ["Location: /film.mp4"])),
        row("a redirect to a file", .answer("302 Found", "", headers: ["Location: file:///etc/passwd"])),
        row("an address on another host").with { $0.service.polls = [at("{elsewhere}/film.mp4?Signature=x")] },
        row("an address of a file").with { $0.service.polls = [at("file:///etc/passwd")] },
    ]

    private static let places = [
        row("the name is taken").with { $0.prepare = { try $0.write("mine", to: "tween-0001.mp4") } },
        row("the name is a link").with {
            $0.prepare = { try FileManager.default.createSymbolicLink(atPath: $0.path("tween-0001.mp4"), withDestinationPath: "/dev/null") }
        },
        row("no such folder").with {
            $0.lines = ["config set downloads /dev/null/films", "submit --yes"]
        },
        row("autosave off").with { $0.lines = ["config set autosave off", "submit --yes"] },
        row("^C in the film", .hang(after: "HTTP/1.1 200 OK\r\nContent-Length: 127\r\n\r\n" + FaultServer.Fault.film.prefix(30)))
            .with { $0.interrupt = .onVideo },
    ]
}
