/// Why a picture was not fetched.
package enum PictureFetchError: Error, Sendable, Hashable {
    /// Not http or https, or with a user name, or malformed.
    case badAddress
    /// Another port than 80 and 443.
    case port(Int)
    case unknownHost(String)
    /// One of the host's addresses is not on the open internet; which one is not told, since it would describe the network inside.
    case notPublic(host: String)
    /// A fourth redirect, or one to no such address, or from https to http.
    case badRedirect
    /// Another status than 200.
    case refused(status: Int)
    case tooLarge(limit: Int)
    /// Not all of it came in time.
    case timeout
    /// The reason, not yet fit for a terminal.
    case network(String)
    case cancelled
}
