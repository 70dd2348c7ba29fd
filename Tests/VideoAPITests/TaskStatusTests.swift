import Testing
import VideoAPI

@Suite("Status words")
struct TaskStatusTests {
    @Test(
        "of this API and its relatives mean one of seven things",
        arguments: [
            (.pending, ["pending", "PENDING", "submitted", "not_start", "NOT_START", "created"]),
            (.queued, ["queued", "QUEUED", "queueing", "Queueing", "IN_QUEUE", "in-queue", "preparing", "Preparing"]),
            (
                .running,
                ["running", "RUNNING", "in_progress", "IN_PROGRESS", "in progress", "processing", "dreaming", "throttled", "SUSPENDED"]
            ),
            (.succeeded, ["succeeded", "SUCCEEDED", "completed", "COMPLETED", "success", "SUCCESS", "succeed"]),
            (.failed, ["failed", "FAILED", "error", "FAILURE", "fail", "Fail"]),
            (.cancelled, ["cancelled", "canceled", "CANCELED", "aborted"]),
            (.lost, ["expired", "unknown", "UNKNOWN"]),
        ] as [(TaskStatus, [String])]
    )
    func synonyms(_ status: TaskStatus, _ words: [String]) {
        for word in words { #expect(TaskStatus(word: word) == status, "\(word)") }
    }

    @Test("that nobody knows are none", arguments: ["", "weird", "run ning", "3", "succeeded!"])
    func unknown(_ word: String) {
        #expect(TaskStatus(word: word) == nil)
    }

    @Test("three of the seven are final, and a lost task is not")
    func terminal() {
        #expect(TaskStatus.allCases.filter(\.isTerminal) == [.succeeded, .failed, .cancelled])
    }
}
