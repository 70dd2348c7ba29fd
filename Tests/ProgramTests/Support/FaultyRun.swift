import CProgramHarness
import Foundation
import Glibc

/// What a run with a fault came to.
struct FaultyRun: Sendable {
    /// At a terminal all that was shown is its output.
    let run: PipedRun
    /// The calls in order, as the harness's log has them.
    let calls: [String]
    /// How many of them there were before the one that the fault befell; nil when it was not made.
    let place: Int?
}

extension Home {
    /// Runs the program to its end, and all that it has started, with one call struck.
    ///
    /// It blocks, and the thread must have no other children.
    func run(_ arguments: [String], environment more: [String: String] = [:], fault: CallFault) throws -> FaultyRun {
        let (input, output, diagnostics) = (try Pipe(), try Pipe(), try Pipe())
        input.close()
        let descriptors = (input.readEnd, output.writeEnd, diagnostics.writeEnd)
        let outcome = try trace(arguments, environment: more, terminal: nil, descriptors: descriptors, fault: fault)
        output.closeWriteEnd()
        diagnostics.closeWriteEnd()
        let run = PipedRun(output: output.readToEnd(), diagnostics: diagnostics.readToEnd(), code: outcome.code)
        return FaultyRun(run: run, calls: outcome.calls, place: outcome.place)
    }

    /// The same at a terminal, at which the function types until the program has ended.
    func type(
        _ arguments: [String],
        environment more: [String: String] = [:],
        fault: CallFault,
        at typing: (TestTerminal) throws -> Void
    ) throws -> FaultyRun {
        let ends = try TerminalEnds()
        let tracing = OwnThread { [path = ends.path] in
            try self.trace(arguments, environment: more, terminal: path, descriptors: (-1, -1, -1), fault: fault)
        }
        var terminal: TestTerminal? = TestTerminal(ends)
        let typed = Result {
            try terminal.map(typing)
            try terminal?.readToEnd()
        }
        let output = terminal?.output ?? ""
        // Whoever still waits for keys ends with its terminal.
        terminal = nil
        let outcome = try tracing.value()
        // At a program that was killed nobody types to the end.
        if outcome.place == nil { try typed.get() }
        return FaultyRun(run: PipedRun(output: output, diagnostics: "", code: outcome.code), calls: outcome.calls, place: outcome.place)
    }

    private func trace(
        _ arguments: [String],
        environment more: [String: String],
        terminal: String?,
        descriptors: (Int32, Int32, Int32),
        fault: CallFault
    ) throws -> (code: Int32, calls: [String], place: Int?) {
        var outcome = ph_outcome()
        let code = withStrings([Program.path] + arguments, environment(more).map { "\($0.key)=\($0.value)" }) { words, variables in
            withStrings([path, folder] + (terminal.map { [$0] } ?? []), []) { places, _ in
                var program = ph_program(
                    path: words[0],
                    arguments: words,
                    environment: variables,
                    folder: places[1],
                    terminal: places[2],
                    descriptors: descriptors,
                    root: places[0],
                    patience: Int(Program.patience / 1000)
                )
                return fault.withValue { ph_run_with_fault(&program, $0, &outcome) }
            }
        }
        defer { free(outcome.log) }
        guard code == 0 else { throw HarnessFault("the program can't be traced: \(String(cString: strerror(code)))") }
        let lines = outcome.log.map { String(cString: $0).split(separator: "\n") } ?? []
        return (outcome.code, lines.map { String($0.trimmingPrefix("> ")) }, lines.firstIndex { $0.hasPrefix("> ") })
    }
}

private typealias Strings = UnsafePointer<UnsafeMutablePointer<CChar>?>

/// Calls something with two lists as C has them, each with a null at its end.
private func withStrings<Value>(_ first: [String], _ second: [String], _ body: (Strings, Strings) -> Value) -> Value {
    let (a, b) = (first.map { strdup($0) } + [nil], second.map { strdup($0) } + [nil])
    defer { for copy in a + b { free(copy) } }
    return body(a, b)
}

extension Pipe {
    /// What is left in it once all writers have gone.
    fileprivate func readToEnd() -> String {
        var bytes: [UInt8] = []
        while case let more = Self.read(readEnd), !more.isEmpty { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }
}
