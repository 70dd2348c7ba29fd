import Glibc
import Terminal
import Testing

@Suite("Programs that go their own way")
struct DetachedStartTests {
    @Test("a program has its signals as the system has them, a process group of its own, and nothing of our input and output")
    func inheritsNothing() throws {
        signal(SIGPIPE, SIG_IGN)
        let folder = try TemporaryFolder()
        try #require(mkfifo(folder.path("told"), 0o600) == 0)
        let told = open(folder.path("told"), O_RDWR | O_CLOEXEC)
        defer { close(told) }
        let script = """
            exec 3>'\(folder.path("told"))'
            exec awk '/^Sig(Blk|Ign)/ { print $2 } END { getline < "/proc/self/stat"; print $1 == $5, seen }' \
            seen="$(readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2 | sort -u)" /proc/self/status >&3
            """
        let trouble = DetachedProgram(path: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"]).run()
        #expect(trouble == nil)
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = read(told, &bytes, bytes.count)
        let lines = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: "\n")
        try #require(lines.count == 3)
        // The two behind the 31 are the thread library's own.
        for mask in lines.prefix(2) { #expect(try #require(UInt64(mask, radix: 16)) & 0x7FFF_FFFF == 0, "\(lines)") }
        #expect(lines[2] == "1 /dev/null")
    }

    @Test("one that is not there is told")
    func missing() {
        #expect(DetachedProgram(path: "/nowhere/opener", arguments: [], environment: [:]).run() == "No such file or directory")
    }
}
