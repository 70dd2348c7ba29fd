extension Session {
    /// Whether lines that were pasted together are one command: a call of curl. A text that is open takes each line as it is, whatever it looks like.
    package func isOneCommand(_ paste: String) -> Bool {
        guard openText == nil, let arguments = CurlCall.arguments(of: paste[...]) else { return false }
        return CurlCommand.isCall(arguments.trimmingBlanks())
    }
}
