/// Several requests that go out one after the other, once they were agreed to together.
package struct SweepOrder: Sendable, Hashable {
    /// In the order in which they go out; never empty, each of them sent once.
    package let orders: [SubmitOrder]
    /// How many of them may be unfinished at once; 1 or more.
    package let maxParallel: Int
    /// ``WatchMode/background`` gives the prompt back at once.
    package let mode: WatchMode
    /// How long to submit and watch; nil is for ever.
    package let timeout: Duration?

    /// Joins requests with how they go out.
    package init(orders: [SubmitOrder], maxParallel: Int, mode: WatchMode, timeout: Duration?) {
        self.orders = orders
        self.maxParallel = maxParallel
        self.mode = mode
        self.timeout = timeout
    }
}
