import ShellCore
import Testing
import VideoAPI

@Suite("What the history keeps of a line")
struct RedactionTests {
    private static func redacted(_ line: String) -> String { Redaction.redacted(line, profiles: ["local", "hosted", "mine"]) }

    @Test(
        "a secret goes, the line stays",
        arguments: [
            ("login sk-0123456789abcdef", "login [redacted]"), ("token=sk-0123456789abcdef", "token=[redacted]"),
            ("say \"sk-0123456789abcdef\" twice", "say \"[redacted]\" twice"),
            ("authorization: bearer abc", "authorization: bearer [redacted]"),
            ("Authorization:Bearer  abc", "Authorization:Bearer  [redacted]"),
            ("-H 'Authorization: Bearer abc' x", "-H 'Authorization: Bearer [redacted]' x"),
            ("Authorization: Basic bWU6cHc= x", "Authorization: Basic [redacted] x"),
            ("Authorization: abc x", "Authorization: [redacted] x"),
            ("{\"Authorization\": \"Bearer abc\"}", "{\"Authorization\": \"Bearer [redacted]\"}"),
            ("login 4f3c2b1a0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a", "login [redacted]"),
            ("api_key=4f3c2b1a0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a!", "api_key=[redacted]"),
            ("set first https://me:pass@example.com/a.png", "set first https://[redacted]@example.com/a.png"),
            ("set first https://e.com/a.png?Signature=abc&w=1", "set first https://e.com/a.png?Signature=[redacted]&w=1"),
            (
                "set first https://e.com/a?X-Amz-Credential=a&X-Amz-Security-Token=b",
                "set first https://e.com/a?X-Amz-Credential=[redacted]&X-Amz-Security-Token=[redacted]"
            ),
            ("set first https://e.blob/a.png?sv=2024&sig=Ab%2B", "set first https://e.blob/a.png?sv=2024&sig=[redacted]"),
            ("set first 'https://e.com/a?api_key=abc' x", "set first 'https://e.com/a?api_key=[redacted]' x"),
            ("first=https://e.com/a?hdnts=exp=1~acl=/*~hmac=ab&w=1", "first=https://e.com/a?hdnts=[redacted]&w=1"),
            ("first=https://e.com/a?OSSAccessKeyId=k&Expires=1", "first=https://e.com/a?OSSAccessKeyId=[redacted]&Expires=1"),
            ("TWEEN_API_KEY=value", "TWEEN_API_KEY=[redacted]"),
            ("export TWEEN_API_KEY='my value' x", "export TWEEN_API_KEY='[redacted]' x"),
            ("token=abc&x=1", "token=[redacted]&x=1"), ("password=\"a b\" c", "password=\"[redacted]\" c"),
            ("x api_key=abc", "x api_key=[redacted]"),
            ("{\"apiKey\": \"a\\\"b\", \"n\": 1}", "{\"apiKey\": \"[redacted]\", \"n\": 1}"),
            ("\\\"access_token\\\":\\\"a\\\\\\\"b\\\",", "\\\"access_token\\\":\\\"[redacted]\\\","),
            ("x-api-key: abc", "x-api-key: [redacted]"), ("password=$2y$10$abc", "password=[redacted]"),
            ("TWEEN_API_KEY = abc", "TWEEN_API_KEY = [redacted]"), ("setenv TWEEN_API_KEY abc", "setenv TWEEN_API_KEY [redacted]"),
            ("$env:TWEEN_API_KEY = \"a b\"; x", "$env:TWEEN_API_KEY = \"[redacted]\"; x"), ("Bearer abc1", "Bearer [redacted]"),
            ("Bearer 'aBc'", "Bearer '[redacted]'"), ("alias k login abc", "alias k login [redacted]"),
            ("size=480P\ncurl -u me:abc x\nsize=720P", "size=480P\ncurl -u '[redacted]' x\nsize=720P"),
        ]
    )
    func hides(_ line: String, _ kept: String) { #expect(Self.redacted(line) == kept) }

    @Test(
        "what stands behind login is a key, unless it is a profile",
        arguments: [
            ("login abc", "login [redacted]"), ("login mykey-99", "login [redacted]"), ("login hosted abc", "login hosted [redacted]"),
            (" LOGIN  mine", " LOGIN  mine"), ("logi abc", "logi [redacted]"), ("logout hosted", "logout hosted"),
            ("seed=7\nlogin abc\nshow", "seed=7\nlogin [redacted]\nshow"), ("login", "login"), ("login ", "login "),
        ]
    )
    func logins(_ line: String, _ kept: String) { #expect(Self.redacted(line) == kept) }

    @Test(
        "everything else is kept as it is",
        arguments: [
            "set prompt 一只黑色的小猫好奇地望着天空，镜头从平视缓缓上升至俯视，光线柔和，写实风格，电影质感",
            "set prompt Realistic style, a black kitten curiously looking at the sky, camera moving up from eye level",
            "set prompt a torch bearer runs uphill", "set prompt a token of love, the cookie: warm; password: none, token: gold",
            "set first https://example.com/pictures/2026/a-long-name-of-a-picture-with-many-words.png?width=1280&height=720",
            "set first /home/you/Pictures/4f3c2b1a0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a.png", "set first https://monkey.example/a=b.png",
            "set prompt Bearer bears carry honey", "Bearer of light", "set prompt a Bearer, 熊", "set prompt risk-taking sk-ateboarders",
            "alias k login", "alias k login mine", "export TWEEN_API_KEY", "echo $TWEEN_API_KEY x",
            "seed=2147483647", "ask-me sk-1", "set prompt 12345678901234567890123456789012345678901234567890", "",
            "curl -H \"Authorization: Bearer $TWEEN_API_KEY\" https://e.com/v1/videos --data '{\"prompt\":\"it'\\''s\"}'",
            "curl 12", "prompt=\"the curl -u of hair\"",
        ]
    )
    func keeps(_ line: String) { #expect(Self.redacted(line) == line) }

    private static let data = "-d '{\"prompt\":\"a\"}'"
    private static let address = "https://baze-api.powerbuyin.top/v1/videos"

    @Test(
        "a call is kept without its secrets, and can be taken over again from the history",
        arguments: [
            "-H 'Authorization: Bearer SECRET' \(data)", "-H \"Authorization: Bearer SECRET\" \(data)",
            "-H 'authorization:bearer SECRET' \(data)",
            "-H Authorization:\\ Bearer\\ SECRET \(data)", "-H 'Authorization: Basic SECRET=' \(data)",
            "-H 'Authorization: Token SECRET' \(data)",
            "-H 'Authorization: SECRET more' \(data)", "-H 'Authorization: Bearer '\"SECRET\" \(data)",
            "-sH'Authorization: Bearer SECRET' \(data)",
            "--header='Proxy-Authorization: Bearer SECRET' \(data)", "\\\n  -H 'Authorization: Bearer SECRET' \\\n  \(data)",
            "--oauth2-bearer SECRET \(data)", "-u user:SECRET \(data)", "--user=u:SECRET \(data)", "-U u:SECRET \(data)",
            "-sb 'sid=SECRET' \(data)", "-E cert.pem:SECRET \(data)", "--cert=cert.pem:SECRET \(data)",
            "--cookie sid=SECRET \(data)", "-H 'Cookie: sid=SECRET; a=b' \(data)", "-H 'X-Api-Key: SECRET' \(data)",
            "-H x-goog-api-key:SECRET \(data)",
            "-H 'api-key: SECRET' \(data)", "-d '{\"prompt\":\"a\",\"api_key\":\"SECRET\"}'",
            "-d \"{\\\"token\\\":\\\"SECRET\\\",\\\"prompt\\\":\\\"a\\\"}\"",
            "-d $'{\"prompt\":\"a\",\"password\":\"it\\'s SECRET\"}'", "--url 'https://e.com/v1/videos?api_key=SECRET' \(data)",
            "--url https://me:SECRET@e.com/v1/videos \(data)", "https://e.com?a=1&b=2 -u me:SECRET; \(data)",
            "\(data) | curl -u me:SECRET x",
        ]
    )
    func calls(_ options: String) {
        let isForeign = options.contains("https://e.com?")
        let line = "curl \(options.contains("://") ? "" : Self.address) \(options)"
        let kept = Self.redacted(line)
        #expect(!kept.contains("SECRET") && kept.contains("[redacted]"), "\(kept)")
        var shell = ShellTester()
        shell.type(kept)
        #expect(shell.question == nil && shell.draft.text(.prompt) == (isForeign ? nil : "a"), "\(kept)\n\(shell.text)")
        #expect(Self.redacted(kept) == kept)
    }

    @Test("a call that can't be read to its end loses its secrets all the same")
    func brokenCalls() {
        for options in ["-H 'Authorization: Bearer SECRET' -d '{", "-H \"Authorization: Bearer SECRET -d x", "-d '{\"token\":\"SECRET"] {
            let kept = Self.redacted("curl \(Self.address) \(options)")
            #expect(!kept.contains("SECRET"), "\(kept)")
        }
    }
}
