import VideoAPI

extension TimeLimits {
    /// All of them, in a line of help.
    static var words: String {
        "\(seconds(connect)) to connect, \(seconds(firstByte)) for the first byte of its answer, \(seconds(wholeReply)) for the whole answer"
    }

    private static func seconds(_ limit: Duration) -> String { "\(limit.components.seconds) s" }
}
