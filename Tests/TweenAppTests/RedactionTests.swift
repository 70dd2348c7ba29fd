import Testing

@testable import TweenApp

@Suite("What the history keeps of a line")
struct RedactionTests {
    @Test(
        "a secret goes, the line stays",
        arguments: [
            ("login sk-0123456789abcdef", "login [redacted]"),
            ("token=sk-0123456789abcdef", "token=[redacted]"),
            ("say \"sk-0123456789abcdef\" twice", "say \"[redacted]\" twice"),
            ("curl -H 'Authorization: Bearer abc123' x", "curl -H 'Authorization: Bearer [redacted] x"),
            ("authorization: bearer abc", "authorization: bearer [redacted]"),
            ("Authorization:Bearer  abc", "Authorization:Bearer  [redacted]"),
            ("login 4f3c2b1a0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a", "login [redacted]"),
            ("api_key=4f3c2b1a0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a!", "api_key=[redacted]!"),
            ("set first https://me:pass@example.com/a.png", "set first https://[redacted]@example.com/a.png"),
            ("set first https://e.com/a.png?Signature=abc&w=1", "set first https://e.com/a.png?Signature=[redacted]&w=1"),
            (
                "set first https://e.com/a?X-Amz-Credential=a&X-Amz-Security-Token=b",
                "set first https://e.com/a?X-Amz-Credential=[redacted]&X-Amz-Security-Token=[redacted]"
            ),
            ("set first https://e.blob/a.png?sv=2024&sig=Ab%2B", "set first https://e.blob/a.png?sv=2024&sig=[redacted]"),
            ("first=https://e.com/a?hdnts=exp=1~acl=/*~hmac=ab&w=1", "first=https://e.com/a?hdnts=[redacted]&w=1"),
            ("first=https://e.com/a?OSSAccessKeyId=k&Expires=1", "first=https://e.com/a?OSSAccessKeyId=[redacted]&Expires=1"),
        ]
    )
    func hides(_ line: String, _ kept: String) { #expect(Redaction.redacted(line) == kept) }

    @Test(
        "everything else is kept as it is",
        arguments: [
            "set prompt 一只黑色的小猫好奇地望着天空，镜头从平视缓缓上升至俯视，光线柔和，写实风格，电影质感",
            "set prompt Realistic style, a black kitten curiously looking at the sky, camera moving up from eye level",
            "set prompt a torch bearer runs uphill",
            "set first https://example.com/pictures/2026/a-long-name-of-a-picture-with-many-words.png?width=1280&height=720",
            "set first /home/you/Pictures/4f3c2b1a0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a.png",
            "seed=2147483647", "ask-me sk-1", "set prompt 12345678901234567890123456789012345678901234567890", "",
        ]
    )
    func keeps(_ line: String) { #expect(Redaction.redacted(line) == line) }
}
