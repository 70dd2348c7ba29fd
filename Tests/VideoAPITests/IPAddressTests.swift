import Testing

@testable import VideoAPI

@Suite("An internet address")
struct IPAddressTests {
    @Test(
        "is public",
        arguments: [
            "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
            "169.253.255.255",
            "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
            "2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
        ]
    )
    func open(_ text: String) throws { #expect(try #require(IPAddress(text)).isPublic) }

    @Test(
        "is not public",
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.100.100.200", "100.127.255.255", "127.0.0.1",
            "127.255.255.255",
            "169.254.0.0", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1",
            "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
            "255.255.255.255", "168.63.129.16",
            "::", "::1", "::2", "::8.8.8.8", "2002::", "2620:4f:8000::1", "192.31.196.1", "192.52.193.1", "192.175.48.1", "::127.0.0.1",
            "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1",
            "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::",
            "2002:808:808::", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
        ]
    )
    func closed(_ text: String) throws { #expect(!(try #require(IPAddress(text)).isPublic)) }

    @Test(
        "is read in its usual spelling alone",
        arguments: ["127.1", "0x7f.0.0.1", "1.2.3", "256.1.1.1", "fe80::1%eth0", "[::1]", "", "a"]
    )
    func spelling(_ text: String) { #expect(IPAddress(text) == nil) }

    @Test("is written as it is read", arguments: ["1.2.3.4", "2001:db8::1", "::1"])
    func roundTrip(_ text: String) { #expect(IPAddress(text)?.description == text) }

    @Test(
        "is this machine, or is not",
        arguments: [
            ("127.0.0.1", true), ("127.255.255.255", true), ("::1", true), ("::ffff:127.0.0.1", true), ("::ffff:7fff:1", true),
            ("128.0.0.1", false), ("::2", false), ("::127.0.0.1", false), ("::ffff:128.0.0.1", false), ("64:ff9b::127.0.0.1", false),
            ("2002:7f00:1::", false), ("0.0.0.0", false), ("::", false),
        ]
    )
    func loopback(_ text: String, _ expected: Bool) throws { #expect(try #require(IPAddress(text)).isLoopback == expected) }

    @Test("has 4 bytes or 16", arguments: [(0, false), (3, false), (4, true), (5, false), (15, false), (16, true), (17, false)])
    func bytes(_ count: Int, _ isAddress: Bool) { #expect((IPAddress(bytes: [UInt8](repeating: 1, count: count)) != nil) == isAddress) }
}
