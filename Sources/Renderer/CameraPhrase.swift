/// Words of a prompt that direct the camera.
struct CameraPhrase: Sendable {
    /// What a phrase asks for.
    enum Meaning: Sendable, Hashable {
        case move(CameraMove)
        case speed(CameraSpeed)
    }

    /// How sure it is that a phrase means the camera when no camera word stands in its clause.
    enum Certainty: Int, Sendable {
        /// Nothing but a camera does this.
        case jargon
        /// A subject may do it, and the picture still follows: a balloon that rises.
        case motion
        /// It says nothing of a camera by itself: a fast car, a locked door.
        case never
    }

    let words: [String]
    let meaning: Meaning
    let certainty: Certainty

    /// Words that name the camera, as tokens.
    static let cameraWords: [[String]] = ["camera", "shot", "lens", "镜头", "画面"].map { PromptTokens($0).words }

    /// Words that turn what follows into its opposite, as tokens.
    static let negations: [[String]] = ["no", "not", "never", "without", "don t", "不要", "没有", "无需", "别"].map { PromptTokens($0).words }

    /// Every phrase that is understood.
    static let table: [CameraPhrase] =
        moves(.closer, .jargon, "zoom in", "push in", "dolly in", "close up", "closeup", "推近", "推进", "拉近", "特写")
        + moves(.closer, .motion, "move closer", "放大")
        + moves(.away, .jargon, "zoom out", "pull back", "dolly out", "wide shot", "拉远", "拉开")
        + moves(.away, .motion, "后退", "缩小")
        + moves(.up, .jargon, "tilt up", "crane up", "上摇", "上移")
        + moves(.up, .motion, "move up", "rise", "ascend", "上升", "升起", "向上")
        + moves(.down, .jargon, "tilt down", "crane down", "下摇", "下移")
        + moves(.down, .motion, "move down", "descend", "下降", "向下")
        + moves(.left, .jargon, "pan left", "truck left", "左摇", "左移")
        + moves(.left, .motion, "move left", "向左")
        + moves(.right, .jargon, "pan right", "truck right", "右摇", "右移")
        + moves(.right, .motion, "move right", "向右")
        + moves(.roll, .jargon, "orbit", "环绕")
        + moves(.roll, .never, "rotate", "spin", "旋转")
        + moves(.still, .jargon, "固定镜头")
        + moves(.still, .never, "static", "fixed", "locked", "静止")
        + speeds(.slow, "slow", "slowly", "缓慢", "缓缓", "慢慢")
        + speeds(.fast, "fast", "quick", "quickly", "快速", "迅速")

    private static func moves(_ move: CameraMove, _ certainty: Certainty, _ phrases: String...) -> [CameraPhrase] {
        phrases.map { CameraPhrase(words: PromptTokens($0).words, meaning: .move(move), certainty: certainty) }
    }

    private static func speeds(_ speed: CameraSpeed, _ phrases: String...) -> [CameraPhrase] {
        phrases.map { CameraPhrase(words: PromptTokens($0).words, meaning: .speed(speed), certainty: .never) }
    }
}
