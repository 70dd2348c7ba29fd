import Journal
import Testing
import VideoAPI

@Suite("The user's marks")
struct MarkingTests {
    let place: Place
    let journal: Journal
    let number: TaskNumber

    init() throws {
        place = try Place()
        journal = try place.open()
        number = try journal.accept()
    }

    @Test("a star is set and taken away, and the starred are a list, newest first")
    func star() throws {
        let other = try journal.accept()
        _ = try journal.accept()
        #expect(try journal.star(number, true).isStarred)
        _ = try journal.star(other, true)
        #expect(try place.open().list(.starred).map(\.number) == [other, number])
        #expect(try journal.list(.starred, limit: 1).map(\.number) == [other])
        #expect(try journal.star(number, false).isStarred == false)
        #expect(try journal.list(.starred).map(\.number) == [other])
    }

    @Test("a note is kept to the last byte, and an empty one is none", arguments: ["给妈妈看\nline two", "nul\u{0}!", ""])
    func note(_ text: String) throws {
        _ = try journal.note(number, text)
        #expect(try place.open().task(number)?.note == (text.isEmpty ? nil : text))
        #expect(try journal.note(number, nil).note == nil)
    }

    @Test("tags keep the order in which they were given; one that is there, missing or empty changes nothing")
    func tags() throws {
        let other = try journal.accept()
        #expect(try journal.tag(number, adding: ["spring", "客户", "spring", ""]).tags == ["spring", "客户"])
        _ = try journal.tag(other, adding: ["客户", "客"])
        #expect(try journal.tag(number, adding: ["two words"], removing: ["spring", "nothing"]).tags == ["客户", "two words"])
        #expect(try place.open().task(number)?.tags == ["客户", "two words"])
        #expect(try journal.list(.tagged("客户")).map(\.number) == [other, number])
        #expect(try journal.list(.tagged("客")).map(\.number) == [other])
        #expect(try journal.list(.tagged("spring")).isEmpty)
        #expect(try journal.list(.tagged("客户"), limit: 1).map(\.number) == [other])
        #expect(try journal.list(.tagged("two words")).map(\.number) == [number])
    }

    @Test("a tag is one line", arguments: ["a\nb", "a\r\nb", "a\u{2028}b"])
    func tagLines(_ word: String) throws {
        #expect(try journal.tag(number, adding: [word]).tags == ["a b"])
        #expect(try journal.tag(number, removing: [word]).tags.isEmpty)
        #expect(try journal.list(.tagged("a b")).isEmpty)
    }

    @Test("marks are no part of what happened to a task")
    func noHistory() throws {
        _ = try journal.star(number, true)
        _ = try journal.note(number, "x")
        _ = try journal.tag(number, adding: ["y"])
        #expect(try journal.history(of: number).map(\.event) == [.sending, .accepted])
    }

    @Test("a task that nobody knows can't be marked")
    func noSuchTask() throws {
        let unknown = TaskNumber(rawValue: 99)
        #expect(throws: JournalError.noSuchTask(unknown)) { try journal.star(unknown, true) }
        #expect(throws: JournalError.noSuchTask(unknown)) { try journal.note(unknown, "x") }
        #expect(throws: JournalError.noSuchTask(unknown)) { try journal.tag(unknown, adding: ["x"]) }
        #expect(throws: JournalError.noSuchTask(unknown)) { try journal.forget(unknown) }
    }

    @Test("a forgotten task is not looked after, and is once it is remembered; both are in its history once")
    func forget() throws {
        for _ in 1...2 { #expect(try journal.forget(number).isForgotten) }
        #expect(try journal.list(.unsettled).isEmpty)
        #expect(try journal.list(.running).map(\.number) == [number])
        for _ in 1...2 { #expect(try journal.remember(number).isForgotten == false) }
        #expect(try journal.list(.unsettled).map(\.number) == [number])
        #expect(try journal.history(of: number).map(\.event) == [.sending, .accepted, .forgotten, .remembered])
    }

    @Test("a forgotten task of a dead shell is nobody's until somebody remembers it")
    func forgottenLegacy() throws {
        let left = try {
            let shell = try place.open()
            let left = try shell.accept()
            _ = try shell.forget(left)
            return left
        }()
        #expect(try journal.takeOver() == Journal.Legacy())
        _ = try journal.remember(left)
        #expect(try place.open().takeOver() == Journal.Legacy(), "the shell that remembered it has it, and lives")
        #expect(try journal.observe(left, .saying("succeeded")).record.status == .succeeded)
    }

    @Test("a forgotten local task ends with its shell all the same")
    func forgottenLocal() throws {
        let left = try {
            let shell = try place.open()
            let left = try shell.accept(.sample(isDemo: true))
            _ = try shell.forget(left)
            return left
        }()
        #expect(try journal.takeOver().interrupted.map(\.number) == [left])
    }
}
