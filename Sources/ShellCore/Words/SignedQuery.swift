/// Which values in the query of an address sign it, or open what it leads to.
enum SignedQuery {
    /// Whether a part `name=value` is a secret. The name does not say it where a value has values of its own: `t=exp=9~hmac=…`.
    static func isSecret(_ part: some StringProtocol) -> Bool {
        part.lowercased().contains("hmac=") || SecretName(part.utf8.prefix { $0 != UInt8(ascii: "=") }).mayBeSecret
    }
}
