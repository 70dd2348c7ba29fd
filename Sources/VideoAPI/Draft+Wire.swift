extension Draft {
    /// Reads the body of `POST /v1/videos`: to the letter, without coercion, by the same table that the shell reads.
    ///
    /// Keys that the API page does not name are ignored, and `null` counts as absent. What comes out is ready to be validated; a seed that
    /// was not given stays unset.
    ///
    /// - Throws: the first fault, in the order of the API page.
    package init(wire body: JSONValue) throws(WireFault) {
        self.init()
        guard case .object = body else {
            throw WireFault("invalid_json", param: nil, message: "the body must be a JSON object")
        }
        for field in Field.all {
            guard let value = body[field.wireName], value != .null else {
                if field.presence == .required { throw field.missing }
                continue
            }
            self[field.name] = try field.value(wire: value)
        }
        guard model.sizes.contains(size) else {
            let offered = model.sizes.map(\.wireName).joined(separator: ", ")
            throw WireFault("invalid_size", param: "size", message: "\(model.wireName) supports \(offered) only")
        }
    }
}

extension Field {
    fileprivate var missing: WireFault {
        if case .model = kind { return WireFault("missing_model", param: wireName, message: "model is required: \(choices)") }
        return WireFault("invalid_\(wireName)", param: wireName, message: "\(wireName) is required: exactly 2 strings")
    }

    private var choices: String { legalWords.joined(separator: " or ") }

    private func fault(_ message: String) -> WireFault {
        WireFault("invalid_\(wireName)", param: wireName, message: "\(wireName) \(message)")
    }

    fileprivate func value(wire value: JSONValue) throws(WireFault) -> FieldValue {
        switch kind {
        case .model: .model(try model(value))
        case .image(let index): .image(try image(value, index: index))
        case .text: .text(try text(value))
        case .size: .size(try size(value))
        case .fixed(let word): .fixed(try fixed(value, word: word))
        case .flag: .flag(try flag(value))
        case .seed(let range): .seed(.value(try number(value, range: range)))
        }
    }

    private func model(_ value: JSONValue) throws(WireFault) -> Model {
        guard let name = value.string else { throw fault("must be a string: \(choices)") }
        guard !name.isEmpty else { throw missing }
        guard let model = Model(rawValue: name) else {
            throw WireFault("model_not_found", param: wireName, message: "there is no such model here; model must be \(choices)")
        }
        return model
    }

    private func text(_ value: JSONValue) throws(WireFault) -> String {
        guard let text = value.string else { throw fault("must be a string") }
        let parsed: ParsedValue
        do {
            parsed = try parse(text)
        } catch {
            guard case .tooLong(_, let count, let limit) = error.reason else { throw fault("must not contain NUL") }
            throw WireFault("prompt_too_long", param: wireName, message: "\(wireName) has \(count) characters, limit \(limit)")
        }
        guard case .value(.text(let normalised)) = parsed else { throw fault("must be a string") }
        return normalised
    }

    private func size(_ value: JSONValue) throws(WireFault) -> VideoSize {
        guard let size = value.string.flatMap(VideoSize.init(rawValue:)) else { throw fault("must be the string \(choices)") }
        return size
    }

    private func fixed(_ value: JSONValue, word: String) throws(WireFault) -> String {
        guard value.string == word else { throw fault("must be the string \"\(word)\"; the length is fixed") }
        return word
    }

    private func flag(_ value: JSONValue) throws(WireFault) -> Bool {
        guard let isOn = value.bool else { throw fault("must be true or false") }
        return isOn
    }

    private func number(_ value: JSONValue, range: ClosedRange<Int>) throws(WireFault) -> Int {
        guard let number = value.integer, range.contains(number) else {
            throw fault("must be a whole number, \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func image(_ value: JSONValue, index: Int) throws(WireFault) -> ImageReference {
        guard let images = value.array, images.count == 2 else {
            throw fault("must be exactly 2 strings: the address of the first frame and that of the last")
        }
        let param = "\(wireName)[\(index)]"
        guard let text = images[index].string else {
            throw WireFault("invalid_images", param: param, message: "\(param) must be a string")
        }
        do {
            if let reference = try ImageReference.parse(text) { return reference }
        } catch {
            throw WireFault(error, param: param)
        }
        throw WireFault("invalid_images", param: param, message: "\(param) must be an http or https address, or a data: URL")
    }
}

extension WireFault {
    /// An address that can't be a frame: `invalid_images` for its form, `invalid_image` for the picture inside a `data:` URL.
    fileprivate init(_ fault: Problem.AddressFault, param: String) {
        let (code, words) =
            switch fault {
            case .scheme, .noPath: ("invalid_images", "must be an http or https address, or a data: URL")
            case .noHost: ("invalid_images", "names no host")
            case .hasSpace: ("invalid_images", "must not contain spaces")
            case .control: ("invalid_images", "must not contain control characters")
            case .userInfo: ("invalid_images", "must not contain a user name or password")
            case .notBase64: ("invalid_image", "is a data: URL that is not valid base64")
            case .emptyData: ("invalid_image", "is a data: URL without any data")
            case .notPicture: ("invalid_image", "is not a picture: \(PictureFormat.list) is taken")
            case .tooLarge(let byteCount): ("invalid_image", "is a picture of \(byteCount) bytes; the limit is \(PictureFormat.byteLimit)")
            }
        self.init(code, param: param, message: "\(param) \(words)")
    }
}
