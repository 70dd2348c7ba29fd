import Foundation
import ShellCore
import Terminal
import TerminalText
import VideoAPI

/// What the command line can call.
package enum TweenApp {
    /// Runs the shell, at the keyboard or over a script.
    ///
    /// - Returns: an ``ExitCode``, or 128 and the number of the signal that ended it.
    package static func runShell(_ options: ShellOptions) async -> Int32 {
        let environment = ProcessEnvironment.take()
        let launch = Launch(options, environment)
        return await launch.run()
    }

    /// Shows why the command line could not be understood.
    package static func tellUsage(_ message: String) {
        Screen(environment: ProcessInfo.processInfo.environment).write(StyledText(message + "\n"), to: .diagnostics)
    }

    /// Shows what the command line asks for in the shell's place, the help for one.
    ///
    /// - Returns: 0, or 8 when it can't be written.
    package static func show(_ text: String) -> Int32 {
        let screen = Screen(environment: ProcessInfo.processInfo.environment)
        screen.write(encoded: text + "\n")
        guard let reason = screen.outputFault else { return ExitCode.done.rawValue }
        screen.write(LostOutput.words(reason) + "\n", to: .diagnostics)
        return ExitCode.disk.rawValue
    }

    /// Writes the reference pages into a folder.
    ///
    /// - Returns: 0, or 8 when a page can't be written.
    package static func writeReference(to folder: String) -> Int32 {
        do {
            for page in ReferencePages.all {
                try SystemFile.replace(folder + "/" + page.name, with: Array(page.text.utf8), mode: 0o644)
            }
            return ExitCode.done.rawValue
        } catch {
            tellUsage("error: \(folder): \(error.message)")
            return ExitCode.disk.rawValue
        }
    }
}
