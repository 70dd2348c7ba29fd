import Journal
import ShellCore
import VideoAPI

extension ShellApp {
    /// Goes on, with a key that was just given, with the tasks of its profile that an old one opens no more, at the address that they went to.
    func goOn(_ profile: Profile, with key: APIKey) async {
        let refused = blocked.values.filter { $0.went(to: profile) }
        for record in refused.sorted(by: { $0.number < $1.number }) {
            if let record = await rekey(record, key) { follow(record) }
        }
        for record in await unsaved(of: profile, otherThan: key) {
            guard let record = await rekey(record, key) else { continue }
            // What was never tried, as when nothing is saved by itself, is not begun here.
            if record.remark == Self.notSaved, session.settings.isOn(.autosave) { saveBehind(record) }
        }
    }

    /// Tasks that succeeded, and whose videos could not be fetched, or can't any more, with the key that they were sent with.
    private func unsaved(of profile: Profile, otherThan key: APIKey) async -> [TaskRecord] {
        let newest = try? await outside.journal { journal throws(JournalError) in try journal.list(.all, limit: Self.offeredTasks) }
        var unsaved: [TaskRecord] = []
        for record in (newest ?? []).reversed() where record.went(to: profile) && record.keyFingerprint != key.fingerprint {
            guard record.status == .succeeded, record.savedPath == nil, !record.isForgotten else { continue }
            let hasKey = (try? await outside.services.service(of: record)) != nil
            if record.remark == Self.notSaved || !hasKey { unsaved.append(record) }
        }
        return unsaved
    }

    private func rekey(_ record: TaskRecord, _ key: APIKey) async -> TaskRecord? {
        do throws(JournalError) {
            return try await outside.journal { journal throws(JournalError) in try journal.rekey(record.number, key.fingerprint) }
        } catch {
            await dispatch(.failed(message: "\(record.number) is not asked for with the new key: \(error.words)", .file))
            return nil
        }
    }
}

extension TaskRecord {
    /// Whether it was sent with a profile, and to the origin that this has now: no key goes anywhere else.
    fileprivate func went(to profile: Profile) -> Bool {
        self.profile == profile.name && !isDemo && (try? ServiceAddress(typed: origin))?.origin == profile.address?.origin
    }
}
