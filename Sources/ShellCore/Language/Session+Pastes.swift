extension Session {
    /// Whether lines that were pasted together are one command: a call of curl. A text that is open takes each line as it is, whatever it looks like.
    package func isOneCommand(_ paste: String) -> Bool {
        guard let end = endOfCall(in: paste) else { return false }
        return paste[end...].allSatisfy(\.isWhitespace)
    }

    /// How many lines of a paste its first command has: those of a call of curl, else one.
    package func lengthOfFirstCommand(in lines: ArraySlice<String>) -> Int {
        // Most lines are no call; the others need not be looked at for that.
        guard let first = lines.first, CurlCall.arguments(of: first[...]) != nil else { return 1 }
        let text = lines.joined(separator: "\n")
        guard let end = endOfCall(in: text) else { return 1 }
        let call = text[..<end].utf8
        return call.count { $0 == UInt8(ascii: "\n") } + (call.last == UInt8(ascii: "\n") ? 0 : 1)
    }

    /// Where the call of curl ends that a text begins with.
    private func endOfCall(in text: String) -> String.Index? {
        guard openText == nil, let arguments = CurlCall.arguments(of: text[...]), CurlCommand.isCall(arguments) else { return nil }
        return CurlCall.rows(of: arguments).endIndex
    }
}
