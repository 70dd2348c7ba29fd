/// Makes control characters visible, all but line ends and tabs. To be replaced by `Sanitizer.visible` of TerminalText.
@Sendable func standInSanitiser(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        if scalar != "\n", scalar != "\t", scalar.properties.generalCategory == .control {
            result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
        } else {
            result.append(scalar)
        }
    }
    return String(result)
}
