import Digest
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "the published test vectors come out",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ]
    )
    func vectors(text: String, expected: String) {
        #expect(SHA256.hex(of: Array(text.utf8)) == expected)
    }

    @Test("parts give the same digest as the whole")
    func parts() {
        var hash = SHA256()
        hash.update("a".utf8)
        hash.update(Array("bc".utf8))
        #expect(hash.hex() == SHA256.hex(of: "abc".utf8))
    }
}
