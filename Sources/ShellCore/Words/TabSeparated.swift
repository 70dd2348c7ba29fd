import TerminalText

/// One line for a program that reads columns.
enum TabSeparated {
    /// The fields with a tab between each two; what could break the line is made visible.
    static func line(_ fields: [String]) -> String {
        let columns = fields.map { _ in TextTable.Column("") }
        return TextTable(columns: columns, rows: [fields.map { StyledText($0) }]).tabSeparated().joined()
    }
}
