package import VideoAPI

/// A service that tasks can go to.
package struct Profile: Sendable, Hashable {
    /// The word that people type.
    package let name: String
    /// Nil for the embedded server, whose address is only known when it runs.
    package let address: ServiceAddress?

    /// Names a service.
    package init(name: String, address: ServiceAddress?) {
        self.name = name
        self.address = address
    }

    /// The embedded server: free, offline, without a key.
    package static let local = Profile(name: "local", address: nil)

    /// Whether a task of it may cost money, so that it is asked for first.
    package var isPaid: Bool { address != nil }

    /// The profiles that are there on a fresh machine; the address of `hosted` is the API page's.
    package static let builtIn: [Profile] = [
        .local,
        Profile(name: "hosted", address: try? ServiceAddress(typed: "https://baze-api.powerbuyin.top/v1")),
    ]

    /// Whether a word can name a profile, a draft or an alias: 1 to 32 letters, digits, `-` and `_`, a letter or digit first.
    package static func isName(_ word: String) -> Bool {
        guard let first = word.unicodeScalars.first, word.unicodeScalars.count <= 32 else { return false }
        let isWord: (Unicode.Scalar) -> Bool = { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        return isWord(first) && word.unicodeScalars.allSatisfy { isWord($0) || $0 == "-" || $0 == "_" }
    }
}
