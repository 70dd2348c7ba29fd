import CProgramHarness
import Foundation
import Glibc

/// What befalls one system call of the program.
struct CallFault: Sendable {
    /// All calls count that write, sync, name or remove a file of the home, connect, send or print.
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

    fileprivate var value: ph_fault {
        ph_fault(manner: manner.call, at: number, file_error: manner == .fullDisk ? ENOSPC : EIO, connection_error: ECONNRESET)
    }
}

/// What a run with a fault came to.
struct FaultyRun: Sendable {
    let run: PipedRun
    /// The calls in order, each as its name and what it was about.
    let calls: [String]
    /// The call that the fault befell; nil when the program had ended before.
    let struck: String?
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
                        var value = fault.value
                        return ph_run_with_fault(&program, &value, &outcome)
                    }
                }
            }
        }
        defer { free(outcome.log) }
        guard code == 0 else { throw HarnessFault("the program can't be traced: \(String(cString: strerror(code)))") }
        output.closeWriteEnd()
        diagnostics.closeWriteEnd()
        let run = PipedRun(output: output.readToEnd(), diagnostics: diagnostics.readToEnd(), code: outcome.code)
        let lines = outcome.log.map { String(cString: $0).replacing(path + "/", with: "").split(separator: "\n") } ?? []
        return FaultyRun(
            run: run,
            calls: lines.map { String($0.trimmingPrefix("> ")) },
            struck: lines.first { $0.hasPrefix("> ") }.map { String($0.dropFirst(2)) }
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
