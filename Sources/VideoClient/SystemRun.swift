import Foundation

/// Tells one run of the operating system from the next.
enum SystemRun {
    /// The kernel's name for this run; nil where it gives none, and then nothing is taken to have outlived a loss of power.
    static var id: String? {
        (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
