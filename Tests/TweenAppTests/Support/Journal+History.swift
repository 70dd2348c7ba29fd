import Journal
import VideoAPI

extension Journal {
    /// What happened to a task, oldest first.
    func history(of number: TaskNumber) throws -> [TaskChange] { try life(of: number)?.changes ?? [] }
}
