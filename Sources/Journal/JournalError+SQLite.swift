import GRDB

extension JournalError {
    /// Sorts what came out of a database call.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as JournalError: self = error
        case let error as DatabaseError: self.init(sqlite: error, path: path)
        // What these say of themselves shows the whole row.
        case is RowDecodingError, is DecodingError: self = .corrupt(message: "a row can't be read")
        default: self = .other(code: 0, message: "\(type(of: error))")
        }
    }

    private init(sqlite error: DatabaseError, path: String) {
        let message = error.message ?? String(describing: error.resultCode)
        if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE {
            self = .diskFull  // the index of the write-ahead log could not grow
            return
        }
        switch error.resultCode {
        case .SQLITE_FULL: self = .diskFull
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .locked
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(message: message)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .notWritable(path: path, message: message)
        default: self = .other(code: Int(error.extendedResultCode.rawValue), message: message)
        }
    }
}
