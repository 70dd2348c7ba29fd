import Glibc
import Terminal

/// The lines of a file or of standard input, read as they are asked for.
final class ScriptSource: LineSource {
    private let reader: PlainLineReader
    private let descriptor: Int32

    /// Opens the file at an absolute path, which may be a pipe too; nil is standard input.
    init(_ path: String?) throws(FileTrouble) {
        descriptor = try path.map { path throws(FileTrouble) in try Self.open(path) } ?? 0
        guard let reader = PlainLineReader(descriptor: descriptor) else {
            throw FileTrouble(path: path ?? "standard input", message: SystemFile.Fault.last.message)
        }
        self.reader = reader
    }

    private static func open(_ path: String) throws(FileTrouble) -> Int32 {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let fault = SystemFile.Fault.last
            throw FileTrouble(path: path, message: fault.isMissing ? "no such file" : fault.message)
        }
        return descriptor
    }

    func next() async -> [PlainLine] { await reader.next() }

    /// The descriptor stays open: the reader's thread may be in the middle of a read, and the process ends soon.
    func close() { reader.close() }
}
