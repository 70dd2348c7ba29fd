/// A field's value, which is legal by itself; whether it is legal beside the others is the rules' business.
package enum FieldValue: Sendable, Hashable {
    case model(Model)
    case size(VideoSize)
    case image(ImageReference)
    case text(String)
    case flag(Bool)
    case seed(SeedChoice)
    case fixed(String)

    /// The value as a person could type it again.
    package var typed: String {
        switch self {
        case .model(let model): model.wireName
        case .size(let size): size.wireName
        case .image(let reference): reference.typed
        case .text(let text): text
        case .flag(let isOn): isOn ? "on" : "off"
        case .seed(let choice): choice.typed
        case .fixed(let value): value
        }
    }
}
