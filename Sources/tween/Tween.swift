import ArgumentParser
import TweenApp

/// The command line: options, then one call.
struct Tween: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tween",
        abstract: "A shell for making video from a first and a last frame.",
        discussion:
            "Without options it reads commands from the keyboard, or from standard input when that is no terminal. Type `help` inside.",
        version: "tween \(Product.version)",
        subcommands: [Serve.self, Reference.self]
    )

    @Option(name: .customShort("c"), help: ArgumentHelp("Run a command and end; may be given several times.", valueName: "command"))
    var commands: [String] = []

    @Option(name: .customShort("f"), help: ArgumentHelp("Run the commands in a file and end.", valueName: "file"))
    var file: String?

    @Flag(help: "Write one JSON value a line.")
    var json = false

    @Flag(help: "Show each command of a script with its prompt, for lessons.")
    var echo = false

    @Flag(help: "Go on after a line of a script that failed.")
    var keepGoing = false

    @Flag(help: "Begin tab-separated lists with a header.")
    var header = false

    @Flag(name: .shortAndLong, help: "Start without a banner.")
    var quiet = false

    @Option(help: "The profile to use.")
    var profile: String?

    @Flag(name: .customLong("no-rc"), help: "Do not read the rc file.")
    var skipsRC = false

    func run() async throws {
        var options = ShellOptions()
        options.commands = commands
        options.file = file
        options.writesJSON = json
        options.echoes = echo
        options.keepsGoing = keepGoing
        options.showsHeader = header
        options.isQuiet = quiet
        options.profile = profile
        options.readsRC = !skipsRC
        let code = await TweenApp.runShell(options)
        if code != 0 { throw ExitCode(code) }
    }

    /// Bad usage ends with 2, as everywhere in tween; the library's own code for it is another.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            // What was asked for, such as the help: the library would not notice that it can't be written.
            if code == .success { exit(withError: ExitCode(TweenApp.show(fullMessage(for: error)))) }
            guard code == .validationFailure else { exit(withError: error) }
            TweenApp.tellUsage(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }
}

/// `tween serve`: the embedded server on its own.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the API on this machine, rendering with the local preview engine.",
        discussion: "The token is the value of the variable that --token-env names; without it a random one is printed."
    )

    @Option(help: "The port on the loopback addresses; 0 takes any that is free.")
    var port = 8787

    @Option(name: .customLong("token-env"), help: ArgumentHelp("The variable that holds the token.", valueName: "name"))
    var tokenVariable: String?

    @Flag(name: .customLong("allow-loopback-images"), help: "Let picture addresses lead to this machine, for tests.")
    var allowsLoopbackImages = false

    func run() async throws {
        let code = await TweenApp.serve(port: port, tokenVariable: tokenVariable, allowsLoopbackImages: allowsLoopbackImages)
        if code != 0 { throw ExitCode(code) }
    }
}

/// `tween reference FOLDER`: writes the generated pages.
struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Write the reference pages.", shouldDisplay: false)

    @Argument var folder: String

    func run() throws {
        let code = TweenApp.writeReference(to: folder)
        if code != 0 { throw ExitCode(code) }
    }
}
