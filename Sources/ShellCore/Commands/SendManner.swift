/// How a send was asked for: the flags of every command that sends.
struct SendManner: Sendable, Hashable {
    var mode: WatchMode
    /// How long to watch; nil is for ever.
    var timeout: Duration?
    /// `--yes`: the answer to price and ten-minute twin.
    var isAgreed: Bool
    var isDryRun: Bool
}

extension Parameter where Value == SendManner {
    /// The flags of everything that sends.
    static let manner = Parameter(
        shapes: [
            .flag("&", "give the prompt back at once"),
            .flag("--wait", "wait without the live line"),
            .flag("--dry-run", "show what would go out, send nothing"),
            .flag("--yes", "the answer to the question of price, for scripts"),
            .option("--timeout", "TIME", "stop watching after this time; the task goes on"),
        ]
    ) { reader throws(ShellError) in
        let isBackground = reader.takeFlag("&")
        let waits = reader.takeFlag("--wait")
        let isDryRun = reader.takeFlag("--dry-run")
        let isAgreed = reader.takeFlag("--yes")
        return SendManner(
            mode: isBackground ? .background : waits ? .waiting : .live,
            timeout: try reader.takeDuration("--timeout"),
            isAgreed: isAgreed,
            isDryRun: isDryRun
        )
    }
}
