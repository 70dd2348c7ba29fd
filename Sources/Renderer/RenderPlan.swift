/// A film as a value: where the two pictures lie in each frame, and in which order one gives way to the other.
struct RenderPlan: Sendable, Hashable {
    /// Five seconds at thirty frames a second.
    static let frameCount = 150
    static let seconds = 5.0

    let dimensions: VideoDimensions
    let move: CameraMove
    let speed: CameraSpeed
    /// Draws the order in which the last picture comes through.
    let noise: NoiseField

    /// - Parameter seed: any number; it draws the order of the dissolve, and the move when the prompt names none.
    init(directions: CameraDirections, seed: Int, dimensions: VideoDimensions) {
        let bits = UInt64(truncatingIfNeeded: seed)
        self.dimensions = dimensions
        self.noise = NoiseField(seed: NoiseField.mixed(bits))
        self.move = directions.move ?? CameraMove.drawn[Int(noise.seed % UInt64(CameraMove.drawn.count))]
        self.speed = directions.speed
    }

    /// The part of the five seconds that has gone by at a frame.
    static func time(at frame: Int) -> Double { min(max(Double(frame) / Double(frameCount - 1), 0), 1) }

    /// How far the camera has come at a frame, from exactly 0 at the first to exactly 1 at the last.
    ///
    /// The camera gathers speed over the first three tenths, keeps it, and slows down over the last three: an even pace has no
    /// step that stands out, where a polynomial over the whole length is nearly twice as fast in its middle.
    static func travel(at frame: Int) -> Double {
        let time = time(at: frame)
        return time <= 0.5 ? departure(time) : 1 - departure(1 - time)
    }

    private static func departure(_ time: Double) -> Double {
        let ramp = 0.3
        let pace = 1 / (1 - ramp)
        guard time < ramp else { return pace * (time - ramp / 2) }
        let x = time / ramp
        return pace * ramp * (x * x * x - x * x * x * x / 2)
    }

    /// Where both pictures lie when the camera has come this far.
    func placements(at travel: Double) -> (first: Placement, last: Placement) {
        let rest = 1 - travel
        switch move {
        case .up: return pan(x: 0, y: 1, travel)
        case .down: return pan(x: 0, y: -1, travel)
        case .left: return pan(x: 1, y: 0, travel)
        case .right: return pan(x: -1, y: 0, travel)
        case .closer: return (zoomed(1, 1 + 0.25 * speed.reach, travel), zoomed(1 - 0.15 * speed.reach, 1, travel))
        case .away: return (zoomed(1, 1 - 0.15 * speed.reach, travel), zoomed(1 + 0.25 * speed.reach, 1, travel))
        case .roll: return (turned(travel), turned(-rest))
        case .still: return (.home, .home)
        }
    }

    /// The part of a side over which the edge of one picture may fade into the other; for a pan, all that they share.
    var overlap: Double { 1 - 0.65 * speed.reach }

    /// Both pictures on one canvas, the last one reached by going against the given shift of what is seen.
    private func pan(x: Double, y: Double, _ travel: Double) -> (first: Placement, last: Placement) {
        let way = 1 - overlap
        let (dx, dy) = (x * way * Double(dimensions.width), y * way * Double(dimensions.height))
        let rest = 1 - travel
        return (
            Placement(shift: .init(x: dx * travel, y: dy * travel)),
            Placement(shift: .init(x: -dx * rest, y: -dy * rest))
        )
    }

    private func zoomed(_ start: Double, _ end: Double, _ travel: Double) -> Placement {
        Placement(scale: start * (1 - travel) + end * travel)
    }

    /// A small turn, with the picture enlarged just as far as keeps the corners filled.
    private func turned(_ part: Double) -> Placement {
        let angle = 0.14 * speed.reach * part
        let sides = (Double(dimensions.width), Double(dimensions.height))
        let ratio = max(sides.0 / sides.1, sides.1 / sides.0)
        return Placement(scale: 1 + ratio * abs(angle), angle: angle)
    }
}
