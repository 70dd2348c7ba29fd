import Foundation

extension ImageReference {
    /// Reads an address, or returns nil when the text has no scheme, or `file`, and so must name a file.
    ///
    /// Everything is looked at scalar by scalar: a combining mark after a `:`, `/` or `@` must not hide it.
    ///
    /// - Throws: the fault of an address that can't be a frame.
    package static func parse(_ text: String) throws(Problem.AddressFault) -> ImageReference? {
        guard let scheme = scheme(of: text) else { return nil }
        switch scheme {
        case "http", "https":
            try check(address: text.unicodeScalars.dropFirst(scheme.utf8.count))
            return .address(text)
        case "data": return .inline(try parse(dataURL: text))
        case "file":
            guard filePath(of: text) != nil else { throw .noPath }
            return nil
        default: throw .scheme(scheme)
        }
    }

    /// The path in a `file:` URL of this machine, with its escapes undone; nil for anything else.
    static func path(inFileURL text: String) -> String? { filePath(of: text)?.removingPercentEncoding }

    private static func filePath(of text: String) -> Substring? {
        guard scheme(of: text) == "file" else { return nil }
        var rest = text.dropFirst("file:".count)
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            if rest.lowercased().hasPrefix("localhost/") { rest = rest.dropFirst("localhost".count) }
        }
        return rest.hasPrefix("/") ? rest : nil
    }

    /// The part before the first colon, in lower case, if it is formed like a scheme.
    private static func scheme(of text: String) -> String? {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = text.utf8[..<colon]
        // One letter is a drive or a file's name, and a slash before the colon makes it a path.
        guard name.count > 1, let first = name.first, isLetter(first),
            name.allSatisfy({ isLetter($0) || "0123456789+-.".utf8.contains($0) })
        else { return nil }
        let word = String(decoding: name, as: UTF8.self).lowercased()
        let isAddress = ["http", "https", "data", "file"].contains(word) || text.utf8[colon...].starts(with: "://".utf8)
        return isAddress ? word : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// Checks what follows the scheme of an http or https address.
    private static func check(address: Substring.UnicodeScalarView) throws(Problem.AddressFault) {
        for scalar in address {
            if scalar.properties.generalCategory == .control { throw .control }
            if scalar.properties.isWhitespace { throw .hasSpace }
        }
        guard address.starts(with: "://".unicodeScalars) else { throw .noHost }
        let authority = address.dropFirst(3).prefix { !"/?#".unicodeScalars.contains($0) }
        guard !authority.contains("@") else { throw .userInfo }
        guard let first = authority.first, first != ":" else { throw .noHost }
    }

    /// Reads a `data:` URL, base64 only, whatever parameters stand before; and looks at the picture in it.
    ///
    /// - Throws: what is wrong with the URL, or with the picture's size or first bytes.
    package static func parse(dataURL text: String) throws(Problem.AddressFault) -> InlinePicture {
        guard let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")) else { throw .notBase64 }
        let head = text[..<comma]
        for scalar in head.unicodeScalars {
            if scalar.properties.generalCategory == .control { throw .control }
            if scalar.properties.isWhitespace { throw .hasSpace }
        }
        guard head.lowercased().hasSuffix(";base64") else { throw .notBase64 }
        let payload = text[text.utf8.index(after: comma)...]
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
        guard let comma = url.utf8.firstIndex(of: UInt8(ascii: ",")) else { return [] }
        return Data(base64Encoded: String(url[url.utf8.index(after: comma)...])).map(Array.init) ?? []
    }

    /// Wraps the bytes of a picture in a `data:` URL.
    package static func url(format: PictureFormat, bytes: some Sequence<UInt8>) -> String {
        "data:\(format.mediaType);base64," + Data(bytes).base64EncodedString()
    }
}
