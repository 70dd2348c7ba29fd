import CProgramHarness
import Foundation
import Glibc

/// What a run between pipes came to.
struct PipedRun: Sendable {
    let output: String
    let diagnostics: String
    let code: Int32
    var lines: [String] { output.split(separator: "\n").map(String.init) }
}

extension Home {
    /// Runs the program between pipes to its end.
    func run(
        _ arguments: [String],
        input: String = "",
        environment more: [String: String] = [:],
        program: String = Program.path
    ) throws -> PipedRun {
        let running = try start(arguments, environment: more, program: program)
        try running.input.send(input)
        running.input.close()
        let (output, diagnostics) = try running.readToEnd()
        return PipedRun(output: output, diagnostics: diagnostics, code: running.child.wait())
    }

    /// Starts the program between pipes.
    func start(
        _ arguments: [String],
        environment more: [String: String] = [:],
        program: String = Program.path
    ) throws -> RunningProgram {
        let (input, output, diagnostics) = (try Pipe(), try Pipe(), try Pipe())
        let streams = Child.Streams.pipes(input: input.readEnd, output: output.writeEnd, diagnostics: diagnostics.writeEnd)
        let child = try Child(arguments, program: program, environment: environment(more), folder: folder, streams: streams)
        input.closeReadEnd()
        output.closeWriteEnd()
        diagnostics.closeWriteEnd()
        return RunningProgram(child: child, input: input, output: output, diagnostics: diagnostics)
    }
}

/// The program between pipes.
struct RunningProgram {
    let child: Child
    let input: Pipe
    let output: Pipe
    let diagnostics: Pipe

    /// Reads both outputs to their ends.
    func readToEnd() throws -> (String, String) {
        var texts: [Int32: [UInt8]] = [output.readEnd: [], diagnostics.readEnd: []]
        var open = [output.readEnd, diagnostics.readEnd]
        while !open.isEmpty {
            var waits = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&waits, nfds_t(waits.count), Program.patience) > 0 else { throw HarnessFault("no output any more, and no end") }
            for wait in waits where wait.revents != 0 {
                let bytes = Pipe.read(wait.fd)
                texts[wait.fd, default: []] += bytes
                if bytes.isEmpty { open.removeAll { $0 == wait.fd } }
            }
        }
        return (
            String(decoding: texts[output.readEnd] ?? [], as: UTF8.self), String(decoding: texts[diagnostics.readEnd] ?? [], as: UTF8.self)
        )
    }

    /// Reads standard output until a text is in it.
    func readOutput(until text: String) throws -> String {
        var seen: [UInt8] = []
        while !String(decoding: seen, as: UTF8.self).contains(text) {
            var wait = pollfd(fd: output.readEnd, events: Int16(POLLIN), revents: 0)
            guard poll(&wait, 1, Program.patience) > 0 else { throw HarnessFault("waited in vain for \(text)") }
            let bytes = Pipe.read(output.readEnd)
            guard !bytes.isEmpty else { throw HarnessFault("ended before \(text): \(String(decoding: seen, as: UTF8.self))") }
            seen += bytes
        }
        return String(decoding: seen, as: UTF8.self)
    }
}

/// A pipe of the system.
final class Pipe {
    private(set) var readEnd: Int32
    private(set) var writeEnd: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard ph_open_pipe(&ends) == 0 else { throw HarnessFault("no pipe") }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        closeReadEnd()
        closeWriteEnd()
    }

    func closeReadEnd() { Self.close(&readEnd) }
    func closeWriteEnd() { Self.close(&writeEnd) }
    func close() { closeWriteEnd() }

    func send(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(writeEnd, $0.baseAddress, $0.count) }
            guard count > 0 else { throw HarnessFault("the program does not read") }
            rest = rest.dropFirst(count)
        }
    }

    static func read(_ descriptor: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count > 0 ? Array(bytes[..<count]) : []
    }

    private static func close(_ descriptor: inout Int32) {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }
}
