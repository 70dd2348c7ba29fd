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

    init(seconds: Int, label: String, text: String) {
        self.seconds = seconds
        self.label = label
        self.text = text
    }

    /// Reads a line without its newline; nil if it is torn or not of this format.
    init?(line: some Sequence<UInt8>) {
        let fields = Array(line).split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        guard fields.count == 4, fields[3].isEmpty,
            let digits = String(validating: fields[0], as: UTF8.self), let seconds = Int(digits),
            let label = Self.unescape(fields[1]), let text = Self.unescape(fields[2]), !text.isEmpty
        else { return nil }
        self.init(seconds: seconds, label: label, text: text)
    }

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

    private static func unescape(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(validating: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "r"): result.append(UInt8(ascii: "\r"))
            default: return nil
            }
        }
        return String(validating: result, as: UTF8.self)
    }
}
