/// One entry of the history file: a line `seconds TAB label TAB text TAB`, where text and label escape tab, line ends and backslash.
///
/// The tab at the end is how a record is known that was cut off by a crash: it has none, and is passed over.
struct HistoryRecord: Equatable {
    /// When it was entered, in seconds since 1970.
    var seconds: Int
    /// In which profile; may be empty.
    var label: String
    var text: String

    /// The file's first line. A file that begins otherwise is not ours to write to.
    static let header = "tween-history 1\n"

    /// The record as a line, its newline included.
    var line: String { "\(seconds)\t\(Self.escape(label))\t\(Self.escape(text))\t\n" }

    private static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}

/// Where the parts of a record are in a buffer, label and text without their escapes.
struct HistorySpan: Sendable {
    var seconds: Int
    var label: Range<Int>
    var text: Range<Int>

    /// Reads the line at `line`, its newline left out, and takes the escapes out in place; nil if it is torn or not of this format.
    init?(line: Range<Int>, in bytes: UnsafeMutableRawBufferPointer) {
        let tab = UInt8(ascii: "\t")
        guard let first = bytes.first(tab, in: line), let seconds = Self.number(bytes[line.lowerBound..<first]),
            let second = bytes.first(tab, in: first + 1..<line.upperBound),
            let third = bytes.first(tab, in: second + 1..<line.upperBound), third == line.upperBound - 1, third > second + 1,
            let label = Self.unescape(first + 1..<second, in: bytes), let text = Self.unescape(second + 1..<third, in: bytes)
        else { return nil }
        (self.seconds, self.label, self.text) = (seconds, label, text)
    }

    /// A count of seconds; eighteen digits are no overflow yet.
    private static func number(_ digits: some Collection<UInt8>) -> Int? {
        guard (1...18).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    }

    private static func unescape(_ range: Range<Int>, in bytes: UnsafeMutableRawBufferPointer) -> Range<Int>? {
        guard var place = bytes.first(UInt8(ascii: "\\"), in: range) else { return range }
        var rest = place
        while rest < range.upperBound {
            var byte = bytes[rest]
            if byte == UInt8(ascii: "\\") {
                rest += 1
                guard rest < range.upperBound else { return nil }
                switch bytes[rest] {
                case UInt8(ascii: "\\"): byte = UInt8(ascii: "\\")
                case UInt8(ascii: "t"): byte = UInt8(ascii: "\t")
                case UInt8(ascii: "n"): byte = UInt8(ascii: "\n")
                case UInt8(ascii: "r"): byte = UInt8(ascii: "\r")
                default: return nil
                }
            }
            bytes[place] = byte
            place += 1
            rest += 1
        }
        return range.lowerBound..<place
    }
}
