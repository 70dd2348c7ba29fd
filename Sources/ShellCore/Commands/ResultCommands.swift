import VideoAPI

/// `download N [PATH]` and `open [N] [first|last|video]`.
enum ResultCommands {
    static let download = Command(
        "download",
        group: .results,
        summary: "save the video of a task",
        details: [
            "Finished tasks are saved by themselves, since their links usually expire; config set autosave off stops that. Nothing is ever overwritten.",
            "Of a hosted task that failed or was cancelled the service is asked for a video all the same: some have one.",
        ],
        examples: [
            .init("download 12", "saves it as tween-0012.mp4"),
            .init("download 12 kitten.mp4", "saves it under another name"),
        ],
        parameters: .leadingTask,
        .optionalWord("PATH", .file),
        needs: { _, _, number, _ throws(ShellError) in [number.map(Need.task) ?? .newestTask] },
        run: { (_: inout Session, turn: Turn, number: TaskNumber?, path: Token?) throws(ShellError) in
            let record = try turn.task(number)
            guard record.sending == .accepted else { throw ShellError(.taskNotAccepted(record.number, record.sending)) }
            // A service may have a video of a task of which it says that it failed; our own has none. What is saved is there, whatever is said.
            let mayHaveVideo = record.savedPath != nil || !record.isDemo && record.isUnsuccessful
            if let status = record.status, status != .succeeded, status != .lost, !mayHaveVideo {
                throw ShellError(.taskNotDone(record.number, status))
            }
            return [.download(record.number, path: path?.text, .waiting)]
        }
    )

    static let open = Command(
        "open",
        group: .results,
        summary: "show a video, or a frame, with the desktop's own program",
        details: ["The program is $TWEEN_OPEN, or xdg-open. Only http(s) addresses and plain files are opened."],
        examples: [
            .init("open 12", "plays the video of #12"),
            .init("open 12 first", "shows its first frame"),
        ],
        parameters: .leadingTask,
        .optionalWord("first|last|video", .words(places)),
        needs: { _, _, number, _ throws(ShellError) in [number.map(Need.task) ?? .newestTask] },
        run: { (_: inout Session, turn: Turn, number: TaskNumber?, word: Token?) throws(ShellError) in
            let record = try turn.task(number)
            switch try word.map({ word throws(ShellError) in try Choice.read(word, among: kinds) }) {
            case "first": return [.open(try frame(.first, of: record))]
            case "last": return [.open(try frame(.last, of: record))]
            default:
                guard let path = record.savedPath else { throw ShellError(.nothingSaved(record.number)) }
                return [.open(path)]
            }
        }
    )

    private static let places = zip(kinds, ["the first frame", "the last frame", "the saved video"]).map(ParameterShape.Word.init)
    private static let kinds = ["first", "last", "video"]

    private static func frame(_ name: FieldName, of record: TaskRecord) throws(ShellError) -> String {
        switch record.draft.image(name) {
        case .address(let address): return address
        case .file(let picture): return picture.path
        case .inline, .forgotten, .none:
            throw ShellError(.pictureNotKept(name, record.number))
        }
    }
}
