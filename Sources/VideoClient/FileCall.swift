/// The calls by which a download changes its folder. Tests let each of them fail, and look at what a kill before it would leave.
enum FileCall: Sendable {
    case create, write, truncate, synchronize, link, unlink
}

/// Is asked before each such call; what it throws counts as the call's own failure.
typealias FileGate = @Sendable (FileCall) throws(SystemError) -> Void
