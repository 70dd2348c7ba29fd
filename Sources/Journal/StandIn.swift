import Foundation
import VideoAPI

/// Reads a draft as the journal has stored it.
func parse(_ text: String) -> JSONValue {
    (try? JSONDecoder().decode(Tree.self, from: Data(text.utf8)))?.value ?? .null
}

private struct Tree: Decodable {
    let value: JSONValue

    init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: Key.self) {
            value = .object(try members.allKeys.map { JSONMember($0.stringValue, try members.decode(Tree.self, forKey: $0).value) })
            return
        }
        let single = try decoder.singleValueContainer()
        if let number = try? single.decode(Int.self) {
            value = .integer(number)
        } else {
            value = .string(try single.decode(String.self))
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
