extension StyledText {
    /// The cells that the text takes.
    package var width: Int { DisplayWidth.of(plain) }

    /// The text made visible in one row; see ``Sanitizer/oneLine(_:)``.
    package var oneLine: StyledText {
        spans.reduce(into: StyledText()) { $0.append(Sanitizer.oneLine($1.text), $1.style) }
    }

    /// As ``Swift/String/cut(toWidth:ellipsis:)``; the ellipsis takes the style of what stands before it.
    package func cut(toWidth width: Int, ellipsis: String = "…") -> StyledText {
        guard let cut = plain.cut(within: width, ellipsis: ellipsis) else { return self }
        var result = slice(0..<cut.kept)
        result.append(cut.ellipsis, result.spans.last?.style ?? spans.first?.style ?? .plain)
        return result
    }

    /// A part of the text; the offsets count UTF-8 code units of ``plain`` and lie between scalars.
    func slice(_ bytes: Range<Int>) -> StyledText {
        var result = StyledText()
        var offset = 0
        for span in spans {
            let part = bytes.clamped(to: offset..<offset + span.text.utf8.count)
            let units = span.text.utf8.dropFirst(part.lowerBound - offset).prefix(part.count)
            result.append(String(decoding: units, as: UTF8.self), span.style)
            offset += span.text.utf8.count
        }
        return result
    }
}
