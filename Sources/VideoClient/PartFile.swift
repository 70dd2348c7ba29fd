import Foundation

/// A file on its way to be a video.
struct PartFile: Sendable {
    let name: String
    private let descriptor: Descriptor

    init(name: String, descriptor: Descriptor) {
        self.name = name
        self.descriptor = descriptor
    }

    /// Writes all of the bytes at a place.
    func write(_ bytes: some Sequence<UInt8>, at offset: Int) throws(SystemError) {
        var rest = Array(bytes)[...]
        var place = offset
        while !rest.isEmpty {
            let count = try SystemError.check {
                rest.withUnsafeBytes { pwrite(descriptor.number, $0.baseAddress, $0.count, off_t(place)) }
            }
            rest = rest.dropFirst(count)
            place += count
        }
    }

    /// Reads up to so many bytes at a place; fewer at the end of the file.
    func read(_ count: Int, at offset: Int) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = try SystemError.check { pread(descriptor.number, &bytes, count, off_t(offset)) }
        return Array(bytes.prefix(got))
    }

    /// Brings what was written to the disk.
    func synchronize() throws(SystemError) { try SystemError.check { fsync(descriptor.number) } }

    /// The bytes that are free for this user where the file is.
    func freeSpace() throws(SystemError) -> Int {
        var status = statvfs()
        try SystemError.check { fstatvfs(descriptor.number, &status) }
        let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return overflow ? .max : Int(clamping: bytes)
    }
}
