import Testing

@testable import VideoServer

@Suite("Addresses of pictures")
struct PictureAddressTests {
    @Test(
        "public addresses pass",
        arguments: [
            "https://example.com/a.png", "http://example.com", "HTTPS://EXAMPLE.COM:443/a?b=c#d", "http://example.com:80/",
            "http://example.com:/",
            "http://1.1.1.1/a.png",
            "http://example.com./a.png", "http://[2606:4700:4700::1111]/", "http://172.32.0.1/", "http://100.128.0.1/", "http://11.0.0.1/",
            "http://10.example.com/", "http://a_b.example/", "http://[::ffff:1.1.1.1]/", "http://127.0.0.1.example.com/",
        ]
    )
    func publicAddress(text: String) throws {
        try checkPictureAddress(text, allowingLoopback: false)
    }

    static let loopback = [
        "http://127.0.0.1/a.png", "http://127.1/", "http://127.0.1/", "http://0x7f000001/", "http://0X7F.0.0.1/", "http://2130706433/",
        "http://0177.0.0.1/", "http://017700000001/", "http://127.255.255.254/", "http://127.0.0.1./", "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://localhost/", "http://LOCALHOST./", "http://a.localhost/",
    ]

    @Test("this machine is refused, however it is spelt", arguments: loopback)
    func thisMachine(text: String) {
        #expect(throws: PictureAddressFault.notPublic) { try checkPictureAddress(text, allowingLoopback: false) }
    }

    @Test(
        "this machine passes when that is allowed, on any port",
        arguments: loopback + ["http://127.0.0.1:8080/a.png", "http://[::1]:1/"]
    )
    func allowedLoopback(text: String) throws {
        try checkPictureAddress(text, allowingLoopback: true)
    }

    @Test(
        "private and special networks are refused, loopback allowed or not",
        arguments: [
            "http://10.0.0.1/", "http://10.255.255.255/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/",
            "http://169.254.169.254/latest/meta-data", "http://100.64.0.1/", "http://100.127.255.255/", "http://0.0.0.0/", "http://0/",
            "http://192.0.0.1/", "http://192.0.2.1/", "http://198.18.0.1/", "http://198.51.100.1/", "http://203.0.113.1/",
            "http://224.0.0.1/",
            "http://240.0.0.1/", "http://255.255.255.255/", "http://168.63.129.16/", "http://0xa9fea9fe/", "http://2852039166/",
            "http://[fc00::1]/", "http://[fd12::1]/", "http://[fe80::1]/", "http://[ff02::1]/", "http://[::]/", "http://[2001:db8::1]/",
            "http://[::ffff:10.0.0.1]/", "http://[::ffff:169.254.169.254]/", "http://[64:ff9b::10.0.0.1]/", "http://[2002:a00:1::]/",
            "http://[2001::1]/", "http://[::10.0.0.1]/", "http://[fec0::1]/",
        ],
        [true, false]
    )
    func notPublic(text: String, allowingLoopback: Bool) {
        #expect(throws: PictureAddressFault.notPublic) { try checkPictureAddress(text, allowingLoopback: allowingLoopback) }
    }

    @Test(
        "what is no plain web address is refused",
        arguments: [
            ("file:///etc/passwd", PictureAddressFault.scheme), ("ftp://example.com/a.png", .scheme), ("gopher://example.com/", .scheme),
            ("example.com/a.png", .scheme), ("", .scheme), ("http:/example.com", .scheme), ("http://user:pass@example.com/", .userInfo),
            ("http://user@example.com/", .userInfo), ("http://1.1.1.1@127.0.0.1/", .userInfo), ("http://example.com:8080/", .port),
            ("http://example.com:22/", .port), ("http://1.1.1.1:0/", .port),
            ("http://example.com:99999999999999999999/", .port),
            ("http://", .host), ("http:///a.png", .host), ("http://:80/", .host), ("http://example.com:x/", .host), ("http://[::1/", .host),
            ("http://[::1%25eth0]/", .host), ("http://[v1.x]/", .host), ("http://1.2.3.4.5/", .host), ("http://256.1.1.1/", .host),
            ("http://127.0.0.0x1g/", .host), ("http://1..1/", .host), ("http://exa mple.com/", .host),
            ("http://example.com\\@127.0.0.1/", .host),
            ("http://%31%32%37.0.0.1/", .host), ("http://１２７.0.0.1/", .host), ("http://127。0。0。1/", .host), ("http://a\u{0}b/", .host),
        ]
    )
    func refused(text: String, fault: PictureAddressFault) {
        #expect(throws: fault) { try checkPictureAddress(text, allowingLoopback: false) }
    }
}
