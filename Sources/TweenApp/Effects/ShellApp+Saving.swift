import Foundation
import Journal
import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Saves a video and tells where it is.
    func download(_ number: TaskNumber, path: String?, mode: WatchMode) async {
        // What nobody has typed is saved by the shell that follows the task.
        let isAutomatic = mode == .background || watched.contains(number) || isInSweep(number)
        let (record, isAnothers): (TaskRecord, Bool)
        do throws(JournalError) {
            let found = try await outside.journal { journal throws(JournalError) -> (record: TaskRecord, isAnother: Bool)? in
                if isAutomatic { return try journal.follower(of: number) }
                return try journal.task(number).map { ($0, false) }
            }
            guard let found else { return }
            (record, isAnothers) = found
        } catch {
            return await dispatch(.failed(message: error.words, .file))
        }
        if path == nil, let saved = record.savedPath, FileManager.default.fileExists(atPath: saved) {
            return await dispatch(.saved(record, path: shown(saved), mode))
        }
        if isAutomatic, isAnothers {
            let hint = StyledText("  `download \(number.rawValue)` saves it here", .faint)
            outside.console.tell([StyledText("\(number): another shell has followed it and saves its video") + hint])
            return
        }
        let (folder, name) = target(path, number)
        if case .exact(let file) = name, let other = savings.owner(of: file, in: folder), other != number {
            let words = "\(shown(folder + "/" + file)) is just being written: it is to be the video of \(other)"
            return await dispatch(.notSaved(record, message: words, mode))
        }
        let order = Savings.Order(record: record, folder: folder, name: name, mode: mode)
        // The prompt waits for no download that nobody is looking at.
        if isAutomatic { saveBehind(order) } else { await save(order) }
    }

    /// Saves the video of a task under its usual name at the prompt's back.
    func saveBehind(_ record: TaskRecord) {
        let (folder, name) = target(nil, record.number)
        saveBehind(Savings.Order(record: record, folder: folder, name: name, mode: .background))
    }

    /// Looks whether a task has a video although its key is refused, and saves it; if there is none, that is not worth a word.
    func attempt(_ record: TaskRecord, mode: WatchMode) {
        guard session.settings.isOn(.autosave), record.savedPath == nil else { return }
        let (folder, name) = target(nil, record.number)
        saveBehind(Savings.Order(record: record, folder: folder, name: name, mode: mode, isAttempt: true))
    }

    private func saveBehind(_ order: Savings.Order) {
        savings.enqueue(order)
        startSavings()
    }

    /// Begins as many of the savings that wait as may run at once.
    private func startSavings() {
        while let order = savings.next() { begin(order) }
    }

    private func begin(_ order: Savings.Order) {
        let (mailbox, record, progress) = (mailbox, order.record, Latest<SaveProgress?>(nil))
        let tellAgain: @Sendable (String) -> Void = { mailbox.post(.savingAgain(record.number, $0)) }
        let saver = Saver(services: outside.services, clock: outside.clock, tellAgain: tellAgain, progress: progress)
        let task = start {
            let result = await saver.save(record, to: order.folder, name: order.name, isAttempt: order.isAttempt)
            mailbox.post(.saved(Saving(record: record, result: result)))
        }
        savings.begin(order, task, progress)
    }

    /// Saves a video while the person waits: ^C breaks it off, ^Z leaves it at the prompt's back.
    private func save(_ order: Savings.Order) async {
        let number = order.record.number
        if savings.isRunning(number) {
            savings.enqueue(order)
            savings.tell(number, order.mode)
        } else {
            begin(order)
        }
        let draws = session.output == .terminal && outside.console.hasLiveLine
        let helpers = startTimers(ticks: draws, timeout: nil)
        defer { for task in helpers.tasks { task.cancel() } }
        while savings.isRunning(number) {
            if draws, let line = saveLine([number]) { outside.console.drawLive(line) }
            let message = await mailbox.next()
            if case .tick = message { continue }
            outside.console.eraseLive()
            switch message {
            case .signal(.suspend) where isAtKeyboard:
                savings.tell(number, .background)
                outside.console.tell([StyledText("\(number) is being saved at the prompt's back; you will be told here", .faint)])
                return
            case .signal(let signal) where signal.isFinal:
                ending = .signal(signal)
                return
            case .signal: savings.cancel(number)
            case let message: await heed(message)
            }
        }
    }

    /// The live line while videos are being saved, about the first of them; nil as long as nothing has come.
    func saveLine(_ numbers: [TaskNumber], key: String = "^C: stop") -> StyledText? {
        let saving = numbers.lazy.compactMap { [savings] in savings.progress(of: $0) }.first
        return saving.map { SaveLine.text($0.name, $0.progress, of: numbers.count, columns: liveColumns, key: key) }
    }

    /// Tells where a video is, or why it is not.
    func take(_ saving: Saving) async {
        let number = saving.record.number
        let order = savings.end(number)
        let mode = order?.mode ?? .background
        startSavings()
        switch saving.result {
        case .success(let path):
            let saved = try? await outside.journal { journal throws(JournalError) in
                let saved = try journal.saved(number, path: path)
                return saved.remark == Self.notSaved ? try journal.remark(number, nil) : saved
            }
            if let saved { remember(saved) }
            await dispatch(.saved(saved ?? saving.record, path: shown(path), mode))
        case .failure where order?.isAttempt == true: break
        case .failure(let trouble):
            // What was told, and what the person has broken off, is not gone on with by itself at the next start.
            if saving.record.savedPath == nil, saving.record.status == .succeeded {
                let marked = try? await outside.journal { journal throws(JournalError) in try journal.remark(number, Self.notSaved) }
                if let marked { remember(marked) }
            }
            // A script is to know whether it was the service or this machine.
            if mode != .background { failure = failure ?? trouble.exit }
            await dispatch(.notSaved(saving.record, message: trouble.message, isGone: trouble.isGone, mode))
        }
    }

    /// The remark on a task whose video could not be saved, which was told.
    static let notSaved = "not saved"

    /// Tells that a download was cut and goes on.
    func tellSavingAgain(_ number: TaskNumber, _ reason: String) {
        outside.console.tell([StyledText("\(number) is not saved yet: \(Sanitizer.oneLine(reason)); trying again", .faint)])
    }

    /// The folder and the name that a path means; without one, our own name in the folder of the settings.
    private func target(_ path: String?, _ number: TaskNumber) -> (folder: String, name: VideoName) {
        let files = outside.files
        let downloads = files.places.absolute(session.settings.value(.downloads), from: files.folder)
        guard let path else {
            if downloads == files.places.absolute(".", from: files.folder) { return (files.folder, .numbered(number)) }
            // The folder was wished for in the settings, maybe long ago; if it can't be made, the download says so.
            try? SystemFile.makeFolder(downloads)
            return (downloads, .numbered(number))
        }
        let absolute = files.places.absolute(path, from: files.folder)
        var isFolder = ObjCBool(false)
        if FileManager.default.fileExists(atPath: absolute, isDirectory: &isFolder), isFolder.boolValue {
            return (absolute, .numbered(number))
        }
        return ((absolute as NSString).deletingLastPathComponent, .exact((absolute as NSString).lastPathComponent))
    }

    /// From here on for people and pipes; whole for a program, which may look from elsewhere.
    func shown(_ path: String) -> String {
        session.output == .json ? path : TaskWords.path(path, from: outside.files.folder)
    }
}
