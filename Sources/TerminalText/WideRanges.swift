/// The scalars that take two cells though they are no emoji: East Asian Width W and F of Unicode 16, with the planes reserved for ideographs.
enum WideRanges {
    /// Whether a scalar lies in one of the ranges.
    static func contain(_ value: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(value)
    }

    /// Sorted and disjoint: the search depends on it. Combining marks inside a range count as zero, since they are looked for earlier.
    static let ranges: [ClosedRange<UInt32>] = [
        0x1100...0x115F,  // Hangul initial consonants
        0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F,
        0x2E80...0x2E99, 0x2E9B...0x2EF3, 0x2F00...0x2FD5, 0x2FF0...0x303E,  // radicals, CJK punctuation
        0x3041...0x3096, 0x3099...0x30FF, 0x3105...0x312F, 0x3131...0x318E,  // kana, bopomofo, Hangul letters
        0x3190...0x31E5, 0x31EF...0x321E, 0x3220...0x3247, 0x3250...0xA48C,  // enclosed CJK, extension A, ideographs, Yi
        0xA490...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3,  // Yi radicals, Hangul
        0xF900...0xFAFF,  // compatibility ideographs
        0xFE10...0xFE19, 0xFE30...0xFE52, 0xFE54...0xFE66, 0xFE68...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6,  // vertical, fullwidth
        0x16FE0...0x16FE4, 0x16FF0...0x16FF1, 0x17000...0x187F7, 0x18800...0x18CD5, 0x18CFF...0x18D08,  // Tangut, Khitan, Nushu
        0x1AFF0...0x1AFF3, 0x1AFF5...0x1AFFB, 0x1AFFD...0x1AFFE, 0x1B000...0x1B122, 0x1B132...0x1B132, 0x1B150...0x1B152,
        0x1B155...0x1B155, 0x1B164...0x1B167, 0x1B170...0x1B2FB,  // more kana, Nushu
        0x1D300...0x1D356, 0x1D360...0x1D376,  // Tai Xuan Jing, counting rods
        0x1F200...0x1F202, 0x1F210...0x1F23B, 0x1F240...0x1F248, 0x1F250...0x1F251, 0x1F260...0x1F265,  // enclosed ideographs
        0x20000...0x2FFFD, 0x30000...0x3FFFD,  // extensions B to H and beyond
    ]
}
