import TerminalText
import VideoAPI

/// The wording of what is wrong with a field.
extension Message {
    init(_ problem: Problem) {
        let name = problem.field.rawValue
        switch problem.reason {
        case .unknownWord(let given, let legal, let nearest):
            self.init(.outOfRange, "\(name) \"\(Self.clipped(given))\" is not \(Phrase.choice(legal))", nearest: nearest)
        case .notFlag(let given):
            self.init(
                .outOfRange,
                "\(name) \"\(Self.clipped(given))\" is neither on nor off",
                label: "on/yes/true/1 or off/no/false/0"
            )
        case .notSeed(_, let range):
            self.init(.outOfRange, "seed must be \(range.lowerBound)..\(range.upperBound), or random, keep or server")
        case .fixed(_, let value):
            self.init(.outOfRange, "\(name) is fixed at \"\(value)\" by the API", correction: value)
        case .tooLong(_, let count, let limit):
            self.init(
                .outOfRange,
                "\(name) has \(count) characters, limit \(limit); the draft still has the old one"
            )
        case .nul(let offset):
            self.init(.outOfRange, "\(name) has a NUL at character \(offset + 1), which no text may have")
        case .address(let given, let fault):
            self.init(
                .outOfRange,
                "\(name): \(Self.words(fault, given: given))",
                hints: ["an http(s) URL, a data: URL or a picture file"]
            )
        case .file(let path, let fault):
            self.init(Self.code(fault), "\(name): \(path): \(Self.words(fault))", hints: Self.hints(fault))
        case .imageCount(let count):
            self.init(
                .outOfRange,
                "images takes exactly 2, the first and the last frame; there \(count == 1 ? "is" : "are") \(count)",
                hints: ["set images FIRST LAST"]
            )
        case .missing:
            self.init(.notReady, "\(name) is missing", hints: ["set \(name) URL"])
        case .sizeNotOffered(let size, let model):
            let offered = model.sizes.map(\.wireName)
            self.init(
                .conflict,
                "size \(size.wireName) is not offered by \(model.wireName) (\(offered.joined(separator: ", ")) only)",
                hints: ["set size \(offered.last ?? "720P")", "check --fix"]
            )
        case .forgottenPicture:
            self.init(
                .notReady,
                "\(name) was a data: URL, of which only hash and size were kept",
                hints: ["set \(name) URL or file"]
            )
        case .emptyPrompt:
            self.init(
                .emptyPrompt,
                "there is no prompt: the API page allows that, a newer page of the service does not",
                hints: ["set prompt TEXT"]
            )
        case .heavyPicture(let byteCount):
            self.init(
                .heavyPicture,
                "\(name) has \(ByteCount(byteCount)), too much to go out as a data: URL (under 7 MB)",
                hints: ["set \(name) URL"]
            )
        case .inlinePicture:
            self.init(.inlinePicture, "\(name) goes out as a data: URL; the API page names URLs only", hints: [])
        }
    }

    /// All that keeps a draft from going out, in one message.
    init(notReady problems: [Problem]) {
        let missing = problems.filter { $0.reason == .missing }.map(\.field.rawValue)
        let others = problems.filter { $0.reason != .missing }.map { Message($0) }
        let verb = missing.count == 1 ? "is" : "are"
        let parts = (missing.isEmpty ? [] : ["\(missing.joined(separator: " and ")) \(verb) missing"]) + others.map(\.text)
        self.init(
            missing.isEmpty ? others.first?.code ?? .notReady : .notReady,
            "not ready: " + parts.joined(separator: "; "),
            hints: problems.flatMap { Message($0).hints.prefix(1) },
            aside: "show missing"
        )
    }

    /// A value as a message quotes it: a long one is cut, since the line itself stands below.
    private static func clipped(_ text: String) -> String {
        text.count <= 40 ? text : text.prefix(39) + "…"
    }

    private static func words(_ fault: Problem.AddressFault, given: String) -> String {
        switch fault {
        case .scheme(let scheme): "\(scheme): addresses are not taken"
        case .noHost: "the address names no host"
        case .noPath: "a file: address has the whole path of a file here, such as file:///home/you/a.png"
        case .hasSpace: "the address has a blank in it"
        case .control: "the address has a control character in it"
        case .userInfo: "the address carries a user name, which would be written down with it"
        case .notBase64: "the data: URL is not base64 (data:image/png;base64,…)"
        case .emptyData: "the data: URL is empty"
        case .notPicture: "the data: URL holds no \(PictureFormat.list) picture"
        case .tooLarge(let byteCount): "the picture has \(ByteCount(byteCount)), limit 10 MiB"
        }
    }

    private static func words(_ fault: Problem.FileFault) -> String {
        switch fault {
        case .notFound: "no such file"
        case .notRegular: "not a regular file"
        case .unreadable: "it can't be read"
        case .empty: "the file is empty"
        case .notPicture: "not a picture: its first bytes are none of \(PictureFormat.list)"
        case .tooLarge(let byteCount): "the picture has \(ByteCount(byteCount)), limit 10 MiB"
        case .changed: "the file has changed since it was set"
        }
    }

    /// A file that is not there is the disk's matter; one that is no frame is a value like any other.
    private static func code(_ fault: Problem.FileFault) -> ErrorCode {
        switch fault {
        case .notFound, .notRegular, .unreadable, .changed: .file
        case .empty, .notPicture, .tooLarge: .outOfRange
        }
    }

    private static func hints(_ fault: Problem.FileFault) -> [String] {
        switch fault {
        case .notFound, .notRegular, .unreadable, .empty: ["an http(s) URL, a data: URL or a picture file"]
        case .notPicture, .tooLarge: ["a \(PictureFormat.list) file of at most 10 MiB"]
        case .changed: ["set it again to take it as it is now"]
        }
    }
}
