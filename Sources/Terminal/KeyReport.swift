/// A key as it is told by terminals that another program has asked for exact reports: `ESC [ code ; modifiers u`, or xterm's `ESC [ 27 ; modifiers ; code ~`.
struct KeyReport: Equatable {
    private let code: Int
    /// A sum of 1 for Shift, 2 for Alt, 4 for Ctrl, and more for keys that mean nothing here.
    private let modifiers: Int
    private let isRelease: Bool

    /// Reads the inside of a sequence; nil if it is no such report.
    init?(csi parameters: [UInt8], final: UInt8) {
        guard parameters.allSatisfy({ (0x30...0x3B).contains($0) }) else { return nil }
        let fields = String(decoding: parameters, as: UTF8.self).split(separator: ";", omittingEmptySubsequences: false)
            .map { field in field.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? 0 } }
        func number(_ index: Int) -> Int? { fields.indices.contains(index) ? fields[index].first : nil }
        switch final {
        case UInt8(ascii: "u"):
            code = number(0) ?? 0
            modifiers = max(0, (number(1) ?? 1) - 1)
            isRelease = fields.indices.contains(1) && fields[1].count > 1 && fields[1][1] == 3
        case UInt8(ascii: "~") where number(0) == 27 && fields.count == 3:
            code = number(2) ?? 0
            modifiers = max(0, (number(1) ?? 1) - 1)
            isRelease = false
        default: return nil
        }
    }

    /// What the key would have sent without such reports; nil if that is nothing.
    var event: InputEvent? {
        // Caps lock and num lock are no keys that are held; Super, Hyper and Meta belong to the desktop.
        guard !isRelease, modifiers & 0b11_1000 == 0, let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else { return nil }
        let (isShift, isAlt, isCtrl) = (modifiers & 1 != 0, modifiers & 2 != 0, modifiers & 4 != 0)
        switch code {
        case 9: return isShift ? .key(.backTab) : .scalar("\t")
        case 13: return isShift || isAlt || isCtrl ? .key(.newline) : .scalar("\r")
        case 27: return .key(.escape)
        case 8, 127: return isAlt || isCtrl ? .alt("\u{7F}") : .scalar("\u{7F}")
        // Keys without a character have numbers in the private area.
        case 0..<32, 0x80..<0xA0, 0xE000...0xF8FF: return nil
        default: break
        }
        let typed = isShift && ("a"..."z").contains(scalar) ? Unicode.Scalar(UInt8(code - 32)) : scalar
        if isCtrl { return isAlt ? nil : control(scalar) }
        return isAlt && typed.isASCII ? .alt(typed) : .scalar(typed)
    }

    private func control(_ scalar: Unicode.Scalar) -> InputEvent? {
        switch scalar {
        case "/": .scalar("\u{1F}")
        case "[": .key(.escape)
        case "A"..."Z", "a"..."z", "\\"..."_": .scalar(Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value) & 0x1F))
        default: nil
        }
    }
}
