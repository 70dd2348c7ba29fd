import GRDB

/// The journal's file opened past the program, as a broken disk or another program might.
struct TamperedDatabase {
    private let queue: DatabaseQueue

    init(_ path: String) throws { queue = try DatabaseQueue(path: path) }

    func run(_ sql: String) throws { try queue.write { try $0.execute(sql: sql) } }
}
