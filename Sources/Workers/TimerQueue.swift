/// What is due at moments to come, the earliest first; of two for the same moment, the one that was added first.
struct TimerQueue<Element> {
    private struct Entry {
        let moment: ContinuousClock.Instant
        let number: Int
        let element: Element

        func isBefore(_ other: Entry) -> Bool { (moment, number) < (other.moment, other.number) }
    }

    /// A heap: no entry is before the one at half its place.
    private var heap: [Entry] = []
    private var added = 0

    /// When the first is due; nil if there is none.
    var earliest: ContinuousClock.Instant? { heap.first?.moment }

    mutating func add(_ element: Element, at moment: ContinuousClock.Instant) {
        added += 1
        heap.append(Entry(moment: moment, number: added, element: element))
        var place = heap.count - 1
        while place > 0, case let parent = (place - 1) / 2, heap[place].isBefore(heap[parent]) {
            heap.swapAt(place, parent)
            place = parent
        }
    }

    /// Takes all that is due, in order.
    mutating func takeDue(at now: ContinuousClock.Instant) -> [Element] {
        var due: [Element] = []
        while let first = heap.first, first.moment <= now {
            due.append(first.element)
            removeFirst()
        }
        return due
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child].isBefore(heap[least]) { least = child }
            guard least != place else { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}
