import VideoAPI

/// `export FILE.csv|FILE.jsonl`.
enum ExportCommand {
    static let command = Command(
        "export",
        group: .results,
        summary: "write the whole history of tasks to a new file, .csv or .jsonl",
        details: [
            "The history is yours: every task with its request, its states and times, its note and tags; in .jsonl every change as well. Times are UTC. Nothing is overwritten. Keys are not in it, and what signs an address is left out.",
            "In .csv a text that a spreadsheet would take for a formula, or that begins with an apostrophe, has an apostrophe in front; .jsonl has every text as it is.",
        ],
        examples: [
            .init("export tasks.csv", "writes a row a task, for a spreadsheet"),
            .init("export tasks.jsonl", "writes a JSON object a task, with all its changes"),
        ],
        parameters: .word("FILE", .file),
        run: { (_: inout Session, _: Turn, word: Token) throws(ShellError) in
            let ending = word.text.split(separator: ".").last.map { $0.lowercased() } ?? ""
            guard word.text.contains("."), let format = ExportFormat(rawValue: ending) else {
                throw ShellError(.badExportName(word.text), at: word.range)
            }
            return [.export(path: word.text, format)]
        }
    )
}
