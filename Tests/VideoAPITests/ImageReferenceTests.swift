import Foundation
import Testing
import VideoAPI

@Suite("A frame")
struct ImageReferenceTests {
    @Test(
        "is an http or https address, kept as it was typed",
        arguments: [
            "http://example.com", "https://example.com/a.png?x=1&y=@z#frag", "HTTPS://EXAMPLE.com/A.PNG", "https://[::1]:8443/a.png",
            "https://example.com:80", "https://example.com/@me", "https://example.com#a@b", "https://例え.jp/猫.png", "https://192.168.0.1/a",
        ]
    )
    func address(_ text: String) throws {
        #expect(try ImageReference.parse(text) == .address(text))
    }

    @Test(
        "is not another address",
        arguments: [
            ("file://ab.png", .noPath), ("file:a.png", .noPath), ("file://elsewhere/a.png", .noPath),
            ("ftp://example.com/a.png", .scheme("ftp")), ("OSS://bucket/a.png", .scheme("oss")), ("s3+x://b", .scheme("s3+x")),
            ("https://", .noHost), ("https:///a.png", .noHost), ("https://:80/a.png", .noHost), ("https://?a", .noHost),
            ("https://#a", .noHost),
            ("http:example.com", .noHost), ("https:/example.com", .noHost),
            ("https://user@example.com/a.png", .userInfo), ("https://user:pw@example.com", .userInfo), ("https://@example.com", .userInfo),
            ("https://good.example\\@evil.example/", .userInfo),
            // A combining mark must not hide what it follows.
            ("https://user@\u{301}example.com", .userInfo), ("https:/\u{301}/example.com", .noHost),
            ("https://example.com/a b.png", .hasSpace), ("https://example.com/a\u{3000}b", .hasSpace),
            ("https://example.com/a\u{A0}", .hasSpace),
            ("https://example.com/\n", .control), ("https://example.com/\r\nHost: x", .control), ("https://exa\u{1B}mple.com", .control),
            ("https://example.com/\0", .control), ("https://example.com/\u{85}", .control),
        ] as [(String, Problem.AddressFault)]
    )
    func badAddress(_ text: String, _ fault: Problem.AddressFault) {
        #expect(throws: fault) { try ImageReference.parse(text) }
        #expect(throws: Problem(.first, .address(given: text, fault: fault))) { try Field.named(.first).parse(text) }
    }

    @Test(
        "is a path where no scheme is",
        arguments: [
            ("a.png", "a.png"), ("./a:b.png", "./a:b.png"), ("C:\\a.png", "C:\\a.png"), ("c:/a.png", "c:/a.png"), ("a:b.png", "a:b.png"),
            ("12:30.png", "12:30.png"), ("picture:1.png", "picture:1.png"), ("dir/http://x", "dir/http://x"), ("~/a.png", "~/a.png"),
            ("", ""), (":", ":"), ("猫:a", "猫:a"), ("//example.com/a.png", "//example.com/a.png"), (" https://x", " https://x"),
            ("é://x", "é://x"), ("httpſ://x", "httpſ://x"),
            ("file:///tmp/a%20b.png", "/tmp/a b.png"), ("FILE://localhost/tmp/%E7%8C%AB.png", "/tmp/猫.png"),
            ("file:/tmp/a.png", "/tmp/a.png"),
            ("file:///a%FF", "file:///a%FF"),
        ]
    )
    func path(_ text: String, _ path: String) throws {
        #expect(try Field.named(.last).parse(text) == .path(path))
    }

    @Test(
        "is a picture in a data: URL, told by its bytes",
        arguments: [
            ("data:image/png;base64,", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
            ("DATA:IMAGE/PNG;BASE64,", [0xFF, 0xD8, 0xFF, 0xE0], .jpeg),
            ("data:;base64,", Array("RIFF....WEBPVP8 ".utf8), .webp),
            ("data:image/bmp;charset=utf-8;name=a;base64,", Array("BM..........".utf8), .bmp),
        ] as [(String, [UInt8], PictureFormat)]
    )
    func dataURL(_ head: String, _ bytes: [UInt8], _ format: PictureFormat) throws {
        let url = head + Data(bytes).base64EncodedString()
        let picture = InlinePicture(url: url, format: format, byteCount: bytes.count)
        #expect(try ImageReference.parse(url) == .inline(picture))
        #expect(picture.bytes == bytes)
    }

    @Test(
        "is no other data: URL",
        arguments: [
            ("data:", .notBase64), ("data:,", .notBase64), ("data:image/png,iVBORw0KGgo=", .notBase64),
            ("data:image/png;base64", .notBase64),
            ("data:image/png;base64,iVBORw0KGgo", .notBase64), ("data:image/png;base64,!!!!", .notBase64),
            ("data:image/png;base64,iVBO Rw0KGgo=", .notBase64), ("data:image/png;base64,", .emptyData),
            ("data:image/png;base64,R0lGODlhAQABAAAAACw=", .notPicture), ("data:image/png;base64,AAAA", .notPicture),
            ("data:image/png ;base64,iVBORw0KGgo=", .hasSpace), ("data:image/\u{7}png;base64,iVBORw0KGgo=", .control),
        ] as [(String, Problem.AddressFault)]
    )
    func badDataURL(_ text: String, _ fault: Problem.AddressFault) {
        #expect(throws: fault) { try ImageReference.parse(text) }
    }

    @Test("in a data: URL may have ten MiB, and not a byte more")
    func dataURLSize() throws {
        let limit = PictureFormat.byteLimit
        guard case .inline(let picture)? = try ImageReference.parse(Fixture.dataURL(byteCount: limit)) else {
            Issue.record("no picture came out")
            return
        }
        #expect(picture.byteCount == limit)
        #expect(throws: Problem.AddressFault.tooLarge(byteCount: limit + 1)) {
            try ImageReference.parse(Fixture.dataURL(byteCount: limit + 1))
        }
        let farTooLarge = "data:image/png;base64," + String(repeating: "AAAA", count: limit / 2)
        #expect(throws: Problem.AddressFault.tooLarge(byteCount: limit / 2 * 3)) { try ImageReference.parse(farTooLarge) }
    }

    @Test(
        "has a format only by a whole signature",
        arguments: [
            [], [0x89], [0xFF, 0xD8], Array("RIFF....WEBX".utf8), Array("BM".utf8), Array("GIF89a......".utf8), Array("<svg".utf8),
        ]
    )
    func noFormat(_ bytes: [UInt8]) {
        #expect(PictureFormat(firstBytes: bytes) == nil)
    }
}
