import Foundation

extension ImageReference {
    /// Reads an address, or returns nil when the text has no scheme and so must be a path.
    ///
    /// - Throws: the fault of an address that can't be a frame.
    package static func parse(_ text: String) throws(Problem.AddressFault) -> ImageReference? {
        guard let scheme = scheme(of: text) else { return nil }
        switch scheme {
        case "http", "https": return .address(try checked(address: text, scheme: scheme))
        case "data": return .inline(try parse(dataURL: text))
        case "file": return nil
        default: throw .scheme(scheme)
        }
    }

    /// The part before the first colon, in lower case, if it is formed like a scheme.
    private static func scheme(of text: String) -> String? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = text[..<colon]
        // One letter is a drive or a file's name, and a slash before the colon makes it a path.
        guard name.count > 1, name.first?.isLetter == true,
            name.unicodeScalars.allSatisfy({ $0.isASCII && ($0.properties.isAlphabetic || "0123456789+-.".unicodeScalars.contains($0)) })
        else { return nil }
        let word = name.lowercased()
        let isAddress = ["http", "https", "data", "file"].contains(word) || text[colon...].hasPrefix("://")
        return isAddress ? word : nil
    }

    private static func checked(address: String, scheme: String) throws(Problem.AddressFault) -> String {
        for scalar in address.unicodeScalars {
            if scalar.properties.isWhitespace { throw .hasSpace }
            if scalar.properties.generalCategory == .control { throw .control }
        }
        guard address.dropFirst(scheme.count).hasPrefix("://") else { throw .noHost }
        let rest = address.dropFirst(scheme.count + 3)
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else { throw .userInfo }
        guard !authority.isEmpty, !authority.hasPrefix(":") else { throw .noHost }
        return address
    }

    /// Reads a `data:` URL, base64 only, and looks at the picture in it.
    ///
    /// - Throws: what is wrong with the URL, or with the picture's size or first bytes.
    package static func parse(dataURL text: String) throws(Problem.AddressFault) -> InlinePicture {
        guard let comma = text.firstIndex(of: ","), text[..<comma].lowercased().hasSuffix(";base64") else { throw .notBase64 }
        let payload = text[text.index(after: comma)...]
        guard payload.utf8.count <= PictureFormat.byteLimit / 3 * 4 + 8 else {
            throw .tooLarge(byteCount: payload.utf8.count / 4 * 3)
        }
        guard let bytes = Data(base64Encoded: String(payload)) else { throw .notBase64 }
        guard !bytes.isEmpty else { throw .emptyData }
        guard bytes.count <= PictureFormat.byteLimit else { throw .tooLarge(byteCount: bytes.count) }
        guard let format = PictureFormat(firstBytes: bytes) else { throw .notPicture }
        return InlinePicture(url: text, format: format, byteCount: bytes.count)
    }
}

extension InlinePicture {
    /// The bytes of the picture; the URL was checked when it was read, so they are there.
    package var bytes: [UInt8] {
        guard let comma = url.firstIndex(of: ",") else { return [] }
        return Data(base64Encoded: String(url[url.index(after: comma)...])).map(Array.init) ?? []
    }

    /// Wraps the bytes of a picture in a `data:` URL.
    package static func url(format: PictureFormat, bytes: some Sequence<UInt8>) -> String {
        "data:\(format.mediaType);base64," + Data(bytes).base64EncodedString()
    }
}
