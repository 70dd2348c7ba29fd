import Foundation
import ShellCore
import Terminal
import TerminalText
import VideoAPI
import VideoServer

extension TweenApp {
    /// Runs the server on its own until a signal ends it.
    ///
    /// - Returns: 0, 2 for a token that is missing, 5 when the server can't run, or 8 when too few files may be open.
    package static func serve(port: Int, tokenVariable: String?, allowsLoopbackImages: Bool) async -> Int32 {
        let environment = ProcessEnvironment.take()
        let screen = Screen(environment: environment.variables)
        guard let token = token(tokenVariable, environment) else {
            screen.write(StyledText("error: $\(tokenVariable ?? "") is empty or not set; the server needs a token\n"), to: .diagnostics)
            return ExitCode.usage.rawValue
        }
        guard (0...65535).contains(port) else {
            screen.write("error: a port is 0 to 65535\n", to: .diagnostics)
            return ExitCode.usage.rawValue
        }
        do throws(ServiceError) {
            try DescriptorLimit.check()
        } catch {
            screen.write(StyledText("error: \(error.message)\n"), to: .diagnostics)
            return ExitCode.disk.rawValue
        }
        let server = EmbeddedServer.server(
            port: port,
            token: token,
            folder: Places(environment: environment.variables).server,
            searchPath: environment.variables["PATH"] ?? "/usr/bin",
            allowLoopbackImages: allowsLoopbackImages
        )
        let serving = Task {
            do {
                try await server.run { port in announce(port, token: tokenVariable == nil ? token : nil, on: screen) }
                return Int32(0)
            } catch {
                screen.write(StyledText("error: \((error as? VideoServerFault)?.message ?? "the server ended")\n"), to: .diagnostics)
                return ExitCode.service.rawValue
            }
        }
        return await untilInterrupted(serving)
    }

    /// The value of the variable, or 128 random bits when none was named; nil when the variable is empty.
    private static func token(_ variable: String?, _ environment: ProcessEnvironment) -> String? {
        guard let variable else { return EmbeddedServer.randomToken() }
        let value = variable == "TWEEN_API_KEY" ? environment.key : environment.variables[variable]
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func announce(_ port: Int, token: String?, on screen: Screen) {
        screen.write(StyledText("tween serves http://127.0.0.1:\(port)/v1 with the local preview engine, not the Wan model; ^C ends it\n"))
        if let token { screen.write(StyledText("token: \(token)\n")) }
    }

    private static func untilInterrupted(_ serving: Task<Int32, Never>) async -> Int32 {
        guard let interrupts = Interrupts(catching: [.interrupt, .terminate, .hangup]) else { return await serving.value }
        let listening = Task {
            for await _ in interrupts.signals { serving.cancel() }
        }
        let code = await serving.value
        interrupts.stop()
        await listening.value
        return code
    }
}
