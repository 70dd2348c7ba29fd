import HTTPTypes
import VideoAPI

/// Which part of the list is asked for.
struct ListPage {
    private var limit = 20
    private var after: TaskID?
    private var isOldestFirst = false

    /// Reads the query; keys of others are ignored.
    init(query: [(String, String)]) throws(Refusal) {
        for (key, value) in query {
            switch key {
            case "limit":
                guard let number = Int(value), (1...100).contains(number) else {
                    throw Refusal(.badRequest, "invalid_limit", "limit must be 1 to 100", param: key)
                }
                limit = number
            case "order":
                guard ["asc", "desc"].contains(value) else {
                    throw Refusal(.badRequest, "invalid_order", "order must be asc or desc", param: key)
                }
                isOldestFirst = value == "asc"
            case "after": after = TaskID(rawValue: value)
            default: break
            }
        }
    }

    /// The page of a list whose newest job comes first, and whether there are more behind it.
    func cut(_ newestFirst: [Job]) throws(Refusal) -> (jobs: ArraySlice<Job>, hasMore: Bool) {
        var rest = (isOldestFirst ? newestFirst.reversed() : newestFirst)[...]
        if let after {
            guard let position = rest.firstIndex(where: { $0.record.id == after }) else { throw .taskNotExist(after, param: "after") }
            rest = rest[(position + 1)...]
        }
        return (rest.prefix(limit), rest.count > limit)
    }
}
