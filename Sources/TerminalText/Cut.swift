extension String {
    /// The text if it takes at most `width` cells, else as much of its beginning as leaves room for the ellipsis, and the ellipsis.
    ///
    /// The result is never wider than `width`; where the ellipsis itself is, the text is cut without one. Expects sanitised text of one line.
    package func cut(toWidth width: Int, ellipsis: String = "…") -> String {
        guard let cut = cut(within: width, ellipsis: ellipsis) else { return self }
        return String(decoding: utf8.prefix(cut.kept), as: UTF8.self) + cut.ellipsis
    }

    /// The text with spaces up to a width: after it, or before it for `.trailing`. A wider text stays as it is.
    package func padded(toWidth width: Int, alignment: Alignment = .leading) -> String {
        let spaces = String(repeating: " ", count: max(0, width - DisplayWidth.of(self)))
        return switch alignment {
        case .leading: self + spaces
        case .trailing: spaces + self
        }
    }

    /// Where to cut, in UTF-8 code units, and what to write there; nil where nothing is to be cut.
    func cut(within width: Int, ellipsis: String) -> (kept: Int, ellipsis: String)? {
        let limit = max(0, width)
        let ellipsisWidth = DisplayWidth.of(ellipsis)
        let reserve = ellipsisWidth <= limit ? ellipsisWidth : 0
        var used = 0
        var offset = 0
        var kept = 0
        for cell in cells {
            used += cell.width
            if used > limit { return (kept, reserve == ellipsisWidth ? ellipsis : "") }
            if used <= limit - reserve { kept = offset + cell.atLineEnd.utf8.count }
            offset += cell.text.utf8.count
        }
        return nil
    }
}

/// The side of its room at which a text stands.
package enum Alignment: Sendable, Hashable {
    case leading
    case trailing
}
