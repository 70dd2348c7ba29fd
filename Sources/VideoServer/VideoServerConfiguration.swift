package import Foundation

/// What a server is told by the program that starts it.
package struct VideoServerConfiguration: Sendable {
    /// The TCP port on the loopback addresses; 0 takes any that is free.
    package var port: Int
    /// What clients must send as `Authorization: Bearer …`; never empty.
    package var token: String
    /// The absolute path of the folder that keeps the jobs; made, with mode 0700, if it is not there.
    package var folder: String
    /// Whether picture addresses may lead to this machine, on any port: for tests and demos without a network.
    package var allowLoopbackImages: Bool

    /// States what a server is told.
    package init(port: Int = 0, token: String, folder: String, allowLoopbackImages: Bool = false) {
        self.port = port
        self.token = token
        self.folder = folder
        self.allowLoopbackImages = allowLoopbackImages
    }
}

/// What a server needs of the world around it, given by the program; tests script it.
package struct VideoServerSeams: Sendable {
    /// Fetches a picture from an address whose form and literal host were checked; it checks what the host resolves to.
    package typealias PictureFetching = @Sendable (_ address: String) async throws(PictureFetchFault) -> [UInt8]

    package var fetchPicture: PictureFetching
    package var now: @Sendable () -> Date
    /// Draws the seed of a request that names none: 0 to 2147483647.
    package var drawSeed: @Sendable () -> Int

    /// Joins the parts; only the fetch has no default, as it needs a network.
    package init(
        fetchPicture: @escaping PictureFetching,
        now: @escaping @Sendable () -> Date = { Date() },
        drawSeed: @escaping @Sendable () -> Int = { Int.random(in: 0...2_147_483_647) }
    ) {
        self.fetchPicture = fetchPicture
        self.now = now
        self.drawSeed = drawSeed
    }
}

/// Why a picture could not be fetched from its address.
package struct PictureFetchFault: Error, Sendable, Hashable {
    /// For people: lower case, without the picture's place, such as "the host does not answer".
    package let message: String

    /// Keeps the words.
    package init(_ message: String) { self.message = message }
}

/// Why a server could not start.
package struct VideoServerFault: Error, Sendable, Hashable {
    /// For people: what is wrong and what to do.
    package let message: String
}
