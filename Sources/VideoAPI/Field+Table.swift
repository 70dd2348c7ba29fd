/// The fields of a draft, by the names that people type, in the order of the API page's body.
///
/// The API page's one `images` array is two fields here: a person sets the first and the last frame one at a time.
package enum FieldName: String, CaseIterable, Sendable, Hashable {
    case model
    case first
    case last
    case prompt
    case seconds
    case size
    case extend
    case watermark
    case seed
    case negative
}

/// The one table of fields. Facts come from the API page unless a line says otherwise.
extension Field {
    init(_ name: FieldName) {
        switch name {
        case .model:
            self.init(
                name: name,
                wireName: "model",
                aliases: [],
                kind: .model,
                presence: .required,
                summary: "Model that makes the video.",
                details: "flash offers every size, plus 720P only. The API has no default; a new draft of tween starts with flash.",
                example: "flash"
            )
        case .first:
            self.init(
                name: name,
                wireName: "images",
                aliases: ["first_frame", "images[0]"],
                kind: .image(index: 0),
                presence: .required,
                summary: "URL or file of the opening frame; the video takes its aspect ratio.",
                details: "An http(s) URL, a data: URL, or a PNG, JPEG, WebP or BMP file of at most 10 MiB, which is sent as a data: URL.",
                example: "https://example.com/first-frame.png"
            )
        case .last:
            self.init(
                name: name,
                wireName: "images",
                aliases: ["last_frame", "images[1]"],
                kind: .image(index: 1),
                presence: .required,
                summary: "URL or file of the closing frame; it is cropped to the first frame's ratio.",
                details: "An http(s) URL, a data: URL, or a PNG, JPEG, WebP or BMP file of at most 10 MiB, which is sent as a data: URL.",
                example: "https://example.com/last-frame.png"
            )
        case .prompt:
            self.init(
                name: name,
                wireName: "prompt",
                aliases: ["text"],
                kind: .text(limit: 800),
                presence: .whenSet,
                summary: "What happens between the two frames, in Chinese or English.",
                details: "Counted in Unicode scalars after NFC; what the service counts is not documented. Nothing is ever cut here.",
                example: "a black kitten curiously looking at the sky, camera moving up"
            )
        case .negative:
            self.init(
                name: name,
                wireName: "negative_prompt",
                aliases: ["neg"],
                kind: .text(limit: 500),
                presence: .whenSet,
                summary: "What the video should avoid.",
                details: "Counted like the prompt. The local preview engine takes it and makes no use of it.",
                example: "blurry, low quality, text"
            )
        case .size:
            self.init(
                name: name,
                wireName: "size",
                aliases: ["res", "resolution"],
                kind: .size,
                presence: .always,
                summary: "Resolution tier of the video.",
                details: "The sides follow the first frame's ratio and are multiples of 16; the tier sets about how many pixels there are.",
                example: "720P"
            )
        case .seconds:
            self.init(
                name: name,
                wireName: "seconds",
                aliases: ["duration"],
                kind: .fixed("5"),
                presence: .always,
                summary: "Length of the video in seconds; the API fixes it at 5.",
                details: "",
                example: "5"
            )
        case .extend:
            self.init(
                name: name,
                wireName: "prompt_extend",
                aliases: [],
                kind: .flag(default: true),
                presence: .whenSet,
                summary: "Whether the service may rewrite the prompt before it is used.",
                details: "Sent only when set, off included. The local preview engine takes it and makes no use of it.",
                example: "off"
            )
        case .watermark:
            self.init(
                name: name,
                wireName: "watermark",
                aliases: [],
                kind: .flag(default: false),
                presence: .whenSet,
                summary: "Whether the video carries a watermark.",
                details: "Sent only when set.",
                example: "on"
            )
        case .seed:
            self.init(
                name: name,
                wireName: "seed",
                aliases: [],
                kind: .seed(0...2_147_483_647),
                presence: .whenSet,
                summary: "Random seed of the video.",
                details: "random: drawn at submit, sent and recorded. keep: the last one used. server: left out, so nobody can repeat it.",
                example: "42"
            )
        }
    }
}
