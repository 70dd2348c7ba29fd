/// A run of letters, digits, `-` and `_`, and what it says of itself or of what follows.
struct SecretName {
    private let text: String
    /// In small letters, without `-` and `_`: `X-Api-Key`, `api_key` and `apiKey` are the same.
    private let folded: String

    /// Long names are none.
    private static let longest = 64
    /// The least length of a run of letters and digits that may be a key.
    private static let randomLength = 32

    private static let secrets = [
        "apikey", "token", "password", "passwd", "passphrase", "secret", "accesskey", "secretkey", "privatekey", "credential",
        "credentials",
    ]
    /// Names that no prompt has before a colon.
    private static let plain = ["apikey", "authtoken", "accesstoken", "securitytoken", "accesskey", "secretkey", "clientsecret"]
    /// Parts of the names that storage services and caches give to query values and headers which sign an address, or open what it leads to.
    private static let parts = [
        "sig", "token", "key", "credential", "secret", "auth", "password", "session", "cookie", "policy", "hmac", "hdn", "gda", "accessid",
        "qak", "jwt",
    ]
    private static let schemes: Set = ["bearer", "basic", "token", "digest", "apikey", "negotiate", "ntlm", "key"]

    init(_ bytes: some Collection<UInt8>) {
        text = String(decoding: bytes, as: UTF8.self)
        folded = bytes.count > Self.longest ? "" : text.lowercased().filter { $0 != "-" && $0 != "_" }
    }

    /// `Authorization`, `Proxy-Authorization`.
    var isHeader: Bool { folded.hasSuffix("authorization") }
    /// The header's own spelling: a bearer of light in a prompt is none.
    var isBearer: Bool { text.hasSuffix("Bearer") }
    var isScheme: Bool { Self.schemes.contains(folded) }
    /// Whether a secret stands behind its equals sign.
    var isSecret: Bool { Self.secrets.contains { folded.hasSuffix($0) } }
    /// Whether one stands behind a colon as well, even without quotes.
    var isPlain: Bool { Self.plain.contains { folded.hasSuffix($0) } }
    /// Whether the value of a query or a header of that name may be secret.
    var mayBeSecret: Bool { folded != "idempotencykey" && Self.parts.contains { folded.contains($0) } }
    /// A variable of the environment, behind which `setenv` has its value.
    var isVariable: Bool { isPlain && text.utf8.allSatisfy { $0 == 0x5F || $0.isOfName && $0 & 0x20 == 0 || $0.isDigit } }
    /// The form that many services give their keys; in words there is neither a digit nor a capital letter.
    var looksLikeKey: Bool {
        text.hasPrefix("sk-") && text.utf8.count >= 12 && text.utf8.dropFirst(3).contains { $0.isDigit || (0x41...0x5A).contains($0) }
    }
    /// A long run of letters and digits without sense, as keys are; a number or a word is none.
    var isRandom: Bool {
        guard text.utf8.count >= Self.randomLength else { return false }
        return text.utf8.count { $0.isDigit } >= 4 && text.utf8.count { $0.isOfName && !$0.isDigit && $0 > 0x2D && $0 != 0x5F } >= 8
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
    /// A letter, a digit, `-` or `_`.
    var isOfName: Bool { isDigit || (0x61...0x7A).contains(self | 0x20) || self == 0x2D || self == 0x5F }
    var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    var isQuote: Bool { self == 0x22 || self == 0x27 || self == 0x60 }
}
