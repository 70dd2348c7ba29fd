import Testing
import VideoAPI

@Suite("A request body")
struct WireDraftTests {
    @Test("of the API page is taken whole, and written again as it came", arguments: ["create-request.json", "create-request-full.json"])
    func page(_ name: String) throws {
        let body = try Fixture.json(name)
        let draft = try Draft(wire: body)
        #expect(draft.problems() == [])
        let seed = body["seed"]?.integer
        #expect(draft.wireObject(images: body["images"]?.array, seed: seed) == body)
    }

    @Test("with the required fields alone has the page's defaults")
    func least() throws {
        let draft = try Draft(wire: ["model": "wan2.2-kf2v-flash", "images": ["https://a/1", "https://a/2"]])
        #expect(draft.setFields == [.model, .first, .last])
        #expect(draft.size == .p720)
        #expect(draft.image(.first) == .address("https://a/1"))
        #expect(draft.image(.last) == .address("https://a/2"))
        #expect(try draft.validated(seed: 9).seed == 9)
    }

    @Test("may have keys that nobody knows, and nulls for what is left out")
    func unknownKeys() throws {
        let plain = try Draft(wire: Self.body())
        #expect(try Draft(wire: Self.body("user", "me")) == plain)
        for key in ["prompt", "seconds", "size", "prompt_extend", "watermark", "seed", "negative_prompt"] {
            #expect(try Draft(wire: Self.body(key, .null)) == plain, "\(key)")
        }
    }

    @Test(
        "is read without coercion, and each fault names its field",
        arguments: [
            ("model", nil, "missing_model", "model"), ("model", .null, "missing_model", "model"), ("model", "", "missing_model", "model"),
            ("model", 5, "invalid_model", "model"), ("model", "sora-2", "model_not_found", "model"),
            ("model", "flash", "model_not_found", "model"),
            ("model", "WAN2.2-KF2V-FLASH", "model_not_found", "model"),
            ("images", nil, "invalid_images", "images"), ("images", .null, "invalid_images", "images"),
            ("images", "https://a/1", "invalid_images", "images"), ("images", [], "invalid_images", "images"),
            ("images", ["https://a/1"], "invalid_images", "images"),
            ("images", ["https://a/1", "https://a/2", "https://a/3"], "invalid_images", "images"),
            ("images", ["https://a/1", 2], "invalid_images", "images[1]"),
            ("images", [.null, "https://a/2"], "invalid_images", "images[0]"),
            ("images", ["https://a/1", "ftp://a/2"], "invalid_images", "images[1]"),
            ("images", ["a.png", "https://a/2"], "invalid_images", "images[0]"),
            ("images", ["file:///etc/passwd", "https://a/2"], "invalid_images", "images[0]"),
            ("images", ["https://u:p@a/1", "https://a/2"], "invalid_images", "images[0]"),
            ("images", ["https://", "https://a/2"], "invalid_images", "images[0]"),
            ("images", ["https://a/ 1", "https://a/2"], "invalid_images", "images[0]"),
            ("images", ["https://a/1\n", "https://a/2"], "invalid_images", "images[0]"),
            ("images", ["https://a/1", "data:image/png;base64,AAAA"], "invalid_image", "images[1]"),
            ("images", ["data:image/png,x", "https://a/2"], "invalid_image", "images[0]"),
            ("images", ["data:image/png;base64,", "https://a/2"], "invalid_image", "images[0]"),
            ("prompt", 5, "invalid_prompt", "prompt"), ("prompt", ["x"], "invalid_prompt", "prompt"),
            ("prompt", "a\0", "invalid_prompt", "prompt"),
            ("prompt", .string(String(repeating: "中", count: 801)), "prompt_too_long", "prompt"),
            ("negative_prompt", true, "invalid_negative_prompt", "negative_prompt"),
            ("negative_prompt", .string(String(repeating: "中", count: 501)), "prompt_too_long", "negative_prompt"),
            ("seconds", 5, "invalid_seconds", "seconds"), ("seconds", "10", "invalid_seconds", "seconds"),
            ("seconds", "5.0", "invalid_seconds", "seconds"),
            ("seconds", "", "invalid_seconds", "seconds"),
            ("size", 720, "invalid_size", "size"), ("size", "720", "invalid_size", "size"), ("size", "720p", "invalid_size", "size"),
            ("size", "4K", "invalid_size", "size"), ("size", "", "invalid_size", "size"),
            ("prompt_extend", "true", "invalid_prompt_extend", "prompt_extend"),
            ("prompt_extend", 1, "invalid_prompt_extend", "prompt_extend"),
            ("watermark", "false", "invalid_watermark", "watermark"), ("watermark", 0, "invalid_watermark", "watermark"),
            ("seed", "5", "invalid_seed", "seed"), ("seed", -1, "invalid_seed", "seed"), ("seed", 2_147_483_648, "invalid_seed", "seed"),
            ("seed", .number(1.5, text: "1.5"), "invalid_seed", "seed"), ("seed", .number(5, text: "5.0"), "invalid_seed", "seed"),
            ("seed", .number(1e30, text: "1e30"), "invalid_seed", "seed"), ("seed", true, "invalid_seed", "seed"),
            ("seed", "random", "invalid_seed", "seed"),
        ] as [(String, JSONValue?, String, String)]
    )
    func refuses(_ key: String, _ value: JSONValue?, _ code: String, _ param: String) {
        let fault = #expect(throws: WireFault.self) { try Draft(wire: Self.body(key, value)) }
        #expect(fault?.code == code)
        #expect(fault?.param == param)
        #expect(fault?.message.contains(param.prefix { $0 != "[" }) == true || code == "model_not_found")
    }

    @Test("is refused when the model does not offer the size", arguments: ["480P", "1080P"])
    func sizeOfModel(_ size: String) {
        let body: JSONValue = ["model": "wan2.1-kf2v-plus", "images": ["https://a/1", "https://a/2"], "size": .string(size)]
        #expect(throws: WireFault("invalid_size", param: "size", message: "wan2.1-kf2v-plus supports 720P only")) { try Draft(wire: body) }
    }

    @Test("may have texts at their limits and seeds at the ends of their range")
    func limits() throws {
        #expect(try Draft(wire: Self.body("prompt", .string(String(repeating: "中", count: 800)))).text(.prompt)?.count == 800)
        #expect(
            try Draft(wire: Self.body("negative_prompt", .string(String(repeating: "e\u{301}", count: 500)))).text(.negative)?.count == 500
        )
        #expect(try Draft(wire: Self.body("seed", 0)).seed == .value(0))
        #expect(try Draft(wire: Self.body("seed", 2_147_483_647)).seed == .value(2_147_483_647))
        #expect(try Draft(wire: Self.body("prompt", "")).text(.prompt) == "")
        #expect(try Draft(wire: Self.body("prompt_extend", false)).flag(.extend) == false)
    }

    @Test("may hold pictures as data: URLs")
    func inlinePictures() throws {
        let body = Self.body("images", [.string(Fixture.dataURL()), .string(Fixture.dataURL(byteCount: PictureFormat.byteLimit))])
        guard case .inline(let picture)? = try Draft(wire: body).image(.last) else {
            Issue.record("no picture came out")
            return
        }
        #expect(picture.byteCount == PictureFormat.byteLimit)
        let tooLarge = Self.body("images", [.string(Fixture.dataURL()), .string(Fixture.dataURL(byteCount: PictureFormat.byteLimit + 1))])
        #expect(throws: WireFault.self) { try Draft(wire: tooLarge) }
    }

    @Test("must be an object", arguments: [.null, [], "x", 1] as [JSONValue])
    func notObject(_ body: JSONValue) {
        #expect(throws: WireFault("invalid_json", param: nil, message: "the body must be a JSON object")) { try Draft(wire: body) }
    }

    @Test("that is not JSON is refused with the place")
    func notJSON() {
        let fault = WireFault(JSONFault(at: 12, .unexpectedByte))
        #expect(fault.code == "invalid_json")
        #expect(fault.param == nil)
        #expect(fault.message.hasSuffix("at byte 12"))
    }

    /// A body that is taken, with one key changed, added or left out.
    private static func body(_ key: String? = nil, _ value: JSONValue? = nil) -> JSONValue {
        let plain = [
            JSONMember("model", "wan2.2-kf2v-flash"), JSONMember("images", ["https://a/1", "https://a/2"]),
        ]
        guard let key else { return .object(plain) }
        return .object(plain.filter { $0.key != key } + (value.map { [JSONMember(key, $0)] } ?? []))
    }
}
