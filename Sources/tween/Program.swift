import Glibc
import Workers
@_spi(ExperimentalCustomExecutors) import _Concurrency

/// The start: the runtime is told where tasks run before there are any.
@main
enum Program {
    static func main() throws {
        StandardStreams.fillGaps()
        _createExecutors(factory: OwnThreads.self)
        Task {
            await Tween.main()
            exit(0)
        }
        try MainActor.executor.run()
    }
}

/// The standard choice is threads of libdispatch, whose watch over its pool wakes up every second to the end of the process.
private struct OwnThreads: ExecutorFactory {
    static let mainExecutor: any MainExecutor = MainLoop()
    static let defaultExecutor: any TaskExecutor = WorkerPool()
}
