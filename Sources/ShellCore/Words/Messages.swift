import VideoAPI

/// The wording of every refusal. Each part of the shell has a file of its own beside this one.
extension Message {
    init(_ reason: ShellError.Reason) {
        switch reason {
        case .line(let fault): self.init(fault)
        case .problem(let problem): self.init(problem)
        case .notReady(let problems): self.init(notReady: problems)
        case .task(let fault): self.init(fault)
        case .spending(let fault): self.init(fault)
        case .house(let fault): self.init(fault)
        case .curl(let fault): self.init(fault)
        }
    }
}
