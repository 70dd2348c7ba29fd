package import TerminalText

/// The one place through which text leaves for people and pipes.
package struct Screen: Sendable {
    package enum Stream: CaseIterable, Sendable, Hashable {
        case output
        case diagnostics
    }

    private let output: Descriptor
    private let diagnostics: Descriptor
    /// Whose size counts.
    private let sized: Int32
    private let coloured: Set<Stream>
    private let desktopNotice: DesktopNotice
    /// Through which all output goes, that of a line editor included.
    package let outlet: Outlet

    /// Which streams somebody looks at.
    package let terminals: Set<Stream>

    /// Whether one line can be drawn over and over, as a progress bar is: the stream is a terminal, and not a dumb one.
    package let canRedraw: Set<Stream>

    /// - Parameter environment: `TERM` and `NO_COLOR` count; a `NO_COLOR` that is empty does not.
    package init(output: Int32 = 1, diagnostics: Int32 = 2, environment: [String: String]) {
        let descriptors = (output: Descriptor(output), diagnostics: Descriptor(diagnostics))
        (self.output, self.diagnostics) = descriptors
        outlet = Outlet(descriptors.output)
        terminals = Set(Stream.allCases.filter { ($0 == .output ? descriptors.output : descriptors.diagnostics).isTerminal })
        sized = terminals == [.diagnostics] ? diagnostics : output
        canRedraw = !terminals.isEmpty && TerminalKind.canEdit(on: environment["TERM"] ?? "") ? terminals : []
        coloured = environment["NO_COLOR", default: ""].isEmpty ? canRedraw : []
        desktopNotice = DesktopNotice(environment: environment)
    }

    /// Whether styles show on this stream.
    package func hasColour(_ stream: Stream) -> Bool { coloured.contains(stream) }

    /// The output terminal's size; 80 × 24 if it is none. Of the diagnostics if only they go to a terminal.
    package var size: TerminalSize { TerminalSize(of: sized) }

    /// Why something of the output is lost, in the system's words; nil while nothing is. A pipe or a terminal that nobody is at any more loses nothing.
    package var outputFault: String? { outlet.fault }

    /// Writes a text, all of it, with what is invisible made visible. False if nobody reads it any more, or there is no room on the disk.
    @discardableResult package func write(_ text: StyledText, to stream: Stream = .output) -> Bool {
        send(text.rendered(colour: hasColour(stream)), to: stream)
    }

    /// Writes what is encoded for machines, JSON for one, as it is: its encoder has escaped what has to be.
    @discardableResult package func write(encoded text: String, to stream: Stream = .output) -> Bool {
        send(text, to: stream)
    }

    /// Calls a person who looks elsewhere; only at a terminal, and a dumb one knows no notices but the bell.
    package func alert(_ alert: Alert) {
        guard output.isTerminal else { return }
        switch alert {
        case .bell: _ = send("\u{7}", to: .output)
        case .desktop(let text): if canRedraw.contains(.output) { _ = send(desktopNotice.sequence(text), to: .output) }
        }
    }

    /// Writes text that holds escape sequences of ours; the only way for them.
    func send(_ text: String, to stream: Stream) -> Bool {
        switch stream {
        case .output: return outlet.write(text)
        case .diagnostics:
            outlet.letOut()
            return diagnostics.write(text)
        }
    }
}
