import VideoAPI

extension APIKey.Fault {
    /// What is wrong with a key; no part of the key is in it.
    var words: String {
        switch self {
        case .empty: "that was empty; no key was stored"
        case .blank: "a key has no blanks in it; this one has, so it was not stored"
        case .control: "a key has no control characters in it; this one has, so it was not stored"
        case .notASCII: "a key has only ASCII letters, digits and signs; this one has others, so it was not stored"
        case .tooLong(let byteCount): "a key has at most 4096 bytes; this one has \(byteCount), so it was not stored"
        }
    }
}

extension ServiceAddress.Fault {
    /// What is wrong with the address of a service.
    var words: String {
        switch self {
        case .scheme(let scheme?): "\(scheme): is not http or https"
        case .scheme(nil): "the address must begin with https://"
        case .insecure(let host): "plain http to \(host) would show the key to anybody on the way: https, or http to this machine only"
        case .noHost: "the address names no host"
        case .host(let host): "\"\(host)\" is not a host"
        case .port(let port): "\"\(port)\" is not a port"
        case .userInfo: "the address carries a user name; a key is given with login"
        case .query: "the address has a ?query, which a base URL has not"
        case .fragment: "the address has a #fragment, which a base URL has not"
        case .path(let path): "\"\(path)\" is not a path of an address"
        }
    }
}
