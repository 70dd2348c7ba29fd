import Testing
import VideoAPI

@Suite("A draft")
struct DraftTests {
    @Test("that is new lacks its two frames, and a prompt only for a remark")
    func new() {
        #expect(Draft().problems() == [Problem(.first, .missing), Problem(.last, .missing)])
        #expect(Draft().warnings() == [Problem(.prompt, .emptyPrompt)])
        #expect(Draft().model == .flash)
        #expect(Draft().size == .p720)
        #expect(Draft().seed == .random)
    }

    @Test(
        "lacks what it lacks",
        arguments: [
            ([.first], [.last]), ([.last], [.first]), ([.first, .last], []), ([], [.first, .last]),
        ] as [([FieldName], [FieldName])]
    )
    func missing(_ set: [FieldName], _ missing: [FieldName]) throws {
        var draft = Draft()
        for name in set { try draft.type(name, "https://example.com/a.png") }
        #expect(draft.problems() == missing.map { Problem($0, .missing) })
    }

    @Test(
        "needs a size that its model offers, in whichever order they were set",
        arguments: [
            (.flash, .p480, true), (.flash, .p720, true), (.flash, .p1080, true), (.plus, .p480, false), (.plus, .p720, true),
            (.plus, .p1080, false),
        ] as [(Model, VideoSize, Bool)]
    )
    func sizes(_ model: Model, _ size: VideoSize, _ isOffered: Bool) throws {
        let ahead = try Draft.ready([(.model, model.wireName), (.size, size.wireName)])
        let behind = try Draft.ready([(.size, size.wireName), (.model, model.wireName)])
        let expected = isOffered ? [] : [Problem(.size, .sizeNotOffered(size, by: model))]
        #expect(ahead.problems() == expected)
        #expect(behind.problems() == expected)
    }

    @Test("can't be sent with a picture of which only the hash is left")
    func forgotten() throws {
        var draft = try Draft.ready()
        let digest = PictureDigest(format: .png, byteCount: 9, sha256: "ab")
        draft[.last] = .image(.forgotten(digest))
        #expect(draft.problems() == [Problem(.last, .forgottenPicture(digest))])
    }

    @Test("with an empty prompt is ready all the same")
    func emptyPrompt() throws {
        #expect(try Draft.ready([(.prompt, "")]).warnings() == [Problem(.prompt, .emptyPrompt)])
        #expect(try Draft.ready([(.prompt, "x")]).warnings() == [])
        #expect(try Draft.ready([(.prompt, "")]).problems() == [])
    }

    @Test("is no request while anything is wrong, and tells all of it at once")
    func notValid() throws {
        var draft = Draft()
        try draft.type(.model, "plus")
        try draft.type(.size, "1080P")
        let problems = [Problem(.first, .missing), Problem(.last, .missing), Problem(.size, .sizeNotOffered(.p1080, by: .plus))]
        #expect(throws: DraftProblems.self) { try draft.validated(seed: 1) }
        #expect(draft.problems() == problems)
    }

    @Test(
        "becomes a request whose seed is named, drawn or left out",
        arguments: [(nil, 77), ("random", 77), ("keep", 77), ("5", 5), ("server", nil)] as [(String?, Int?)]
    )
    func seeds(_ typed: String?, _ sent: Int?) throws {
        let request = try Draft.ready(typed.map { [(.seed, $0)] } ?? []).validated(seed: 77)
        #expect(request.seed == sent)
        #expect(request.draft.seed == sent.map(SeedChoice.value) ?? .server)
        #expect(request.body(images: ("a", "b"))["seed"] == sent.map(JSONValue.integer))
    }
}

@Suite("A request's JSON")
struct RequestJSONTests {
    @Test("is the API page's own body, key by key in its order")
    func page() throws {
        let prompt = "Realistic style, a black kitten curiously looking at the sky, camera moving up from eye level to top-down"
        let request = try Draft.ready([(.prompt, prompt), (.extend, "on"), (.seed, "server")]).validated(seed: 1)
        let body = request.body(images: ("https://example.com/first-frame.png", "https://example.com/last-frame.png"))
        #expect(try body == Fixture.json("create-request.json"))
    }

    @Test("has every field that was set, in the order of the page")
    func full() throws {
        let request = try Draft.ready([
            (.negative, "blurry"), (.seed, "2147483647"), (.watermark, "on"), (.extend, "off"), (.prompt, "一只黑色的小猫好奇地看着天空"),
            (.model, "plus"),
        ]).validated(seed: 1)
        let submission = Submission(
            request: request,
            firstImage: "https://example.com/first-frame.png",
            lastImage: "https://example.com/last-frame.png",
            idempotencyKey: "k"
        )
        #expect(try submission.body == Fixture.json("create-request-full.json"))
    }

    @Test("holds model, images, seconds and size always, and nothing that is unset")
    func least() throws {
        let body = try Draft.ready([(.seed, "server")]).validated(seed: 1).body(images: ("a", "b"))
        #expect(body.text == #"{"model":"wan2.2-kf2v-flash","images":["a","b"],"seconds":"5","size":"720P"}"#)
    }

    @Test("has its keys in the order of the API page")
    func order() {
        let page = [
            "model", "images", "images", "prompt", "seconds", "size", "prompt_extend", "watermark", "seed", "negative_prompt",
        ]
        #expect(Field.all.map(\.wireName) == page)
    }
}

@Suite("A stored draft")
struct StoredDraftTests {
    @Test("reads back as it was")
    func identity() throws {
        var draft = try Draft.ready([
            (.model, "plus"), (.prompt, "一只 \"猫\"\n\\ 😀 e\u{301}"), (.negative, ""), (.size, "1080P"), (.seconds, "5"), (.extend, "off"),
            (.watermark, "on"), (.seed, "42"),
        ])
        draft[.last] = .image(.file(LocalPicture(path: "/tmp/a b:猫.png", format: .webp, byteCount: 12, sha256: "cd")))
        let text = draft.stored { _ in "ab" }.text
        #expect(try Draft(stored: JSONValue(parsing: text.utf8)) == draft)
        #expect(draft.setFields == FieldName.allCases)
    }

    @Test("keeps each choice of a seed", arguments: ["random", "keep", "server", "0"])
    func seeds(_ seed: String) throws {
        let draft = try Draft.ready([(.seed, seed)])
        #expect(Draft(stored: draft.stored { _ in "" }) == draft)
    }

    @Test("keeps hash and size of a data: URL, never its bytes")
    func inline() throws {
        let url = Fixture.dataURL(byteCount: 30)
        var draft = Draft()
        try draft.type(.first, url)
        let stored = draft.stored { $0.bytes == Fixture.png + Array(repeating: 0, count: 18) ? "ab" : "wrong" }
        #expect(!stored.text.contains("base64"))
        #expect(Draft(stored: stored).image(.first) == .forgotten(PictureDigest(format: .png, byteCount: 30, sha256: "ab")))
        let again = Draft(stored: stored)
        #expect(Draft(stored: again.stored { _ in "" }) == again)
    }

    @Test(
        "leaves unset what can't be read",
        arguments: [
            .null, [], "x", ["colour": "red"], ["seed": 5], ["seed": "-1"], ["first": "https://a/b"],
            ["first": ["format": "gif", "bytes": 1]],
            ["first": ["format": "png", "bytes": "1", "sha256": "a"]], ["model": .null],
        ] as [JSONValue]
    )
    func unreadable(_ stored: JSONValue) {
        #expect(Draft(stored: stored) == Draft())
    }
}
