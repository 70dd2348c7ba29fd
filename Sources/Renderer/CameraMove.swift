/// How the camera travels from the first picture to the last one.
enum CameraMove: String, CaseIterable, Sendable, Hashable {
    case up, down, left, right, closer, away, roll, still

    /// The moves that a seed chooses from when the prompt names none.
    static let drawn: [CameraMove] = [.up, .down, .left, .right, .closer, .away]

    /// The move as a sentence ends with it: "the seed chose to …".
    var infinitive: String {
        switch self {
        case .up: "tilt up"
        case .down: "tilt down"
        case .left: "pan left"
        case .right: "pan right"
        case .closer: "push in"
        case .away: "pull back"
        case .roll: "roll"
        case .still: "stand still"
        }
    }
}

/// How far the camera travels in the five seconds.
enum CameraSpeed: Sendable, Hashable {
    case slow, normal, fast

    /// The travel in proportion to the normal one.
    var reach: Double {
        switch self {
        case .slow: 0.75
        case .normal: 1
        case .fast: 1.25
        }
    }
}
