/// Turns a terminal's bytes into events. Pure: time comes in as a call to `timeOut()` when nothing followed for `patience`.
struct InputDecoder {
    private enum State {
        case ground
        case escape(alt: Bool)
        case csi([UInt8], alt: Bool)
        case ss3(modified: Bool, alt: Bool)
        case paste([UInt8])
    }

    private var state = State.ground
    private var assembler = UTF8Assembler()
    /// The numbers by which the terminal says which one it is, in answer to `ESC [ > c`.
    private(set) var identity: [Int]?

    private static let escape: UInt8 = 0x1B
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    /// Milliseconds after which `timeOut()` is due; nil when no sequence has begun.
    /// An ESC is a key of its own after 40 ms; a sequence that has begun is given longer, as its rest would else become text.
    var patience: Int32? {
        switch state {
        case .ground: assembler.isInside ? 250 : nil
        case .escape: 40
        case .csi, .ss3: 250
        case .paste: 2000
        }
    }

    init(identity: [Int]? = nil) { self.identity = identity }

    /// As many bytes as are sure to belong to the character that has begun.
    var missing: Int { assembler.isInside ? assembler.missing : 1 }

    /// True inside a bracketed paste, where reading ahead cannot take what belongs to someone else.
    var isInPaste: Bool {
        if case .paste = state { true } else { false }
    }

    /// Takes one byte. The paste marks must be on, or a pasted text arrives as typed.
    mutating func feed(_ byte: UInt8, into events: inout [InputEvent]) {
        switch state {
        case .ground: ground(byte, into: &events)
        case .escape(let alt): afterEscape(byte, alt: alt, into: &events)
        case .csi(let parameters, let alt): csi(byte, parameters, alt: alt, into: &events)
        case .ss3(let modified, let alt): ss3(byte, modified: modified, alt: alt, into: &events)
        case .paste: paste(byte, into: &events)
        }
    }

    /// Says that nothing came for `patience`: an ESC was the key, what else is incomplete is given up.
    mutating func timeOut(into events: inout [InputEvent]) {
        switch state {
        case .ground:
            if assembler.isInside, case .invalid(let first, _) = assembler.feed(0) { events.append(.refused(.notUTF8(first))) }
        case .escape: events.append(.key(.escape))
        case .csi(let parameters, _): if parameters.isEmpty { events.append(.alt("[")) }
        case .ss3(let modified, _): if !modified { events.append(.alt("O")) }
        case .paste(let bytes): events.append(PastedText.event(for: bytes))
        }
        state = .ground
    }

    private mutating func ground(_ byte: UInt8, into events: inout [InputEvent]) {
        guard byte != Self.escape || assembler.isInside else {
            state = .escape(alt: false)
            return
        }
        switch assembler.feed(byte) {
        case .incomplete: break
        case .scalar("\0"): events.append(.refused(.null))
        case .scalar(let scalar) where (0x80...0x9F).contains(scalar.value): events.append(.refused(.control(scalar)))
        case .scalar(let scalar): events.append(.scalar(scalar))
        case .invalid(let first, let consumed):
            events.append(.refused(.notUTF8(first)))
            if !consumed { ground(byte, into: &events) }
        }
    }

    private mutating func afterEscape(_ byte: UInt8, alt: Bool, into events: inout [InputEvent]) {
        switch byte {
        case UInt8(ascii: "["): state = .csi([], alt: alt)
        case UInt8(ascii: "O"): state = .ss3(modified: false, alt: alt)
        case Self.escape: state = .escape(alt: true)
        case 0x01...0x7F:
            state = .ground
            events.append(.alt(Unicode.Scalar(byte)))
        default:
            // Alt with a character beyond ASCII: no command has such a name, so it is the character.
            state = .ground
            ground(byte, into: &events)
        }
    }

    private mutating func csi(_ byte: UInt8, _ parameters: [UInt8], alt: Bool, into events: inout [InputEvent]) {
        switch byte {
        case 0x40...0x7E where byte == UInt8(ascii: "[") && parameters.isEmpty, 0x20...0x3F where byte != UInt8(ascii: "$"):
            // The Linux console's F1 to F5 are ESC [ [ A to E. A sequence that never ends is kept, not its length.
            state = .csi(parameters.count < 32 ? parameters + [byte] : parameters, alt: alt)
        case 0x24, 0x40...0x7E:
            state = .ground
            finish(parameters, final: byte, alt: alt, into: &events)
        default:
            // A control character or one beyond ASCII ends the sequence and counts for itself.
            state = .ground
            ground(byte, into: &events)
        }
    }

    private mutating func finish(_ parameters: [UInt8], final: UInt8, alt: Bool, into events: inout [InputEvent]) {
        if parameters == Array("200".utf8), final == UInt8(ascii: "~") {
            state = .paste([])
        } else if parameters == [UInt8(ascii: "[")] {
            guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return }
            events.append(.key(.function(Int(final - UInt8(ascii: "A")) + 1)))
        } else if final == UInt8(ascii: "c"), parameters.first == UInt8(ascii: ">") {
            identity = parameters.dropFirst().split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
                .map { digits in Int(String(decoding: digits, as: UTF8.self)) ?? 0 }
        } else if let key = Key(csi: parameters, final: final, alt: alt) {
            events.append(.key(key))
        }
    }

    private mutating func ss3(_ byte: UInt8, modified: Bool, alt: Bool, into events: inout [InputEvent]) {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): state = .ss3(modified: true, alt: alt)
        case UInt8(ascii: "M"):
            state = .ground
            events.append(.scalar("\r"))
        case 0x20...0x7E:
            state = .ground
            if let key = Key(letter: byte, strong: modified || alt) { events.append(.key(key)) }
        default:
            state = .ground
            ground(byte, into: &events)
        }
    }

    private mutating func paste(_ byte: UInt8, into events: inout [InputEvent]) {
        guard case .paste(var bytes) = state else { return }
        state = .ground  // so that the array below is the only one, and grows in place
        bytes.append(byte)
        if byte == UInt8(ascii: "~"), bytes.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) {
            bytes.removeLast(Self.pasteEnd.count)
            events.append(PastedText.event(for: bytes))
        } else {
            // Past the limit the text is lost already; only its end still matters.
            if bytes.count > LineLimit.bytes * 2 { bytes.removeSubrange(LineLimit.bytes + 1..<bytes.count - Self.pasteEnd.count) }
            state = .paste(bytes)
        }
    }
}

/// What becomes of the bytes between the paste marks.
enum PastedText {
    /// The paste as text: line ends become `\n`, those at its end go, control characters but tabs go. Not UTF-8: nothing is taken.
    static func event(for bytes: [UInt8]) -> InputEvent {
        if bytes.count > LineLimit.bytes { return .refused(.pasteTooLong) }
        if let fault = UTF8Assembler.fault(in: bytes) { return .refused(.pasteNotUTF8(byte: fault + 1)) }
        if bytes.contains(0) { return .refused(.null) }
        var text = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\r": text.append("\n")
            case "\n": if previous != "\r" { text.append("\n") }
            case "\t": text.append(scalar)
            case _ where scalar.properties.generalCategory == .control: break
            default: text.append(scalar)
            }
            previous = scalar
        }
        while text.last == "\n" { text.removeLast() }
        return .paste(String(text))
    }
}
