/// Why a call did not give what it should, and whether money may have been spent.
package struct ServiceError: Error, Sendable, Hashable {
    /// The class, which decides what happens next.
    package var kind: Kind
    /// What is known of the sending; meaningful for submits.
    package var sending: Sending
    /// The HTTP status, when a head came.
    package var httpStatus: Int?
    /// The service's own code.
    package var code: String?
    /// The service's message, or the transport's, as it came; not yet fit for a terminal.
    package var message: String
    /// The field that the service blames, by its wire name: `images[1]`, `prompt`.
    package var param: String?
    /// The service's name for the answer.
    package var requestID: String?
    /// How long the service asks to wait.
    package var retryAfter: Duration?
    /// The answer as it came, at most 64 KiB of it, for an unconfirmed submit.
    package var reply: String?

    /// The class of an error, as docs/reference/errors.md explains them.
    package enum Kind: String, CaseIterable, Sendable {
        case auth, quota, notAllowed = "not_allowed", rateLimit = "rate_limit", input, imageUnreachable = "image_unreachable", moderation,
            notFound = "not_found", expired, upstream, network, unconfirmed, cancelled, localDisk = "local_disk"
    }

    /// What is known of a request that did not come to a good end.
    package enum Sending: String, Sendable {
        /// No byte of it left: nothing can have been charged.
        case notSent = "not sent"
        /// A whole answer refused it: nothing was charged.
        case rejected
        /// A byte left, and no whole readable answer came: it may have been accepted and charged.
        case unconfirmed
    }

    /// An error with the parts that each has.
    package init(_ kind: Kind, sending: Sending, message: String, httpStatus: Int? = nil, code: String? = nil) {
        self.kind = kind
        self.sending = sending
        self.message = message
        self.httpStatus = httpStatus
        self.code = code
    }
}
