extension VideoRequest {
    /// The body of `POST /v1/videos`, keys in the order of the API page.
    ///
    /// - Parameter images: the two frames as they go out, in order: addresses, or `data:` URLs made of files.
    package func body(images: (first: String, last: String)) -> JSONValue {
        draft.wireObject(images: [.string(images.first), .string(images.last)], seed: seed)
    }
}

extension Draft {
    /// The draft as the API's JSON object; what is unset and has no default stays out.
    ///
    /// - Parameters:
    ///   - images: what stands in `images`; nil leaves the key out.
    ///   - seed: the number to send; nil leaves the key out.
    package func wireObject(images: [JSONValue]?, seed: Int?) -> JSONValue {
        var members: [JSONMember] = []
        for field in Field.all {
            let value: JSONValue? =
                switch field.kind {
                case .model, .size, .fixed: effective(field.name).map { .string($0.typed) }
                case .image(let index): index == 0 ? images.map(JSONValue.array) : nil
                case .text: text(field.name).map(JSONValue.string)
                case .flag: flag(field.name).map(JSONValue.bool)
                case .seed: seed.map(JSONValue.integer)
                }
            if let value { members.append(JSONMember(field.wireName, value)) }
        }
        return .object(members)
    }
}
