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
    }

    private var running: [TaskNumber: (order: Order, task: Task<Void, Never>)] = [:]
    private var waiting: [Order] = []

    /// How many are saved at once at the prompt's back.
    static let limit = 3

    /// Nothing is saved, and nothing waits.
    var isEmpty: Bool { running.isEmpty && waiting.isEmpty }
    var numbers: [TaskNumber] { (running.keys + waiting.map(\.record.number)).sorted() }
    var tasks: [Task<Void, Never>] { running.values.map(\.task) }

    /// Whether the video of a task is being saved.
    func isRunning(_ number: TaskNumber) -> Bool { running[number] != nil }

    /// Has a video wait its turn; one that waits or is being saved already is not saved twice.
    mutating func enqueue(_ order: Order) {
        guard !numbers.contains(order.record.number) else { return }
        waiting.append(order)
    }

    /// The next one that may begin, if any.
    mutating func next() -> Order? {
        guard running.count < Self.limit, !waiting.isEmpty else { return nil }
        return waiting.removeFirst()
    }

    /// A video is being saved from now on.
    mutating func begin(_ order: Order, _ task: Task<Void, Never>) {
        waiting.removeAll { $0.record.number == order.record.number }
        running[order.record.number] = (order, task)
    }

    /// Tells a video that is being saved in another way.
    mutating func tell(_ number: TaskNumber, _ mode: WatchMode) { running[number]?.order.mode = mode }

    /// Breaks off the saving of a video; what has come of it is kept.
    func cancel(_ number: TaskNumber) { running[number]?.task.cancel() }

    /// A saving is over; how it is to be told.
    mutating func end(_ number: TaskNumber) -> WatchMode { running.removeValue(forKey: number)?.order.mode ?? .background }
}
