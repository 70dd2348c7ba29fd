import Testing

@testable import TerminalText

@Suite struct ProgressTests {
    @Test(
        "a bar fills by eighths, and is full only at the end",
        arguments: [
            (0, 4, "░░░░"), (100, 4, "████"), (50, 4, "██░░"), (63, 16, "██████████░░░░░░"), (99, 4, "███▉"), (1, 4, "░░░░"),
            (4, 4, "▏░░░"),
            (-5, 2, "░░"), (400, 2, "██"), (.max, 2, "██"), (50, 0, ""), (50, .min, ""),
        ]
    )
    func bar(_ percent: Int, _ width: Int, _ shown: String) {
        #expect(ProgressBar(percent: percent, width: width).text() == shown)
    }

    @Test("every bar is as wide as asked")
    func barWidth() {
        for percent in 0...100 {
            for glyphs in Glyphs.allCases {
                #expect(DisplayWidth.of(ProgressBar(percent: percent, width: 17).text(glyphs)) == 17)
            }
        }
    }

    @Test("a plain terminal gets a plain bar")
    func ascii() {
        #expect(ProgressBar(percent: 50, width: 6).text(.ascii) == "###---")
        #expect(ProgressBar(percent: 99, width: 6).text(.ascii) == "#####-")
    }

    @Test("the spinner turns for ever, one cell wide", arguments: Glyphs.allCases)
    func spinner(_ glyphs: Glyphs) {
        let frames = (0..<20).map { Spinner.frame($0, glyphs) }
        #expect(frames.allSatisfy { DisplayWidth.of($0) == 1 })
        #expect(zip(frames, frames.dropFirst()).allSatisfy { $0 != $1 })
        #expect(Spinner.frame(20, glyphs) == frames[0])
        #expect([Spinner.frame(.min, glyphs), Spinner.frame(-1, glyphs), Spinner.frame(.max, glyphs)].allSatisfy(frames.contains))
    }

    @Test(
        "durations read as a clock",
        arguments: [
            (Duration.seconds(0), "0:00"), (.milliseconds(41_900), "0:41"), (.seconds(69), "1:09"), (.seconds(3599), "59:59"),
            (.seconds(3723), "1:02:03"), (.seconds(360_000), "100:00:00"), (.seconds(-5), "0:00"),
            (.seconds(Int64.max), "2562047788015215:30:07"),
        ]
    )
    func clock(_ duration: Duration, _ shown: String) {
        #expect(duration.clock == shown)
    }

    @Test(
        "sizes are decimal, with one decimal below ten",
        arguments: [
            (0, "0 B"), (-1, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (1449, "1.4 KB"), (9949, "9.9 KB"), (9950, "10 KB"),
            (31_000, "31 KB"),
            (999_499, "999 KB"), (999_500, "1.0 MB"), (1_400_000, "1.4 MB"), (5_368_709_120, "5.4 GB"), (Int.max, "9223 PB"),
        ]
    )
    func bytes(_ count: Int, _ shown: String) {
        #expect(ByteCount(count).description == shown)
    }
}
