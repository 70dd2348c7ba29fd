import Foundation
import GRDB

/// A text of a service, kept to the last byte: SQLite's text ends for GRDB at the first NUL, so one with a NUL is stored as a blob.
struct ExactText: Hashable, Codable, DatabaseValueConvertible {
    let string: String

    init(_ string: String) { self.string = string }

    var databaseValue: DatabaseValue {
        string.utf8.contains(0) ? Data(string.utf8).databaseValue : string.databaseValue
    }

    static func fromDatabaseValue(_ value: DatabaseValue) -> ExactText? {
        switch value.storage {
        case .string(let text): ExactText(text)
        case .blob(let bytes): ExactText(String(decoding: bytes, as: UTF8.self))
        case .int64, .double, .null: nil
        }
    }
}
