import Testing
import VideoAPI

@Suite("Mutated JSON")
struct JSONMutationTests {
    @Test("never traps, and what is read is written so that it reads the same")
    func roundTrips() {
        var mutator = Mutator(seed: 20_251_122)
        var read = 0
        for _ in 0..<20_000 {
            let bytes = mutator.mutate(Self.documents[mutator.below(Self.documents.count)])
            let strict = try? JSONValue(parsing: bytes)
            let tolerant = try? JSONValue(parsing: bytes, mode: .tolerant)
            if let strict { #expect(tolerant == strict) }
            guard let tolerant else { continue }
            read += 1
            #expect((try? JSONValue(parsing: tolerant.text.utf8)) == tolerant)
        }
        #expect((1_000..<19_000).contains(read))
    }

    @Test("never traps where replies and requests are read, and never loses the id of a readable answer")
    func replies() {
        var mutator = Mutator(seed: 7)
        for _ in 0..<4_000 {
            let bytes = mutator.mutate(Self.documents[mutator.below(Self.documents.count)])
            let status = [200, 201, 302, 400, 401, 403, 404, 429, 500, 999][mutator.below(10)]
            let submitted = Reply.submit(status: status, headers: [("Retry-After", "1e9")], body: bytes)
            _ = Reply.snapshot(of: TaskID(rawValue: "t"), status: status, headers: [], body: bytes)
            if let value = try? JSONValue(parsing: bytes, mode: .tolerant) {
                _ = try? Draft(wire: value)
                _ = Draft(stored: value)
                if status < 300, let id = value["id"]?.string, !id.isEmpty {
                    #expect((try? submitted.get().id) == TaskID(rawValue: id))
                }
            }
        }
    }

    private static let documents: [[UInt8]] = [
        #"{"id":"task_1","task_id":"task_1","object":"video","status":"running","progress":30,"created_at":1764347090}"#,
        #"{"code":"success","message":"","data":{"task_id":"t","status":"FAILURE","fail_reason":"no 猫 \ud83d\ude00","progress":"30%"}}"#,
        #"{"output":{"task_status":"SUCCEEDED","task_id":"t","end_time":"2025-01-02 03:04:05.678","video_url":"https://a/b"}}"#,
        #"{"error":{"message":"{\"code\":\"InvalidParameter\",\"message\":\"x\"}","type":"t","param":null,"code":""}}"#,
        #"{"model":"wan2.2-kf2v-flash","images":["https://a/1","data:image/png;base64,AAAA"],"seed":1e5,"size":"720P","seconds":"5"}"#,
        #"[[[[{"a":[1,-2.5e3,true,null,"\u00e9\n"]}]]]]"#,
    ].map { Array($0.utf8) }
}

/// Changes documents in the ways that break parsers; the same seed always gives the same changes.
private struct Mutator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func mutate(_ document: [UInt8]) -> [UInt8] {
        var bytes = document
        for _ in 0...below(2) where !bytes.isEmpty {
            let place = below(bytes.count)
            switch below(6) {
            case 0: bytes[place] = UInt8(below(256))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: Self.tokens[below(Self.tokens.count)].utf8, at: place)
            case 3: bytes.removeSubrange(place...)
            case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + below(24))], at: below(bytes.count))
            default: bytes[place] ^= 1 << UInt8(below(8))
            }
        }
        return bytes
    }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    private static let tokens = [
        "\"", "\\", "\\u", "\\uD800", "{", "}", "[", "]", ",", ":", "null", "1e999", "-", "99999999999999999999", "0.1", "\u{0}",
        "\u{FEFF}", "é",
    ]
}
