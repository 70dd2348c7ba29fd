import Foundation
import Synchronization
import Testing
import VideoAPI

@testable import Renderer

@Suite("Local renderer")
struct LocalRendererTests {
    private static let pixelCount = 192 * 112

    /// As the program does at its start: an encoder that ends early must not end the tests with it.
    init() { signal(SIGPIPE, SIG_IGN) }

    private static func job(
        first: [UInt8] = Drawing.scene(256, 144, hue: 1).bmp,
        last: [UInt8] = Drawing.scene(200, 300, hue: 3).bmp,
        prompt: String = "tilt up",
        seed: Int = 7,
        hasWatermark: Bool = false,
        in folder: String,
        name: String = "film.mp4"
    ) -> RenderJob {
        RenderJob(
            first: first,
            last: last,
            size: .p480,
            prompt: prompt,
            seed: seed,
            hasWatermark: hasWatermark,
            destination: "\(folder)/\(name)"
        )
    }

    private static func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test("a film at 480P is whole, has the tier's size, and tells its progress rising to 100")
    func film() async throws {
        try await withFolder { folder in
            let told = Mutex<[Int]>([])
            let film = try await LocalRenderer().render(Self.job(in: folder)) { percent in told.withLock { $0.append(percent) } }
            #expect((film.width, film.height) == (832, 464))
            #expect(
                film.warnings == [
                    "images[0] is 256x144: the hosted service documents sides of 240 to 8000 pixels",
                    "images[1] is 200x300: the hosted service documents sides of 240 to 8000 pixels",
                ]
            )
            #expect(try Self.files(in: folder) == ["film.mp4"])
            let percents = told.withLock { $0 }
            #expect(percents == percents.sorted())
            #expect(percents.first == 0)
            #expect(percents.last == 100)
            #expect(Set(percents).count > 50)

            let facts = try Self.probed("\(folder)/film.mp4")
            #expect(facts == ["h264", "High", "832", "464", "yuv420p", "30/1", "150", "1", "5.000000"])
        }
    }

    /// What ffprobe, which the engine does without, says of a film.
    private static func probed(_ path: String) throws -> [String] {
        let (probe, pipe) = (Process(), Pipe())
        probe.executableURL = URL(filePath: "/usr/bin/env")
        let entries = "stream=codec_name,profile,width,height,pix_fmt,r_frame_rate,nb_read_packets:format=nb_streams,duration"
        probe.arguments = ["ffprobe", "-v", "error", "-count_packets", "-show_entries", entries, "-of", "default=nk=1:nw=1", path]
        probe.standardOutput = pipe
        try probe.run()
        let text = try pipe.fileHandleForReading.readToEnd() ?? Data()
        probe.waitUntilExit()
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("the same job gives the same bytes, another seed or a watermark gives others")
    func repeats() async throws {
        try await withFolder { folder in
            func bytes(seed: Int, hasWatermark: Bool = false, _ name: String) async throws -> Data {
                let job = Self.job(seed: seed, hasWatermark: hasWatermark, in: folder, name: name)
                _ = try await LocalRenderer().render(job, pixelCount: Self.pixelCount) { _ in }
                return try Data(contentsOf: URL(filePath: job.destination))
            }
            let one = try await bytes(seed: 1, "a.mp4")
            #expect(try await bytes(seed: 1, "b.mp4") == one)
            #expect(try await bytes(seed: 2, "c.mp4") != one)
            #expect(try await bytes(seed: 1, hasWatermark: true, "d.mp4") != one)
        }
    }

    @Test("a cancelled render throws, and leaves neither a process nor a file")
    func cancel() async throws {
        try await withFolder { folder in
            let (reached, continuation) = AsyncStream.makeStream(of: Void.self)
            let job = Self.job(in: folder)
            let render = Task {
                defer { continuation.finish() }
                return try await LocalRenderer().render(job) { percent in
                    if percent > 20 { continuation.finish() }
                }
            }
            for await _ in reached {}
            let during = try Self.files(in: folder)
            #expect(during == ["film.mp4.part"])
            render.cancel()
            await #expect(throws: RenderError.cancelled) { try await render.value }
            let after = try Self.files(in: folder)
            #expect(after == [])
            #expect(Processes.naming(job.destination) == [])
        }
    }

    @Test("without ffmpeg the error says what to install")
    func missing() async throws {
        try await withFolder { folder in
            let error = await #expect(throws: RenderError.self) {
                try await LocalRenderer(searchPath: folder).render(Self.job(in: folder)) { _ in }
            }
            #expect(error == .engine("ffmpeg is not installed; install it with: apt-get install ffmpeg"))
        }
    }

    @Test("a picture that cannot be taken is refused, naming which one", arguments: [0, 1])
    func refuses(index: Int) async throws {
        let whole = Drawing.scene(64, 64, hue: 2).bmp
        let faults: [([UInt8], PictureFault)] = [
            (Array("#EXTM3U".utf8), .unknownFormat),
            (Bytes.png(width: 30_000, height: 30_000), .side(width: 30_000, height: 30_000)),
            // Whole heads with no data behind them pass the sniffing, and are refused by the decoder.
            (Bytes.png(width: 64, height: 64), .damaged), (Bytes.jpeg(width: 64, height: 64), .damaged),
            (Bytes.webpLossy(width: 64, height: 64), .damaged), (Array(whole.prefix(whole.count / 2)), .damaged),
        ]
        try await withFolder { folder in
            for (bytes, fault) in faults {
                let job = Self.job(first: index == 0 ? bytes : whole, last: index == 1 ? bytes : whole, in: folder)
                await #expect(throws: RenderError.picture(index: index, fault)) {
                    try await LocalRenderer().render(job, pixelCount: Self.pixelCount) { _ in }
                }
                let left = try Self.files(in: folder)
                #expect(left == [])
            }
        }
    }

    @Test(
        "an encoder that ends early is an error in its own words, and nothing is left",
        arguments: ["echo no room >&2; exit 1", "exit 0"]
    )
    func encoderFails(_ script: String) async throws {
        try await withFolder { folder in
            // Decodes like the real one, but encodes with the script.
            let text = "#!/bin/sh\ncase \"$*\" in *libx264*) \(script);; esac\nexec /usr/bin/ffmpeg \"$@\"\n"
            let tools = "\(folder)/tools"
            try Self.install(text, as: "ffmpeg", in: tools)
            let job = Self.job(in: folder)
            let error = await #expect(throws: RenderError.self) {
                try await LocalRenderer(searchPath: "\(tools):/usr/bin").render(job, pixelCount: Self.pixelCount) { _ in }
            }
            guard case .engine(let words) = error else { return #expect(Bool(false), "\(String(describing: error))") }
            #expect(!words.isEmpty)
            #expect(try Self.files(in: folder) == ["tools"])
        }
    }

    @Test("a decoder that takes no more of a picture calls it damaged, and ends nothing but itself")
    func decoderStops() async throws {
        try await withFolder { folder in
            try Self.install("#!/bin/sh\nexec /usr/bin/ffmpeg \"$@\" </dev/null\n", as: "ffmpeg", in: "\(folder)/tools")
            let job = Self.job(first: Drawing.scene(640, 480, hue: 1).bmp, in: folder)
            await #expect(throws: RenderError.picture(index: 0, .damaged)) {
                try await LocalRenderer(searchPath: "\(folder)/tools:/usr/bin").render(job) { _ in }
            }
        }
    }

    @Test("a program that takes too long is stopped")
    func deadline() async throws {
        try await withFolder { folder in
            try Self.install("#!/bin/sh\nexec /bin/sleep 1000\n", as: "ffmpeg", in: "\(folder)/tools")
            let renderer = LocalRenderer(searchPath: "\(folder)/tools:/usr/bin", clock: HurriedClock())
            let job = Self.job(in: folder)
            await #expect(throws: RenderError.engine("ffmpeg was stopped after 30 seconds")) {
                try await renderer.render(job) { _ in }
            }
        }
    }

    private static func install(_ script: String, as name: String, in folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(script.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/\(name)")
    }
}

/// The processes of this machine, as far as they can be seen.
enum Processes {
    /// The identifiers of those whose command line holds the text.
    static func naming(_ text: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { $0.allSatisfy(\.isNumber) }.filter { id in
            let line = (try? Data(contentsOf: URL(filePath: "/proc/\(id)/cmdline"))) ?? Data()
            return String(decoding: line, as: UTF8.self).contains(text)
        }
    }
}

/// A clock on which every wait is over at once.
struct HurriedClock: Clock {
    let inner = ContinuousClock()
    var now: ContinuousClock.Instant { inner.now }
    var minimumResolution: Duration { inner.minimumResolution }
    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {}
}
