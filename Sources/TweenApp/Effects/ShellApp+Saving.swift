import Foundation
import Journal
import ShellCore
import VideoAPI

extension ShellApp {
    /// Saves a video and tells where it is.
    func download(_ number: TaskNumber, path: String?, mode: WatchMode) async {
        let record: TaskRecord
        do throws(JournalError) {
            guard let found = try await outside.journal({ journal throws(JournalError) in try journal.task(number) }) else { return }
            record = found
        } catch {
            return await dispatch(.failed(message: error.words, .disk))
        }
        let (folder, name) = target(path, number)
        let services = outside.services
        guard mode == .background || isInSweep(number) else {
            return await take(
                Saving(record: record, mode: mode, result: await attend { await services.download(record, to: folder, name: name) })
            )
        }
        // The prompt waits for no download that nobody is looking at.
        let mailbox = mailbox
        savings[number] = start {
            mailbox.post(.saved(Saving(record: record, mode: mode, result: await services.download(record, to: folder, name: name))))
        }
    }

    /// Tells where a video is, or why it is not.
    func take(_ saving: Saving) async {
        let number = saving.record.number
        savings[number] = nil
        switch saving.result {
        case .success(let path):
            let saved = try? await outside.journal { journal throws(JournalError) in try journal.saved(number, path: path) }
            if let saved { remember(saved) }
            await dispatch(.saved(saved ?? saving.record, path: shown(path), saving.mode))
        case .failure(let trouble):
            await dispatch(.notSaved(saving.record, message: trouble.message, saving.mode))
        }
    }

    /// The folder and the name that a path means; without one, our own name in the folder of the settings.
    private func target(_ path: String?, _ number: TaskNumber) -> (folder: String, name: VideoName) {
        let files = outside.files
        let downloads = files.places.absolute(session.settings.value(.downloads), from: files.folder)
        guard let path else {
            if downloads == files.folder + "/." { return (files.folder, .numbered(number)) }
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
