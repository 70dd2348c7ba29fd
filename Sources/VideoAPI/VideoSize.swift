/// A resolution tier of the API page; the sides follow from the first frame's ratio.
package enum VideoSize: String, CaseIterable, Sendable, Hashable {
    case p480 = "480P"
    case p720 = "720P"
    case p1080 = "1080P"

    /// The word that goes over the wire: always upper case.
    package var wireName: String { rawValue }

    /// The number of pixels that the tier stands for, about which each video's sides are chosen.
    package var pixelCount: Int {
        switch self {
        case .p480: 832 * 480
        case .p720: 1280 * 720
        case .p1080: 1920 * 1080
        }
    }

    /// Finds a tier by its name in any case, `720` alone included.
    package init?(typed text: String) {
        let word = text.uppercased()
        guard let size = VideoSize.allCases.first(where: { $0.wireName == word || $0.wireName.dropLast() == word }) else {
            return nil
        }
        self = size
    }
}
