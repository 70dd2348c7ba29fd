import Glibc

/// The three descriptors that a program is started with.
enum StandardStreams {
    /// Fills those that are closed with what can't be read or written in their place: else what is opened next would be taken for them, and
    /// lines for a person would go into the middle of a file.
    static func fillGaps() {
        // The lowest that is free is taken, which is this one.
        for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(descriptor, F_GETFD) < 0 { _ = open("/dev/null", mode) }
    }
}
