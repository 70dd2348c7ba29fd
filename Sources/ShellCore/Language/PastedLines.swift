/// Lines that were pasted on an empty line.
package enum PastedLines {
    /// The commands in them, each to be run as one line: a paste that begins with `curl` is one command, whatever lines it has.
    package static func commands(in lines: [String], _ session: Session) -> [String] {
        let text = lines.joined(separator: "\n")
        guard session.openText == nil, CurlCall.arguments(of: text[...]) != nil else { return lines }
        return [text]
    }
}
