extension Draft {
    /// The draft as the journal keeps it: every value that was set, pictures as where they were and what they were, never their bytes.
    ///
    /// - Parameter digest: the SHA-256 in hexadecimal of a picture that came as a `data:` URL.
    package func stored(digest: (InlinePicture) -> String) -> JSONValue {
        .object(
            setFields.compactMap { name in
                guard let value = self[name] else { return nil }
                if case .image(let reference) = value { return JSONMember(name.rawValue, reference.stored(digest: digest)) }
                return JSONMember(name.rawValue, .string(value.typed))
            }
        )
    }

    /// Reads what ``stored(digest:)`` has written; what can't be read is left unset.
    package init(stored: JSONValue) {
        self.init()
        for member in stored.members ?? [] {
            guard let name = FieldName(rawValue: member.key) else { continue }
            if case .image = Field.named(name).kind {
                self[name] = ImageReference(stored: member.value).map(FieldValue.image)
            } else if let text = member.value.string, case .value(let value)? = try? Field.named(name).parse(text) {
                self[name] = value
            }
        }
    }
}

extension ImageReference {
    fileprivate func stored(digest: (InlinePicture) -> String) -> JSONValue {
        switch self {
        case .address(let address):
            ["url": .string(address)]
        case .inline(let picture):
            ["format": .string(picture.format.rawValue), "bytes": .integer(picture.byteCount), "sha256": .string(digest(picture))]
        case .file(let picture):
            [
                "path": .string(picture.path), "format": .string(picture.format.rawValue), "bytes": .integer(picture.byteCount),
                "sha256": .string(picture.sha256),
            ]
        case .forgotten(let digest):
            ["format": .string(digest.format.rawValue), "bytes": .integer(digest.byteCount), "sha256": .string(digest.sha256)]
        }
    }

    fileprivate init?(stored value: JSONValue) {
        if let address = value["url"]?.string {
            self = .address(address)
            return
        }
        guard let format = value["format"]?.string.flatMap(PictureFormat.init(rawValue:)), let byteCount = value["bytes"]?.integer,
            let sha256 = value["sha256"]?.string
        else { return nil }
        if let path = value["path"]?.string {
            self = .file(LocalPicture(path: path, format: format, byteCount: byteCount, sha256: sha256))
        } else {
            self = .forgotten(PictureDigest(format: format, byteCount: byteCount, sha256: sha256))
        }
    }
}
