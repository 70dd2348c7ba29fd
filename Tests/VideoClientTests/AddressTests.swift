import Testing

@testable import VideoAPI
@testable import VideoClient

@Suite("The address of a service")
struct ServiceAddressTests {
    @Test(
        "is read as it is typed",
        arguments: [
            ("https://API.Example.com/v1/", "https://api.example.com/v1", "https://api.example.com"),
            ("HTTPS://example.com:443", "https://example.com", "https://example.com"),
            ("https://example.com:8443/a/v1//", "https://example.com:8443/a/v1", "https://example.com:8443"),
            ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080"),
            ("http://localhost/v1", "http://localhost/v1", "http://localhost"),
            ("http://[::1]:9/v1", "http://[::1]:9/v1", "http://[::1]:9"),
            ("https://10.0.0.1/v1", "https://10.0.0.1/v1", "https://10.0.0.1"),
        ]
    )
    func good(_ text: String, _ whole: String, _ origin: String) throws {
        let address = try ServiceAddress(typed: text)
        #expect(address.description == whole)
        #expect(address.origin.description == origin)
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("", .scheme(nil)), ("example.com/v1", .scheme(nil)), ("ftp://example.com", .scheme("ftp")),
            ("http://example.com/v1", .insecure(host: "example.com")),
            ("http://127.0.0.1.example.com", .insecure(host: "127.0.0.1.example.com")),
            ("http://127.1/", .insecure(host: "127.1")), ("http://127.0.0.01/", .insecure(host: "127.0.0.01")),
            ("http://localhost.example.com", .insecure(host: "localhost.example.com")), ("http://10.0.0.1", .insecure(host: "10.0.0.1")),
            ("https://", .noHost), ("https:///v1", .noHost), ("https://:80/v1", .noHost), ("https://exa mple.com", .host("exa mple.com")),
            ("https://例.com/v1", .host("例.com")), ("https://a..b", .host("a..b")), ("https://[zz]/", .host("[zz]")),
            ("https://[::1", .host("[::1")),
            ("https://a:b@example.com/v1", .userInfo), ("https://@example.com", .userInfo), ("https://example.com:0", .port("0")),
            ("https://example.com:65536", .port("65536")), ("https://example.com:", .port("")), ("https://example.com:+8", .port("+8")),
            ("https://example.com/v1?a=b", .query), ("https://example.com/v1#a", .fragment), ("https://example.com/a b", .path("/a b")),
            ("https://example.com/../v1", .path("/../v1")), ("https://example.com/v1\r\nX: y", .path("/v1\r\nX: y")),
            ("https://example.com/a//b", .path("/a//b")),
        ] as [(String, ServiceAddress.Fault)]
    )
    func bad(_ text: String, _ fault: ServiceAddress.Fault) {
        #expect(throws: fault) { try ServiceAddress(typed: text) }
    }
}

@Suite("An address from outside")
struct WebAddressTests {
    @Test(
        "is escaped where it has to be and keeps what is escaped",
        arguments: [
            ("HTTP://Example.COM", "http://example.com/"),
            ("https://example.com:443/a%20b/片?x=é#top", "https://example.com/a%20b/%E7%89%87?x=%C3%A9"),
            ("https://example.com?a=b", "https://example.com/?a=b"), ("https://example.com/a\"b<c>", "https://example.com/a%22b%3Cc%3E"),
            ("https://example.com/a.mp4?Expires=1&Signature=a%2Bb%3D", "https://example.com/a.mp4?Expires=1&Signature=a%2Bb%3D"),
        ]
    )
    func good(_ text: String, _ expected: String) throws { #expect(try WebAddress(text).description == expected) }

    @Test(
        "leads a redirect to where it means",
        arguments: [
            ("/x", "https://example.com/x"), ("x?y=1", "https://example.com/a/x?y=1"), ("../x", "https://example.com/x"),
            ("//other.example/x", "https://other.example/x"), ("http://other.example", "http://other.example/"),
            ("?q=2", "https://example.com/a/b?q=2"), ("/a%2Fb?sig=%2B", "https://example.com/a%2Fb?sig=%2B"),
        ]
    )
    func following(_ location: String, _ expected: String) throws {
        #expect(try WebAddress("https://example.com/a/b?q=1").following(location).description == expected)
    }
}

@Suite("A key")
struct APIKeyTests {
    @Test("shows itself nowhere but in the header")
    func hidden() throws {
        let key = try APIKey("sk-secret")
        var dumped = ""
        dump(key, to: &dumped)
        dump(Optional(key), to: &dumped)
        for text in ["\(key)", String(describing: key), String(reflecting: key), "\([key])", dumped] { #expect(!text.contains("secret")) }
        #expect(key.authorization == "Bearer sk-secret")
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("", .empty), (" a", .blank), ("a b", .blank), ("a\tb", .blank), ("a\u{3000}b", .blank), ("a\n", .control), ("a\rb", .control),
            ("a\0", .control), ("a\u{7F}", .control), ("a\u{85}b", .blank), ("ключ", .notASCII), ("a\u{200B}", .notASCII),
            (String(repeating: "a", count: 4097), .tooLong(byteCount: 4097)),
        ] as [(String, APIKey.Fault)]
    )
    func bad(_ text: String, _ fault: APIKey.Fault) { #expect(throws: fault) { try APIKey(text) } }

    @Test("may be 4 KiB long")
    func longest() throws { _ = try APIKey(String(repeating: "a", count: 4096)) }
}
