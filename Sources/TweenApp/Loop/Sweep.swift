import ShellCore
import VideoAPI

/// A series of requests that is on its way.
struct Sweep {
    /// The request that was sent last, as long as its answer is not there.
    struct Sending {
        let position: Int
        let order: SubmitOrder
        let task: Task<Void, Never>
        /// The service has refused it for now, and it is sent once more in a while: it can be given up without a doubt.
        var isWaiting = false
    }

    var run: SweepRun
    /// ``WatchMode/background`` while the person does something else at the prompt.
    var mode: WatchMode
    var sending: Sending?
    /// Ends it when the time of `--timeout` is over.
    var patience: Task<Void, Never>?

    /// A series of which nothing was sent yet.
    init(_ order: SweepOrder) {
        run = SweepRun(order)
        mode = order.mode
    }

    /// How many never went out.
    var unsent: Int { run.order.orders.count - run.sent - (sending == nil ? 0 : 1) }

    /// What goes on beside the loop.
    var tasks: [Task<Void, Never>] { [sending?.task, patience].compactMap(\.self) }
}

/// What happens to a series of requests.
enum SweepNews: Sendable {
    /// The request on its way waits for a 429 to be over, which takes so long.
    case waiting(Duration)
    /// The request on its way has its answer, or never will.
    case ended(Submitter.Outcome)
    /// The patience that `--timeout` grants is over.
    case timedOut
}
