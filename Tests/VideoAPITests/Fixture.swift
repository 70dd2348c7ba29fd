import Foundation
import VideoAPI

/// Documents copied by hand from the API's own page, never recorded.
enum Fixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: tests.appendingPathComponent("Fixtures/\(name)")))
    }

    static func json(_ name: String) throws -> JSONValue { try JSONValue(parsing: bytes(name)) }

    static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]

    /// A picture inside a URL, with nothing after its signature but zeros.
    static func dataURL(byteCount: Int = 64) -> String {
        InlinePicture.url(format: .png, bytes: png + Array(repeating: 0, count: byteCount - png.count))
    }
}

extension Draft {
    /// Sets a field as a person types it; a path or a refused value fails the test that asks for it.
    mutating func type(_ name: FieldName, _ text: String) throws {
        guard case .value(let value) = try Field.named(name).parse(text) else { throw Problem(name, .missing) }
        self[name] = value
    }

    /// A draft that is ready to be sent.
    static func ready(_ more: [(FieldName, String)] = []) throws -> Draft {
        var draft = Draft()
        try draft.type(.first, "https://example.com/first-frame.png")
        try draft.type(.last, "https://example.com/last-frame.png")
        for (name, text) in more { try draft.type(name, text) }
        return draft
    }
}
