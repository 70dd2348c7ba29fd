import VideoAPI

/// What is outside and changes from one event to the next, handed in so that the interpreter stays pure.
package struct Surroundings: Sendable, Hashable {
    /// Seconds since 1970.
    package var now: Int
    /// Fresh randomness for whatever is drawn in this turn.
    package var entropy: UInt64
    /// The width of the terminal in cells.
    package var columns: Int
    /// Where the line stands, when it comes from a file or a pipe.
    package var place: ScriptPlace?
    /// Whether the line, or one that runs it, may have been pasted: then nobody has typed what it says.
    package var isPasted: Bool
    /// When the day began where the user is, in seconds since 1970: what `today` and a budget count from.
    package var dayStart: Int

    /// Describes the moment; without another word the day is that of UTC.
    package init(now: Int, entropy: UInt64, columns: Int, place: ScriptPlace? = nil, isPasted: Bool = false, dayStart: Int? = nil) {
        self.now = now
        self.dayStart = dayStart ?? now - now % 86_400
        self.entropy = entropy
        self.columns = columns
        self.place = place
        self.isPasted = isPasted
    }
}

/// A line of a script.
package struct ScriptPlace: Sendable, Hashable {
    /// The file as it was named; `-` is standard input, `-c` a command of the command line.
    package var name: String
    /// 1 for the first line.
    package var line: Int
    /// What the script may do.
    package var kind: Kind

    /// The kinds of scripts.
    package enum Kind: Sendable, Hashable {
        /// Commands that somebody gave to be run.
        case script
        /// Lines that were pasted at the prompt: the person is there, and no flag among them answers for the person.
        case paste
        /// `settings` or `rc`: nothing in it may spend money.
        case settings
    }

    /// Names a line.
    package init(name: String, line: Int, kind: Kind = .script) {
        self.name = name
        self.line = line
        self.kind = kind
    }
}

/// One line on its way through the interpreter: the line, the moment, and what was found out for it so far.
struct Turn: Sendable {
    let line: String
    let surroundings: Surroundings
    let supplies: [Need: Supply]
    /// The line as a recording keeps it; several lines for a text of several lines, and empty when it is not kept.
    let script: String

    init(line: String, surroundings: Surroundings, supplies: [Need: Supply] = [:], script: String? = nil) {
        self.line = line
        self.surroundings = surroundings
        self.supplies = supplies
        self.script = script ?? line
    }

    /// Whether all of this was found out already.
    func knows(_ needs: [Need]) -> Bool { needs.allSatisfy { supplies[$0] != nil } }

    /// Whether a `--yes` of this line answers a question of money: what was pasted answers none, and a flag in it is part of it.
    func hasAgreed(_ isAgreed: Bool) -> Bool { isAgreed && !surroundings.isPasted }

    /// A number drawn from this turn's entropy, 0 to 2147483647.
    func drawnSeed() -> Int {
        // SplitMix64's finaliser spreads the entropy over all bits before the low 31 are kept.
        var bits = surroundings.entropy &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((bits ^ (bits >> 31)) & 0x7FFF_FFFF)
    }
}
