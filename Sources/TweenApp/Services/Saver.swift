import ShellCore
import VideoAPI

/// Saves a video and goes on with what was cut: fetching one again costs nothing and changes nothing.
struct Saver: Sendable {
    let services: any ServiceDirectory
    let clock: any Clock<Duration>
    /// Is told why a try came to nothing that is followed by another.
    let tellAgain: @Sendable (String) -> Void
    /// Has what is on disk of it, as soon as something is.
    let progress: Latest<SaveProgress?>

    /// How long it waits at least before each further try.
    static let waits: [Duration] = [.seconds(1), .seconds(4), .seconds(16), .seconds(60)]

    /// Saves the video of a task in a folder; to be broken off by cancelling.
    ///
    /// - Parameter isAttempt: whether nobody knows that there is a video: then one try is all.
    func save(
        _ record: TaskRecord,
        to folder: String,
        name: VideoName,
        isAttempt: Bool = false
    ) async -> Result<String, DownloadTrouble> {
        var waits = isAttempt ? [] : Self.waits[...]
        while true {
            let result = await services.download(record, to: folder, name: name) { progress.value = $0 }
            guard case .failure(let trouble) = result, trouble.mayPass, !Task.isCancelled, let wait = waits.popFirst() else {
                return result
            }
            tellAgain(trouble.message)
            let pause = max(wait, min(trouble.retryAfter ?? .zero, PollPace.longestRetryAfter))
            guard (try? await clock.sleep(for: pause)) != nil else {
                return .failure(DownloadTrouble(message: "stopped", exit: .interrupted))
            }
        }
    }
}
