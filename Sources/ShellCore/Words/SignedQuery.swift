/// Which values in the query of an address sign it, or open what it leads to.
package enum SignedQuery {
    /// Parts of the names that storage services and caches give to them.
    private static let names = [
        "sig", "token", "key", "credential", "secret", "auth", "password", "policy", "hmac", "hdn", "__gda__", "accessid", "q-ak", "jwt",
    ]

    /// Whether a part `name=value` is a secret. The name does not say it where a value has values of its own: `t=exp=9~hmac=…`.
    package static func isSecret(_ part: Substring) -> Bool {
        let part = part.lowercased()
        let name = part.prefix { $0 != "=" }
        return part.contains("hmac=") || names.contains { name.contains($0) }
    }
}
