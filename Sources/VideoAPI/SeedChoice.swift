/// What the user said about the seed; a number only comes out of it when a request is made.
package enum SeedChoice: Sendable, Hashable {
    /// This number, 0 to 2147483647.
    case value(Int)
    /// A number drawn at submit, sent and recorded.
    case random
    /// The number that the last submit used.
    case keep
    /// Left out, so that the service draws one that nobody is told.
    case server

    /// The words, in the order in which help lists them.
    package static let words = ["random", "keep", "server"]

    /// The choice as it is typed.
    package var typed: String {
        switch self {
        case .value(let number): String(number)
        case .random: "random"
        case .keep: "keep"
        case .server: "server"
        }
    }
}
