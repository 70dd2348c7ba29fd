import ShellCore
import VideoAPI

/// Which videos are being saved, and which wait until fewer are.
struct Savings {
    /// A video to be saved.
    struct Order {
        let record: TaskRecord
        let folder: String
        let name: VideoName
        /// How it is told in the end; whoever waits for it with ^Z leaves it at the prompt's back.
        var mode: WatchMode
        /// Whether it is only looked whether there is a video, which is told if there is one.
        var isAttempt = false
    }

    private var running: [TaskNumber: (order: Order, task: Task<Void, Never>, progress: Latest<SaveProgress?>)] = [:]
    private var waiting: [Order] = []

    /// How many are saved at once at the prompt's back.
    static let limit = 3

    /// Nothing is saved, and nothing waits.
    var isEmpty: Bool { running.isEmpty && waiting.isEmpty }
    var numbers: [TaskNumber] { (running.keys + waiting.map(\.record.number)).sorted() }
    var tasks: [Task<Void, Never>] { running.values.map(\.task) }

    /// Whether the video of a task is being saved, or waits for that.
    func contains(_ number: TaskNumber) -> Bool { running[number] != nil || waiting.contains { $0.record.number == number } }

    /// Whether the video of a task is being saved.
    func isRunning(_ number: TaskNumber) -> Bool { running[number] != nil }

    /// Has a video wait its turn; one that waits or is being saved already is not saved twice.
    mutating func enqueue(_ order: Order) {
        guard contains(order.record.number) else { return waiting.append(order) }
        if !order.isAttempt { expect(order.record.number) }
    }

    /// What was a mere attempt is a video from now on that somebody expects, and hears of if it does not come.
    private mutating func expect(_ number: TaskNumber) {
        running[number]?.order.isAttempt = false
        for index in waiting.indices where waiting[index].record.number == number { waiting[index].isAttempt = false }
    }

    /// The next one that may begin, if any.
    mutating func next() -> Order? {
        guard running.count < Self.limit, !waiting.isEmpty else { return nil }
        return waiting.removeFirst()
    }

    /// A video is being saved from now on.
    mutating func begin(_ order: Order, _ task: Task<Void, Never>, _ progress: Latest<SaveProgress?> = Latest(nil)) {
        waiting.removeAll { $0.record.number == order.record.number }
        running[order.record.number] = (order, task, progress)
    }

    /// The name of a video that is being saved, and how much of it has come; nil as long as nothing has.
    func progress(of number: TaskNumber) -> (name: String, progress: SaveProgress)? {
        running[number].flatMap { saving in saving.progress.value.map { (saving.order.name.file, $0) } }
    }

    /// Tells a video in another way when it is saved, or is not.
    mutating func tell(_ number: TaskNumber, _ mode: WatchMode) {
        running[number]?.order.mode = mode
        for index in waiting.indices where waiting[index].record.number == number { waiting[index].mode = mode }
    }

    /// Breaks off the saving of a video; what has come of it is kept.
    mutating func cancel(_ number: TaskNumber) {
        waiting.removeAll { $0.record.number == number }
        running[number]?.task.cancel()
    }

    /// A saving is over; what it was, as it is to be told.
    mutating func end(_ number: TaskNumber) -> Order? { running.removeValue(forKey: number)?.order }

    /// The task whose video is just being saved under that name in that folder.
    func owner(of name: String, in folder: String) -> TaskNumber? {
        running.values.first { $0.order.folder == folder && $0.order.name.file == name }?.order.record.number
    }
}
