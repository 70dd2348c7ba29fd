import Testing

@testable import Renderer

@Suite("Camera words")
struct CameraDirectionsTests {
    @Test(
        "a prompt names its camera move",
        arguments: [
            ("Realistic style, a black kitten curiously looking at the sky, camera moving up from eye level to top-down", CameraMove.up),
            ("写实风格，一只黑色小猫好奇地看向天空，镜头从平视逐渐上升，最后俯拍它的眼神", .up),
            ("Tilt up to the roof", .up), ("crane up", .up), ("a balloon rises", .up), ("镜头缓慢上移", .up), ("镜头向上移动", .up),
            ("the camera moves slowly upwards", .up), ("tilting down", .down), ("the camera descends", .down),
            ("画面下摇", .down), ("镜头向下", .down),
            ("pan left", .left), ("The camera pans slowly to the left", .left), ("truck left", .left), ("镜头左移", .left), ("镜头向左", .left),
            ("panning right", .right), ("右摇", .right), ("镜头从左向右移动", .right),
            ("zoom in", .closer), ("ZOOMS IN", .closer), ("ｚｏｏｍ ｉｎ", .closer), ("dolly in on her face", .closer), ("push in", .closer),
            ("the camera moves closer", .closer), ("close-up of a cat", .closer), ("镜头推近", .closer), ("拉近", .closer), ("特写", .closer),
            ("zoom out", .away), ("pull back", .away), ("a wide shot", .away), ("镜头拉远", .away), ("缩小", .away),
            ("the camera orbits the statue", .roll), ("camera rotating", .roll), ("镜头环绕", .roll), ("镜头旋转", .roll),
            ("static shot", .still), ("the camera is locked", .still), ("固定镜头", .still), ("画面静止", .still),
        ]
    )
    func names(_ prompt: String, move: CameraMove) {
        #expect(CameraDirections(prompt: prompt).move == move)
    }

    @Test(
        "what only the subject does is not taken for the camera",
        arguments: [
            "", "a cat looking up", "a surprised cat at sunrise", "spinach on a plate", "a spinning top", "static electricity",
            "the door is locked, fixed stare", "静止的湖面", "一只猫向前走", "step down. up the hill", "zoom. in the garden",
        ]
    )
    func names(nothing prompt: String) {
        #expect(CameraDirections(prompt: prompt).move == nil)
    }

    @Test(
        "words near the camera win over the others, and the first of those",
        arguments: [
            ("a balloon rises, the camera pans left", CameraMove.left),
            ("a cat moving up a tree while the camera pans left", .left),
            ("camera pans left and then moves up", .left),
            ("气球升起，镜头拉远", .away),
            ("static camera, no zoom in", .still),
            ("do not tilt up, pull back", .away),
            ("不要推近，镜头左移", .left),
        ]
    )
    func prefers(_ prompt: String, move: CameraMove) {
        #expect(CameraDirections(prompt: prompt).move == move)
    }

    @Test(
        "slow and fast count where the camera does",
        arguments: [
            ("slow zoom in", CameraSpeed.slow), ("the camera slowly moves up", .slow), ("镜头缓慢推近", .slow),
            ("fast pan left", .fast), ("镜头快速拉远", .fast),
            ("zoom in", .normal), ("a fast car, zoom in", .normal), ("a slow river", .normal),
        ]
    )
    func speed(_ prompt: String, speed: CameraSpeed) {
        #expect(CameraDirections(prompt: prompt).speed == speed)
    }

    @Test("no prompt is too odd to read", arguments: ["\u{0}", "🐈‍⬛👨‍👩‍👧", "camera", "镜头", "no", String(repeating: "up ", count: 266), "don't"])
    func survives(_ prompt: String) {
        #expect(CameraDirections(prompt: prompt).move == nil)
    }

    @Test("a seed chooses the move when the prompt names none, and every move is chosen by some seed")
    func drawn() {
        let dimensions = VideoDimensions(pixelCount: 10_000, width: 4, height: 3)
        func move(_ prompt: String, _ seed: Int) -> CameraMove {
            RenderPlan(directions: CameraDirections(prompt: prompt), seed: seed, dimensions: dimensions).move
        }
        #expect(Set((0..<100).map { move("a cat", $0) }) == Set(CameraMove.drawn))
        #expect(Set((0..<100).map { move("zoom out", $0) }) == [.away])
    }
}
