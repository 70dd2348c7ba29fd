package import VideoAPI

/// All that is written down of a task before anything of it is sent.
package struct NewTask: Sendable, Hashable {
    package var profile: String
    package var origin: String
    /// Tells the key apart from others without giving it away; nil when none is needed.
    package var keyFingerprint: String?
    /// A task of the embedded server.
    package var isDemo: Bool
    /// What `Draft.stored(digest:)` gives of the draft as it is sent.
    package var draft: JSONValue
    /// A hash of the whole request, its seed included.
    package var requestHash: String
    /// The same without the seed.
    package var draftHash: String
    package var idempotencyKey: String

    /// Joins what the sender knows.
    package init(
        profile: String,
        origin: String,
        keyFingerprint: String? = nil,
        isDemo: Bool = false,
        draft: JSONValue,
        requestHash: String,
        draftHash: String,
        idempotencyKey: String
    ) {
        self.profile = profile
        self.origin = origin
        self.keyFingerprint = keyFingerprint
        self.isDemo = isDemo
        self.draft = draft
        self.requestHash = requestHash
        self.draftHash = draftHash
        self.idempotencyKey = idempotencyKey
    }
}
