/// What a typed value turned out to be.
package enum ParsedValue: Sendable, Hashable {
    /// A legal value.
    case value(FieldValue)
    /// The path of a file that somebody with a file system has to look at first.
    case path(String)
}

extension Field {
    /// Reads a value as a person types it.
    ///
    /// - Throws: a ``Problem`` for a value that can never be legal, whatever the other fields say.
    package func parse(_ text: String) throws(Problem) -> ParsedValue {
        switch kind {
        case .model: .value(.model(try parseModel(text)))
        case .size: .value(.size(try parseSize(text)))
        case .image: try parseImage(text)
        case .text(let limit): .value(.text(try parseText(text, limit: limit)))
        case .fixed(let value): .value(try parseFixed(text, value: value))
        case .flag: .value(.flag(try parseFlag(text)))
        case .seed(let range): .value(.seed(try parseSeed(text, range: range)))
        }
    }

    private func parseModel(_ text: String) throws(Problem) -> Model {
        if let model = Model(typed: text) { return model }
        let spellings = Model.allCases.flatMap { [$0.wireName] + $0.aliases }
        let near = Nearest.match(for: text, among: spellings).flatMap(Model.init(typed:))
        throw Problem(name, .unknownWord(given: text, legal: legalWords, nearest: near?.wireName))
    }

    private func parseSize(_ text: String) throws(Problem) -> VideoSize {
        if let size = VideoSize(typed: text) { return size }
        let near = Nearest.match(for: text, among: legalWords) ?? nearestTier(to: text)
        throw Problem(name, .unknownWord(given: text, legal: legalWords, nearest: near))
    }

    /// A number is nearest to the tier with the nearest number, however the letters differ.
    private func nearestTier(to text: String) -> String? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let wanted = Int(digits), wanted < 100_000 else { return nil }
        let tiers = VideoSize.allCases.compactMap { size in Int(size.wireName.dropLast()).map { (size, abs($0 - wanted)) } }
        return tiers.min { $0.1 < $1.1 }?.0.wireName
    }

    private func parseText(_ text: String, limit: Int) throws(Problem) -> String {
        let normalised = TextLimit.normalised(text)
        if let nul = normalised.unicodeScalars.firstIndex(of: "\0") {
            let offset = normalised.unicodeScalars.distance(from: normalised.unicodeScalars.startIndex, to: nul)
            throw Problem(name, .nul(offset: offset))
        }
        let count = TextLimit.count(normalised)
        guard count <= limit else { throw Problem(name, .tooLong(text: normalised, count: count, limit: limit)) }
        return normalised
    }

    private func parseFixed(_ text: String, value: String) throws(Problem) -> FieldValue {
        guard text == value else { throw Problem(name, .fixed(given: text, value: value)) }
        return .fixed(value)
    }

    private func parseFlag(_ text: String) throws(Problem) -> Bool {
        switch text.lowercased() {
        case "on", "yes", "true", "1": true
        case "off", "no", "false", "0": false
        default: throw Problem(name, .notFlag(given: text))
        }
    }

    private func parseSeed(_ text: String, range: ClosedRange<Int>) throws(Problem) -> SeedChoice {
        switch text.lowercased() {
        case "random": return .random
        case "keep": return .keep
        case "server": return .server
        default: break
        }
        // ASCII digits alone: Int would also take "+5".
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), range.contains(number)
        else { throw Problem(name, .notSeed(given: text, range: range)) }
        return .value(number)
    }

    private func parseImage(_ text: String) throws(Problem) -> ParsedValue {
        do {
            guard let reference = try ImageReference.parse(text) else { return .path(ImageReference.path(inFileURL: text) ?? text) }
            return .value(.image(reference))
        } catch {
            throw Problem(name, .address(given: text, fault: error))
        }
    }
}
