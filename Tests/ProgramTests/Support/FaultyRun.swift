import CProgramHarness
import Foundation
import Glibc

/// What befalls one system call of the program.
struct CallFault: Sendable {
    /// As the log has it; nil for any of those that write, sync, name or remove a file of the home, connect, send or print.
    var call: String?
    /// Which of these; 0 for none.
    var number: Int
    var manner: Manner

    enum Manner: String, CaseIterable, Sendable {
        /// Before the call, or with half of it done if it writes, else right after it.
        case killedBefore, killedHalfway
        /// EIO, or a reset of the connection, once.
        case inputOutputError
        /// ENOSPC, from then on.
        case fullDisk

        var kills: Bool { self == .killedBefore || self == .killedHalfway }

        fileprivate var call: ph_manner {
            switch self {
            case .killedBefore: PH_KILL_BEFORE
            case .killedHalfway: PH_KILL_HALFWAY
            case .inputOutputError: PH_REFUSE
            case .fullDisk: PH_DISK_FULL
            }
        }
    }

    fileprivate func withValue<Value>(_ body: (ph_fault) -> Value) -> Value {
        let error = manner == .fullDisk ? ENOSPC : EIO
        guard let call else {
            return body(ph_fault(manner: manner.call, call: nil, at: number, file_error: error, connection_error: ECONNRESET))
        }
        return call.withCString {
            body(ph_fault(manner: manner.call, call: $0, at: number, file_error: error, connection_error: ECONNRESET))
        }
    }
}

/// What a run with a fault came to.
struct FaultyRun: Sendable {
    let run: PipedRun
    /// The calls in order, each as its name and what it was about; some come more than once.
    let calls: [String]
    /// The call that the fault befell; nil when the program had ended before.
    let struck: String?
    /// How many calls there were up to that one.
    let place: Int?
}

extension Home {
    /// Runs the program to its end, and all that it has started, with one call struck.
    ///
    /// It blocks, and the thread must have no other children.
    func run(_ arguments: [String], environment more: [String: String] = [:], fault: CallFault) throws -> FaultyRun {
        let (input, output, diagnostics) = (try Pipe(), try Pipe(), try Pipe())
        input.close()
        var outcome = ph_outcome()
        let code = withStrings([Program.path] + arguments) { words in
            withStrings(environment(more).map { "\($0.key)=\($0.value)" }) { variables in
                path.withCString { root in
                    folder.withCString { folder in
                        let descriptors = (input.readEnd, output.writeEnd, diagnostics.writeEnd)
                        var program = ph_program(
                            path: words[0],
                            arguments: words,
                            environment: variables,
                            folder: folder,
                            descriptors: descriptors,
                            root: root,
                            patience: Int(Program.patience / 1000)
                        )
                        return fault.withValue { value in
                            var value = value
                            return ph_run_with_fault(&program, &value, &outcome)
                        }
                    }
                }
            }
        }
        defer { free(outcome.log) }
        guard code == 0 else { throw HarnessFault("the program can't be traced: \(String(cString: strerror(code)))") }
        output.closeWriteEnd()
        diagnostics.closeWriteEnd()
        let run = PipedRun(output: output.readToEnd(), diagnostics: diagnostics.readToEnd(), code: outcome.code)
        let lines = outcome.log.map { String(cString: $0).split(separator: "\n") } ?? []
        return FaultyRun(
            run: run,
            calls: lines.map { String($0.trimmingPrefix("> ")) },
            struck: lines.first { $0.hasPrefix("> ") }.map { String($0.dropFirst(2)) },
            place: lines.firstIndex { $0.hasPrefix("> ") }.map { $0 + 1 }
        )
    }

    private func withStrings<Value>(_ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value) -> Value {
        let copies = texts.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return body(copies)
    }
}

extension Pipe {
    /// What is left in it once all writers have gone.
    fileprivate func readToEnd() -> String {
        var bytes: [UInt8] = []
        while case let more = Self.read(readEnd), !more.isEmpty { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Runs something that blocks on a thread of its own.
func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}
