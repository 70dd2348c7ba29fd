import Journal
import ShellCore
import VideoAPI

extension ShellApp {
    /// Finds out what a command has to know.
    func findOut(_ needs: [Need]) async -> [Need: Supply] {
        for need in needs { supplies[need] = await supply(need) }
        return supplies
    }

    private func supply(_ need: Need) async -> Supply {
        switch need {
        case .picture(let path): return .picture(picture(path))
        case .savedDraft(let name): return .text(outside.files.draft(named: name))
        case .textFile(let path): return .text(outside.files.text(at: path))
        case .folder(let path): return .folder(isOther: outside.files.isOther(thanFolder: path))
        case .draftNames: return .names(outside.files.draftNames())
        case .samples:
            do {
                let samples = try outside.files.samples()
                return .samples(first: samples.first, last: samples.last)
            } catch {
                return .unavailable("\(error.path): \(error.message)")
            }
        case .history(let limit, let profile):
            let lines = outside.keyboard?.history(profile: profile) ?? []
            return .history(limit.map { lines.suffix($0) } ?? lines)
        case .key(let name):
            return .key(session.settings.profile(named: name).flatMap { outside.services.keySource(for: $0) })
        case .task, .newestTask, .tasks, .twins, .search, .tagged, .taskLife, .spending:
            return await journalSupply(need)
        }
    }

    private func picture(_ path: String) -> Result<LocalPicture, Problem.FileFault> {
        do {
            return .success(try PictureFile(typed: path, places: outside.files.places, folder: outside.files.folder).picture)
        } catch {
            return .failure(error)
        }
    }

    private func journalSupply(_ need: Need) async -> Supply {
        let origin = session.profile.address.map { "\($0)" } ?? ""
        let utcOffset = outside.utcOffset
        do throws(JournalError) {
            if case .twins(let draft) = need {
                // What comes next is to be sent: damage that this meets is dealt with as there.
                return .twins(
                    try await outside.journal.whenSound { journal throws(JournalError) in try journal.twins(of: draft, origin: origin) }
                )
            }
            return try await outside.journal { journal throws(JournalError) in
                switch need {
                case .task(let number): return .task(try journal.task(number))
                case .newestTask: return .task(try journal.newest())
                case .tasks(let filter, let limit): return .tasks(try journal.tasks(shownBy: filter, limit: limit))
                case .search(let text, let limit): return .tasks(try journal.search(text, limit: limit))
                case .tagged(let word, let limit): return .tasks(try journal.list(.tagged(word), limit: limit))
                case .taskLife(let number): return .taskLife(try journal.life(of: number).map { TaskLife($0, utcOffset: utcOffset) })
                case .spending(let time): return .spending(TaskCount.counts(try journal.tallies(since: time)))
                case .twins, .picture, .folder, .savedDraft, .draftNames, .textFile, .samples, .history, .key:
                    return .unavailable("not in the journal")
                }
            }
        } catch {
            return .unavailable(error.words)
        }
    }
}

extension Journal {
    /// Tasks of which a draft would be the twin.
    fileprivate func twins(of draft: Draft, origin: String) throws(JournalError) -> Twins {
        var twins = Twins()
        twins.unconfirmed = try unconfirmedTwin(of: draft.hashWithoutSeed, origin: origin)?.number
        guard case .value(let seed) = draft.seed, let twin = try recentTwin(of: draft.hash(seed: seed), origin: origin) else {
            return twins
        }
        if twin.sending == .sending { twins.underWay = twin.number } else { twins.recent = twin.number }
        return twins
    }
}

extension Journal {
    /// The tasks that a list shows, newest first.
    fileprivate func tasks(shownBy filter: TaskFilter, limit: Int) throws(JournalError) -> [TaskRecord] {
        switch filter {
        case .all: return try list(.all, limit: limit)
        case .starred: return try list(.starred, limit: limit)
        case .failed: return try list(.failed, limit: limit)
        case .running, .unfinished: return try list(.running, limit: limit)
        case .recent:
            let newest = try list(.all, limit: limit)
            let shown = Set(newest.map(\.number))
            return newest + (try list(.unsettled)).filter { !shown.contains($0.number) }
        }
    }
}
