import Glibc

/// Cuts chunks of bytes into lines, whatever boundary a chunk ends at.
///
/// A line ends in `\n` or `\r\n`; a byte order mark before the first one is dropped.
struct LineSplitter {
    private let limit: Int
    /// The beginning of a line whose end has not come yet.
    private var pending: [UInt8] = []
    /// The pending line is past the limit: its bytes are not kept, and its end is waited for.
    private var isOverlong = false
    private(set) var lineNumber = 0

    /// - Parameter limit: the most bytes that a line may have, without its end.
    init(limit: Int) { self.limit = limit }

    /// Takes a chunk and gives the lines that end in it.
    mutating func feed(_ chunk: UnsafeRawBufferPointer, into lines: inout [PlainLine]) {
        var rest = chunk
        while let start = rest.baseAddress, !rest.isEmpty {
            guard let end = memchr(start, Int32(UInt8(ascii: "\n")), rest.count) else { return keep(rest) }
            let length = start.distance(to: UnsafeRawPointer(end))
            let head = UnsafeRawBufferPointer(rebasing: rest[..<length])
            if pending.isEmpty, !isOverlong {
                lines.append(line(head))
            } else {
                keep(head)
                lines.append(pending.withUnsafeBytes { bytes in lineOfPending(bytes) })
                pending.removeAll(keepingCapacity: true)
                isOverlong = false
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[(length + 1)...])
        }
    }

    /// Gives the last line if the input ended without `\n`.
    mutating func finish(into lines: inout [PlainLine]) {
        guard !pending.isEmpty || isOverlong else { return }
        let bytes = pending
        pending = []
        lines.append(bytes.withUnsafeBytes { lineOfPending($0) })
        isOverlong = false
    }

    private mutating func keep(_ bytes: UnsafeRawBufferPointer) {
        // One byte more, as the last may be the \r of the line's end.
        if isOverlong || pending.count + bytes.count > limit + 1 {
            isOverlong = true
            pending = []
        } else {
            pending.append(contentsOf: bytes)
        }
    }
}

extension LineSplitter {
    private mutating func lineOfPending(_ bytes: UnsafeRawBufferPointer) -> PlainLine {
        guard isOverlong else { return line(bytes) }
        lineNumber += 1
        return fault(.tooLong(limit: limit))
    }

    private mutating func line(_ bytes: UnsafeRawBufferPointer) -> PlainLine {
        lineNumber += 1
        var bytes = bytes
        if bytes.last == UInt8(ascii: "\r") { bytes = UnsafeRawBufferPointer(rebasing: bytes.dropLast()) }
        if lineNumber == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(3)) }
        if bytes.count > limit { return fault(.tooLong(limit: limit)) }
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return .text("") }
        if let null = memchr(start, 0, bytes.count) {
            return fault(.null(byte: start.distance(to: UnsafeRawPointer(null)) + 1))
        }
        if let text = String(validating: bytes, as: UTF8.self) { return .text(text) }
        return fault(.notUTF8(byte: (UTF8Assembler.fault(in: bytes) ?? 0) + 1))
    }

    private func fault(_ reason: InputFault.Reason) -> PlainLine { .fault(InputFault(line: lineNumber, reason: reason)) }
}
