/// Why a request body is refused, in the words of the API's error envelope.
package struct WireFault: Error, Sendable, Hashable {
    /// The code, such as `invalid_seed`.
    package let code: String
    /// The field that is to blame, by its wire name: `images[1]`, `seed`; nil when it is the body as a whole.
    package let param: String?
    /// What is wrong and what is taken instead, for people.
    package let message: String

    /// Names the code, the field and the reason.
    package init(_ code: String, param: String?, message: String) {
        self.code = code
        self.param = param
        self.message = message
    }

    /// A body that is not JSON.
    package init(_ fault: JSONFault) {
        self.init("invalid_json", param: nil, message: "the body is not valid JSON: \(fault.reason.rawValue) at byte \(fault.offset)")
    }
}
