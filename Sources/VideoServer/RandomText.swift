/// Text that nobody can guess.
enum RandomText {
    /// Letters and digits, about six bits each, by the system's generator.
    static func alphanumeric(_ count: Int) -> String {
        let letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        return String((0..<count).compactMap { _ in letters.randomElement() })
    }
}
