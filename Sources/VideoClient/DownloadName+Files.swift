extension DownloadName {
    /// How many names are tried before giving up.
    static let nameLimit = 1000

    /// Whether it is one name, of a length that leaves room for `.1000.part.json`, and stays in its folder.
    var isSound: Bool {
        let name = fileName(number: 1)
        return switch self {
        case .numbered(let base): !base.isEmpty && Self.isOneName(name)
        case .exact: Self.isOneName(name)
        }
    }

    private static func isOneName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 240 && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
    }

    /// The names for the finished file, best first.
    var finalNames: some Sequence<String> {
        let count =
            switch self {
            case .numbered: Self.nameLimit
            case .exact: 1
            }
        return (1...count).lazy.map { fileName(number: $0) }
    }

    /// The names for the file in the making, best first.
    var partNames: some Sequence<String> {
        let first = fileName(number: 1)
        return (1...Self.nameLimit).lazy.map { first + ($0 == 1 ? ".part" : ".\($0).part") }
    }

    private func fileName(number: Int) -> String {
        switch self {
        case .numbered(let base): number == 1 ? "\(base).mp4" : "\(base)-\(number).mp4"
        case .exact(let name): name
        }
    }
}
