import FaultServer
import ShellCore
import Testing
import VideoAPI

/// Reliability.md 3.1 to 3.3 against the whole shell: what comes of each fault stands in `Tests/FaultTables`, to be read by eye,
/// and what must hold of all of them is checked here.
@Suite("Against a service that fails", .timeLimit(.minutes(2)))
struct FaultBookTests {
    private static let books = [SubmitFaults.book, WatchFaults.book, DownloadFaults.book, ResolveFaults.book]

    @Test("a request goes out once, and its end is told and written down", arguments: SubmitFaults.book.rows)
    func submitting(_ row: FaultCase) async throws {
        let story = try await SubmitFaults.book.play(row)
        expectSound(story)
        #expect(story.elsewhere.isEmpty)
        #expect(story.posts <= (row.name.hasPrefix("429 ") ? 2 : 1))
        guard let record = story.records.first else { return }
        // What a script ends with follows from what is known of the sending.
        switch record.sending {
        case .accepted: #expect(story.exitCode == ExitCode.done.rawValue)
        case .unconfirmed: #expect(story.exitCode == ExitCode.unconfirmed.rawValue)
        case .rejected: #expect([ExitCode.key.rawValue, ExitCode.service.rawValue, ExitCode.interrupted.rawValue].contains(story.exitCode))
        case .notSent: #expect([ExitCode.service.rawValue, ExitCode.interrupted.rawValue].contains(story.exitCode) && story.posts == 0)
        case .sending: Issue.record("nothing was settled")
        }
    }

    @Test("what is said of a task is taken for what it is", arguments: WatchFaults.book.rows)
    func watching(_ row: FaultCase) async throws {
        let story = try await WatchFaults.book.play(row)
        expectSound(story)
        #expect(story.elsewhere.isEmpty)
        #expect(story.posts == 1)
        #expect(story.records.map(\.sending) == [.accepted])
    }

    @Test("a video is whole under its name, or not there", arguments: DownloadFaults.book.rows)
    func downloading(_ row: FaultCase) async throws {
        let story = try await DownloadFaults.book.play(row)
        expectSound(story)
        #expect(story.posts == 1)
        #expect(story.records.map { $0.status?.isTerminal } == [true])
        #expect(story.elsewhere.allSatisfy { $0.header("Authorization") == nil })
    }

    @Test("a video that nobody may write to its folder is told, and a script ends with 8")
    func unwritable() async throws {
        // Nothing is made there, not even for root.
        let row = FaultCase("a folder that can't be written", ["config set downloads /sys/kernel", "submit --yes"])
        let story = try await FaultStory.play(row)
        expectSound(story)
        let reasons = ["permission denied", "operation not permitted", "read-only file system"]
        let told = story.screen.filter { $0.contains("error: #1 is not saved: it can't be written: ") }
        #expect(told.count == 1 && reasons.contains { told.first?.hasSuffix($0) == true }, "\(story.screen)")
        #expect(story.exitCode == ExitCode.disk.rawValue)
        #expect(story.records.map(\.remark) == ["not saved"] && story.records.map(\.status) == [.succeeded])
    }

    @Test("a lost answer is settled by hand, and never twice", arguments: ResolveFaults.book.rows)
    func resolving(_ row: FaultCase) async throws {
        let story = try await ResolveFaults.book.play(row)
        expectSound(story)
        #expect(story.posts <= 2)
    }

    @Test("every story has its row, and every row its story", arguments: books)
    func complete(_ book: FaultBook) {
        #expect(book.names == book.rows.map(\.name))
        #expect(Set(book.names).count == book.names.count)
    }

    /// What holds whatever happens.
    private func expectSound(_ story: FaultStory) {
        #expect(story.exitCode != nil)
        #expect(!story.showsKey)
        #expect(story.screen.allSatisfy { line in !line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E } })
        #expect(story.idempotencyKeys.count <= max(1, story.records.count))
    }
}
