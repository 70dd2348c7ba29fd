/// Turns a terminal's bytes into events. Pure: time comes in as a call to `timeOut()` when nothing followed for `patience`.
struct InputDecoder {
    private enum State {
        case ground
        case escape(alt: Bool)
        case csi([UInt8], alt: Bool)
        case ss3(modified: Bool, alt: Bool)
        /// In the bytes of a mouse report of the old kind, which may be any.
        case mouse(missing: Int)
        /// In an answer of the terminal that runs to ST; as long as it is empty, its opener may be a key typed with Alt.
        case answer(opener: UInt8, isEmpty: Bool)
        case endOfAnswer
        case paste([UInt8])
    }

    private var state = State.ground
    private var assembler = UTF8Assembler()
    /// The numbers by which the terminal says which one it is, in answer to `ESC [ > c`.
    private(set) var identity: [Int]?
    /// Whether the terminal was asked where the cursor is, by `ESC [ 6 n`. Its answer would else be F3 with Shift.
    var expectsPlace = false
    private var place: (row: Int, column: Int)?

    private static let escape: UInt8 = 0x1B
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    /// Milliseconds after which `timeOut()` is due; nil when no sequence has begun.
    /// An ESC is a key of its own after 40 ms; a sequence that has begun is given longer, as its rest would else become text.
    var patience: Int32? {
        switch state {
        case .ground: assembler.isInside ? 250 : nil
        case .escape, .answer(_, isEmpty: true), .endOfAnswer: 40
        case .csi, .ss3, .mouse, .answer: 250
        case .paste: 2000
        }
    }

    init(identity: [Int]? = nil) { self.identity = identity }

    /// Where the terminal says that the cursor is, counted from 1; nil until it does.
    mutating func takePlace() -> (row: Int, column: Int)? {
        defer { place = nil }
        return place
    }

    /// Takes one byte. The paste marks must be on, or a pasted text arrives as typed.
    mutating func feed(_ byte: UInt8, into events: inout [InputEvent]) {
        switch state {
        case .ground: ground(byte, into: &events)
        case .escape(let alt): afterEscape(byte, alt: alt, into: &events)
        case .csi(let parameters, let alt): csi(byte, parameters, alt: alt, into: &events)
        case .ss3(let modified, let alt): ss3(byte, modified: modified, alt: alt, into: &events)
        case .mouse(let missing): state = missing > 1 ? .mouse(missing: missing - 1) : .ground
        case .answer(let opener, let isEmpty): answer(byte, opener: opener, isEmpty: isEmpty, into: &events)
        case .endOfAnswer:
            state = .ground
            if byte != UInt8(ascii: "\\") { afterEscape(byte, alt: false, into: &events) }
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
        case .answer(let opener, let isEmpty): if isEmpty { events.append(.alt(Unicode.Scalar(opener))) }
        case .mouse, .endOfAnswer: break
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
        case _ where ControlSequence.openers.contains(byte): state = .answer(opener: byte, isEmpty: true)
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
        // rxvt ends keys typed with Shift in $, which in a report stands before the last byte.
        let isLastDollar = byte == UInt8(ascii: "$") && !parameters.isEmpty && parameters.allSatisfy { (0x30...0x39).contains($0) }
        switch byte {
        case 0x40...0x7E where byte == UInt8(ascii: "[") && parameters.isEmpty, 0x20...0x3F where !isLastDollar:
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
        } else if parameters.isEmpty, final == UInt8(ascii: "M") {
            state = .mouse(missing: 3)
        } else if parameters == [UInt8(ascii: "[")] {
            guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return }
            events.append(.key(.function(Int(final - UInt8(ascii: "A")) + 1)))
        } else if let report = KeyReport(csi: parameters, final: final) {
            if let event = report.event { events.append(event) }
        } else if final == UInt8(ascii: "c"), parameters.first == UInt8(ascii: ">") {
            identity = Self.numbers(parameters.dropFirst())
        } else if final == UInt8(ascii: "R"), expectsPlace, case let numbers = Self.numbers(parameters[...]), numbers.count == 2 {
            expectsPlace = false
            place = (numbers[0], numbers[1])
        } else if let key = Key(csi: parameters, final: final, alt: alt) {
            events.append(.key(key))
        }
    }

    private static func numbers(_ parameters: ArraySlice<UInt8>) -> [Int] {
        parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { digits in Int(String(decoding: digits, as: UTF8.self)) ?? 0 }
    }

    private mutating func ss3(_ byte: UInt8, modified: Bool, alt: Bool, into events: inout [InputEvent]) {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            state = .ss3(modified: true, alt: alt)
            return
        case UInt8(ascii: "M"): events.append(.scalar("\r"))
        case UInt8(ascii: "X"): events.append(.scalar("="))
        // The number pad: its characters, * to 9, moved up to j to y.
        case UInt8(ascii: "j")...UInt8(ascii: "y"): events.append(.scalar(Unicode.Scalar(byte - 0x40)))
        case 0x20...0x7E: if let key = Key(letter: byte, strong: modified || alt) { events.append(.key(key)) }
        default:
            state = .ground
            return ground(byte, into: &events)
        }
        state = .ground
    }

    private mutating func answer(_ byte: UInt8, opener: UInt8, isEmpty: Bool, into events: inout [InputEvent]) {
        if byte >= 0x20 {
            state = .answer(opener: opener, isEmpty: false)
            return
        }
        if isEmpty { events.append(.alt(Unicode.Scalar(opener))) }
        state = .ground
        switch byte {
        case Self.escape: state = isEmpty ? .escape(alt: false) : .endOfAnswer
        case 0x07 where !isEmpty: break
        // No answer holds a control character: it was broken off, and what broke it counts.
        default: ground(byte, into: &events)
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
