import Glibc

/// What a program is started with; of what we ignore or block among signals nothing reaches it.
struct ProgramStart: Sendable {
    let path: String
    let arguments: [String]
    let environment: [String: String]
    /// Whether it has nothing of our terminal: neither its keys nor input and output.
    let isApart: Bool

    /// Starts it.
    ///
    /// - Returns: the system's number for what went wrong, or 0.
    func spawn(_ pid: inout pid_t) -> Int32 {
        let words = ([path] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var (attributes, files) = (posix_spawnattr_t(), posix_spawn_file_actions_t())
        posix_spawnattr_init(&attributes)
        posix_spawn_file_actions_init(&files)
        defer {
            posix_spawnattr_destroy(&attributes)
            posix_spawn_file_actions_destroy(&files)
        }
        // What we catch falls back by itself; what we ignore, and what this thread blocks, would stay so.
        var standard = sigset_t()
        sigemptyset(&standard)
        for signal in [SIGINT, SIGQUIT, SIGPIPE] { sigaddset(&standard, signal) }
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigdefault(&attributes, &standard)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        if isApart {
            flags |= POSIX_SPAWN_SETPGROUP
            for descriptor: Int32 in 0...2 { posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0) }
        }
        posix_spawnattr_setflags(&attributes, Int16(flags))
        return posix_spawn(&pid, path, &files, &attributes, words, variables)
    }
}
