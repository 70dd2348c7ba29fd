import VideoAPI

/// The wording of `curl …` lines that can't be taken over. The line is never quoted, since it may hold a key.
extension Message {
    init(_ fault: CurlFault) {
        switch fault {
        case .openQuote(let quote):
            self.init(.usage, "this curl line has a \(quote) without its partner", hints: ["paste it whole"])
        case .notText:
            self.init(.usage, "this curl line has a $'…' that spells no text")
        case .dataFromFile:
            self.init(.usage, "this curl line reads its body from a file (@…)", hints: ["paste it with the body in it"])
        case .noBody:
            self.init(.usage, "this curl line has no body, so there is nothing to take over", hints: ["help curl"])
        case .badBody(let fault):
            self.init(.usage, "the body of this curl line is not JSON: \(fault.reason.rawValue) at byte \(fault.offset + 1)")
        case .notObject:
            self.init(.usage, "the body of this curl line is not a JSON object")
        case .wantsText(let field):
            self.init(.outOfRange, "\(field.rawValue) must be a text")
        case .refused(let reasons):
            let messages = reasons.map { Message($0) }
            self.init(.outOfRange, "this curl line can't be taken over: " + messages.map(\.text).joined(separator: "; "))
        }
    }
}
