import Foundation
import GRDB
import Journal
import Testing
import VideoAPI

@Suite("Older journals")
struct MigrationTests {
    /// A journal as the first version made it.
    private static let first = """
        CREATE TABLE task (number INTEGER PRIMARY KEY AUTOINCREMENT, profile TEXT NOT NULL, origin TEXT NOT NULL, key_fingerprint TEXT,
            is_demo INTEGER NOT NULL, draft TEXT NOT NULL, model TEXT NOT NULL, size TEXT NOT NULL, request_hash TEXT NOT NULL,
            draft_hash TEXT NOT NULL, idempotency_key TEXT NOT NULL, created_at INTEGER NOT NULL, owner INTEGER NOT NULL,
            sending TEXT NOT NULL, accepted_at INTEGER, followed_since INTEGER, id ANY, status TEXT, word ANY, progress INTEGER, video ANY,
            failure_code ANY, failure_message ANY, finished_at INTEGER, seconds INTEGER, saved_path TEXT, remark TEXT) STRICT;
        CREATE INDEX task_by_state ON task(sending, status);
        CREATE INDEX task_by_request ON task(request_hash);
        CREATE INDEX task_by_draft ON task(draft_hash);
        CREATE INDEX task_by_kind ON task(profile, model, size, finished_at) WHERE seconds IS NOT NULL;
        CREATE TABLE change (place INTEGER PRIMARY KEY, task INTEGER NOT NULL REFERENCES task(number), at INTEGER NOT NULL,
            event TEXT NOT NULL, status TEXT, word ANY, progress INTEGER, code ANY, message ANY, http_status INTEGER, request ANY,
            reply ANY) STRICT;
        CREATE INDEX change_by_task ON change(task);
        INSERT INTO task VALUES (1, 'hosted', 'https://api.example.com/v1', 'f1e2', 0, '{"prompt":"一只小猫","size":"480P","seed":"7"}',
            'wan2.2-kf2v-flash', '480P', 'r', 'd', 'key-1', 100, 5, 'accepted', 101, 101, 'vid_1', 'succeeded', 'done', 100,
            'https://example.com/1.mp4', NULL, NULL, 160, 59, '/v/1.mp4', NULL);
        INSERT INTO task VALUES (2, 'hosted', 'https://api.example.com/v1', 'f1e2', 0, '{"prompt":"a kitten","negative":"blurry"}',
            'wan2.2-kf2v-flash', '720P', 'r2', 'd2', 'key-2', 200, 5, 'unconfirmed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
            'the answer was lost', NULL, NULL, NULL, NULL);
        INSERT INTO task VALUES (3, 'hosted', 'https://api.example.com/v1', 'f1e2', 0, 'not JSON', 'wan2.2-kf2v-flash', '720P', 'r3', 'd3',
            'key-3', 300, 5, 'accepted', 301, 301, 'vid_3', 'running', 'running', 40, NULL, NULL, NULL, NULL, NULL, NULL, 'blocked: key');
        INSERT INTO change (task, at, event, message) VALUES (1, 100, 'sending', NULL), (1, 101, 'accepted', 'vid_1'),
            (2, 200, 'sending', NULL), (2, 230, 'unconfirmed', 'the answer was lost'), (3, 300, 'sending', NULL);
        PRAGMA application_id = 0x7477656E;
        PRAGMA user_version = 1;
        """

    private func place() throws -> Place {
        let place = try Place()
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        try place.tamper { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: Self.first)
        }
        return place
    }

    @Test("a journal of the first version keeps every task with its history, and can be searched, marked and added to")
    func fromFirst() throws {
        let place = try place()
        let journal = try place.open()
        #expect(journal.notices.isEmpty)
        let records = try journal.list()
        #expect(records.map(\.number.rawValue) == [3, 2, 1])
        #expect(records.map(\.id?.rawValue) == ["vid_3", nil, "vid_1"])
        #expect(records.map(\.sending) == [.accepted, .unconfirmed, .accepted])
        #expect(records.map(\.savedPath) == [nil, nil, "/v/1.mp4"])
        #expect(records.allSatisfy { !$0.isStarred && !$0.isForgotten && $0.note == nil && $0.tags.isEmpty })
        #expect(records.allSatisfy { $0.expiresAt == nil && $0.welcomeAt == nil })
        #expect(try journal.history(of: TaskNumber(rawValue: 2)).map(\.event) == [.sending, .unconfirmed])
        #expect(try journal.search("小猫", limit: 9).map(\.number.rawValue) == [1])
        #expect(try journal.search("blurry kit", limit: 9).map(\.number.rawValue) == [2])
        #expect(try journal.note(TaskNumber(rawValue: 3), "late note").note == "late note")
        #expect(try journal.search("late", limit: 9).map(\.number.rawValue) == [3])
        #expect(try journal.begin(.sample()).number.rawValue == 4)
        #expect(try journal.takeOver().unfinished.map(\.number.rawValue) == [3])
        try journal.check()
    }

    @Test("two shells that open it at once bring it up to date once")
    func atOnce() throws {
        let place = try place()
        let opened = Results()
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            opened.add(Result { try place.open().search("小猫", limit: 9)[0].number })
        }
        #expect(try opened.all().map { try $0.get().rawValue } == Array(repeating: 1, count: 8))
        #expect(try place.tamper { try Int.fetchOne($0, sql: "SELECT count(*) FROM search") } == 3)
    }

    @Test("a step that fails leaves the older journal as it was")
    func failedStep() throws {
        let place = try place()
        try place.tamper { try $0.execute(sql: "CREATE TABLE tag (x)") }
        #expect(throws: JournalError.self) { try place.open() }
        try place.tamper { try $0.execute(sql: "DROP TABLE tag") }
        #expect(try place.open().list().count == 3)
    }
}
