import FaultServer
import ShellCore
import Testing
import VideoClient

@testable import TweenApp

/// One fault: what a service does, and what is said to the shell meanwhile. What comes of it stands in a ``FaultBook``.
struct FaultCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// Lines of a script, or what is typed at the prompt when ``isTyped``.
    var lines: [Line]
    var service: ServiceScript
    var isTyped = false
    /// Whether a script goes on after an error.
    var keepsGoing = false
    var output = OutputStyle.piped
    var place = Place.service
    var interrupt = Interrupt.never
    var timeouts = TransportTimeouts.patient
    var videoLimit = 1024 * 1024
    /// Is done to the machine before the shell starts.
    var prepare: @Sendable (World) throws -> Void = { _ in }
    /// Is done to the machine when a POST has come in, before it is answered.
    var onPost: @Sendable (World) -> Void = { _ in }

    var testDescription: String { name }

    /// What a person or a script does.
    enum Line: Sendable, ExpressibleByStringLiteral {
        case text(String)
        /// A key, where one is asked for without echo.
        case secret(String)
        /// Nothing for so many seconds.
        case pass(Int)

        init(stringLiteral text: String) { self = .text(text) }
    }

    /// Where the profile's address leads.
    enum Place: Sendable {
        case service, nobody, unknownName, tls
    }

    /// When ^C is pressed.
    enum Interrupt: Sendable {
        case never, beforePost, beforeSecondPost, afterPost, whileWaiting, onVideo
    }

    /// - Parameters:
    ///   - lines: what is typed, or run, once the draft is ready.
    ///   - service: changes the script of a service without faults. `{elsewhere}` in its answers is the address of another server.
    init(_ name: String, _ lines: [Line] = ["submit --yes &"], _ service: (inout ServiceScript) -> Void = { _ in }) {
        self.name = name
        self.lines = lines
        var script = ServiceScript()
        service(&script)
        self.service = script
    }

    /// The same with something else changed.
    func with(_ change: (inout FaultCase) -> Void) -> FaultCase {
        var copy = self
        change(&copy)
        return copy
    }
}

extension TransportTimeouts {
    /// Long enough never to matter.
    static let patient = TransportTimeouts(connect: .seconds(60), firstByte: .seconds(120), wholeReply: .seconds(240), slowestUpload: 1)
    /// The same but for one time, which is short, so that what hangs is soon given up and nothing else is.
    static func impatient(_ time: WritableKeyPath<TransportTimeouts, Duration>, _ limit: Duration = .milliseconds(80)) -> TransportTimeouts
    {
        var timeouts = patient
        timeouts[keyPath: time] = limit
        timeouts.slowestUpload = .max
        return timeouts
    }
}
