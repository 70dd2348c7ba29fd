import Testing
import VideoAPI

@Test(
    "The nearest word is few slips away, or begins as it was typed",
    arguments: [
        ("promt", "prompt"), ("PROMPT", "prompt"), ("pormpt", "prompt"), ("promptt", "prompt"), ("se", "seed"), ("sead", "seed"),
        ("szie", "size"), ("wat", "watermark"), ("modle", "model"), ("", nil), ("x", nil), ("xyz", nil), ("zzzzzz", nil),
        (String(repeating: "prompt", count: 20), nil),
    ] as [(String, String?)]
)
func nearest(_ typed: String, _ expected: String?) {
    #expect(Nearest.match(for: typed, among: ["prompt", "seed", "size", "watermark", "model"]) == expected)
}

@Test("Of two candidates that are equally near, the first is meant")
func nearestTies() {
    #expect(Nearest.match(for: "bat", among: ["cat", "hat"]) == "cat")
    #expect(Nearest.match(for: "hat", among: ["cat", "hat"]) == "hat")
    #expect(Nearest.match(for: "a", among: [""]) == nil)
}
