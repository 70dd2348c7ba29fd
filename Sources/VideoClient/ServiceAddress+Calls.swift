package import VideoAPI

extension ServiceAddress {
    /// Where requests for videos go.
    var videos: String { description + "/videos" }

    /// Where a task is asked for; nil for an odd id, which is never put into an address.
    func video(_ id: TaskID) -> String? {
        id.isOdd ? nil : videos + "/" + PathSegment.encoded(id.rawValue)
    }

    /// Where a task is called off; nil for an odd id.
    func cancellation(of id: TaskID) -> String? {
        video(id).map { $0 + "/cancel" }
    }

    /// Where a task's video is when the service named no address; nil for an odd id.
    package func content(of id: TaskID) -> String? {
        video(id).map { $0 + "/content" }
    }
}

/// One segment of an address's path.
enum PathSegment {
    /// Escapes every byte that could mean anything but itself; dots too where they are all there is, since `..` leads upwards.
    static func encoded(_ text: String) -> String {
        let isDots = text.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
        return text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x7E: String(UnicodeScalar(byte))
            case 0x2E where !isDots: "."
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
