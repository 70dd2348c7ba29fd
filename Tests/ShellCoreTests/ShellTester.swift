import Foundation
import ShellCore
import TerminalText
import VideoAPI

/// What a shell finds when it looks outside.
struct World {
    var pictures: [String: Result<LocalPicture, Problem.FileFault>] = [:]
    /// Newest last.
    var tasks: [TaskRecord] = []
    var drafts: [String: String] = [:]
    var files: [String: String] = [:]
    var history: [String] = []
    var keys: [String: KeySource] = [:]
    var twins = Twins()
    var journalFault: String?
    var changes: [TaskNumber: [LifeChange]] = [:]
    var counts: [TaskCount] = []
    var countsOfToday: [TaskCount] = []

    func find(_ need: Need) -> Supply {
        switch need {
        case .picture(let path): .picture(pictures[path] ?? .failure(.notFound))
        case .task(let number): journal(.task(tasks.first { $0.number == number }))
        case .newestTask: journal(.task(tasks.last))
        case .tasks(let filter, let limit): journal(.tasks(Array(tasks(filter).reversed().prefix(limit))))
        case .twins: journal(.twins(twins))
        case .search(let text, let limit): journal(.tasks(newest(limit) { $0.draft.text(.prompt)?.contains(text) == true }))
        case .tagged(let tag, let limit): journal(.tasks(newest(limit) { $0.tags.contains(tag) }))
        case .taskLife(let number):
            journal(.taskLife(tasks.first { $0.number == number }.map { TaskLife($0, changes: changes[number] ?? []) }))
        case .spending(let since): journal(.spending(since == nil ? counts : countsOfToday))
        case .savedDraft(let name): .text(drafts[name].map { .text($0, path: name) } ?? .missing(path: name))
        case .draftNames: .names(drafts.keys.sorted())
        case .folder(let path): .folder(isOther: files[path] != nil)
        case .textFile(let path): .text(files[path].map { .text($0, path: path) } ?? .missing(path: path))
        case .samples: .samples(first: .sample("kitten.jpg"), last: .sample("sky.jpg"))
        case .history(let limit, let profile): .history(pastLines(limit, profile))
        case .key(let profile): .key(profile == "local" ? KeySource.none : keys[profile])
        }
    }

    private func pastLines(_ limit: Int?, _ profile: String?) -> [PastLine] {
        let lines = history.enumerated().map { PastLine(number: $0 + 1, seconds: 1_700_000_000, profile: "local", text: $1) }
            .filter { profile == nil || $0.profile == profile }
        return limit.map { lines.suffix($0) } ?? lines
    }

    private func journal(_ supply: Supply) -> Supply { journalFault.map(Supply.unavailable) ?? supply }

    private func newest(_ limit: Int, where isWanted: (TaskRecord) -> Bool) -> [TaskRecord] {
        Array(tasks.filter(isWanted).reversed().prefix(limit))
    }

    private func tasks(_ filter: TaskFilter) -> [TaskRecord] {
        switch filter {
        case .recent, .all: tasks
        case .running, .unfinished: tasks.filter(\.isUnfinished)
        case .failed: tasks.filter { $0.status == .failed }
        case .starred: tasks.filter(\.isStarred)
        }
    }
}

/// A shell without a terminal, a network or a clock: lines go in, and what it shows and does is collected.
struct ShellTester {
    var session: Session
    var world = World()
    var surroundings = Surroundings(now: 1_700_000_000, entropy: 1, columns: 80)
    /// The lines that went to standard output, those that went to standard error, and those for programs, since the last event.
    private(set) var printed: [String] = []
    private(set) var told: [String] = []
    private(set) var data: [String] = []
    /// Both of the former two, in the order in which a person sees them.
    private(set) var shown: [String] = []
    /// All that is not text and not looked up.
    private(set) var effects: [Effect] = []
    private(set) var fetched: [Need] = []

    private let interpreter = Interpreter()

    init(_ output: OutputStyle = .terminal, keyboard: Bool = true, profile: String = "local", key: KeySource? = .environment) {
        session = Session(output: output, isInteractive: keyboard, version: "0.1")
        world.keys["hosted"] = key
        session.profile = session.settings.profile(named: profile) ?? .local
        if !keyboard { surroundings.place = ScriptPlace(name: "demo", line: 12) }
    }

    /// A shell whose draft can be sent.
    static func ready(
        _ output: OutputStyle = .terminal,
        keyboard: Bool = true,
        profile: String = "local",
        key: KeySource? = .environment
    ) -> ShellTester {
        var shell = ShellTester(output, keyboard: keyboard, profile: profile, key: key)
        shell.type("set images https://example.com/a.png https://example.com/b.png", "set prompt a kitten")
        return shell
    }

    /// Types lines, one after the other; what is collected is the last one's.
    mutating func type(_ lines: String...) {
        for line in lines { send(.line(line)) }
    }

    /// Lets something happen, and looks up whatever is asked for.
    mutating func send(_ event: Event) {
        (printed, told, data, shown, effects, fetched) = ([], [], [], [], [], [])
        var event = event
        var supplies: [Need: Supply] = [:]
        for _ in 0..<6 {
            var next: Event?
            for effect in interpreter.handle(event, given: surroundings, in: &session) {
                guard case .fetch(let needs, let line) = effect else {
                    collect(effect)
                    continue
                }
                fetched += needs
                for need in needs { supplies[need] = world.find(need) }
                next = .supplied(line: line, supplies: supplies)
            }
            guard let next else { return }
            event = next
        }
        effects.append(.fetch(fetched, for: "never satisfied"))
    }

    /// Answers the question that was asked.
    mutating func answer(_ text: String?) {
        guard let question else { return }
        send(.answered(question, text))
    }

    private mutating func collect(_ effect: Effect) {
        switch effect {
        case .print(let lines):
            printed += lines.map(\.plain)
            shown += lines.map(\.plain)
        case .tell(let lines):
            told += lines.map(\.plain)
            shown += lines.map(\.plain)
        case .data(let line):
            data.append(line)
        case .fetch, .ask, .askSecret, .submit, .watch, .follow, .resolve, .download, .open, .store, .removeDraft, .storeKey, .removeKey,
            .offer, .place, .edit, .alert, .sweep, .forget, .cancel, .mark, .export,
            .run, .fail, .leave:
            effects.append(effect)
        }
    }
}

extension ShellTester {
    var draft: Draft { session.draft }

    var question: Question? {
        effects.lazy.compactMap { if case .ask(let question) = $0 { question } else { nil } }.first
    }

    /// The request that goes out.
    var order: SubmitOrder? {
        effects.lazy.compactMap { if case .submit(let order) = $0 { order } else { nil } }.first
    }

    /// The requests that go out together.
    var sweep: SweepOrder? {
        effects.lazy.compactMap { if case .sweep(let order) = $0 { order } else { nil } }.first
    }

    var exit: ExitCode? {
        effects.lazy.compactMap { if case .fail(let code) = $0 { code } else { nil } }.first
    }

    /// The line that waits one Up away.
    var offered: String? {
        effects.lazy.compactMap { if case .offer(let line) = $0 { line } else { nil } }.first
    }

    /// What programs read, a JSON object a line.
    var objects: [[String: Any]] {
        data.compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    }

    /// The types of the events that programs read.
    var types: [String] { objects.map { $0["type"] as? String ?? ($0["error"] == nil ? "?" : "error") } }

    /// The code of the error that a program reads.
    var code: String? { (objects.first?["error"] as? [String: Any])?["code"] as? String }

    var text: String { shown.joined(separator: "\n") }
}

extension LocalPicture {
    static func sample(_ path: String, byteCount: Int = 1000, sha256: String = "00") -> LocalPicture {
        LocalPicture(path: path, format: .jpeg, byteCount: byteCount, sha256: sha256)
    }
}

extension TaskRecord {
    /// A task as the journal would have it.
    static func sample(
        _ number: Int,
        _ status: TaskStatus? = .running,
        sending: SendingState = .accepted,
        profile: String = "local",
        draft: Draft = .sample
    ) -> TaskRecord {
        var record = TaskRecord(
            number: TaskNumber(rawValue: number),
            profile: profile,
            origin: "https://service.example/v1",
            keyFingerprint: nil,
            isDemo: profile == "local",
            draft: draft,
            idempotencyKey: "k\(number)",
            createdAt: 1_700_000_000
        )
        record.sending = sending
        record.id = sending == .accepted ? TaskID(rawValue: "task_\(number)") : nil
        record.status = sending == .accepted ? status : nil
        if status?.isTerminal == true { record.finishedAt = 1_700_000_069 }
        return record
    }
}

extension Draft {
    /// A draft that was sent.
    static var sample: Draft {
        var draft = Draft()
        draft[.first] = .image(.address("https://example.com/a.png"))
        draft[.last] = .image(.address("https://example.com/b.png"))
        draft[.prompt] = .text("a kitten")
        draft[.seed] = .seed(.value(7))
        return draft
    }
}
