/// The fields of a draft, by the names that people type, in the order in which they are shown.
///
/// The API page's one `images` array is two fields here: a person sets the first and the last frame one at a time.
package enum FieldName: String, CaseIterable, Sendable, Hashable {
    case model
    case first
    case last
    case prompt
    case negative
    case size
    case seconds
    case extend
    case watermark
    case seed
}
