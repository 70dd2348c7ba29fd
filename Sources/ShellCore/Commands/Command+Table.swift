extension Command {
    /// Every command, in the order in which help lists them.
    package static let all: [Command] = [
        SetCommand.command, UnsetCommand.command, ShowCommand.command, DescribeCommand.command, ExplainCommand.command,
        CheckCommand.command, DraftHistoryCommands.swap, DraftHistoryCommands.undo, DraftHistoryCommands.redo,
        DraftHistoryCommands.reset, SampleCommand.command,
        AppendCommands.prompt, AppendCommands.negative, SubstituteCommand.command, EditCommand.command,
        SubmitCommand.command, WatchCommands.watch, WatchCommands.wait, TasksCommand.command, FollowCommands.forget, FollowCommands.cancel,
        ResolveCommand.command,
        RetryCommand.command, VaryCommand.command, SweepCommand.command, RetryCommand.use, SharingCommands.diff,
        CompareCommand.command, MarkCommands.star, MarkCommands.note, MarkCommands.tag,
        ResultCommands.download, ResultCommands.open, SharingCommands.json, CurlCommand.command,
        DraftFileCommands.save, DraftFileCommands.load, DraftFileCommands.drafts,
        CostCommand.command, BudgetCommand.command, ExportCommand.command,
        ScriptCommands.run, ScriptCommands.script, ProfileCommand.command, LoginCommand.command, LoginCommand.logout,
        ConfigCommand.command, AliasCommand.command, HistoryCommand.command, HelpCommand.command, HelpCommand.version,
        HelpCommand.exit,
        RecallCommand.command, NotifyCommand.command,
    ]

    /// Whether its name is a word, which a beginning may stand for.
    var isWord: Bool { name.allSatisfy(\.isLetter) }

    /// The command that a word calls: its name or an alias.
    package static func named(_ word: String) -> Command? {
        all.first { $0.name == word || $0.aliases.contains(word) }
    }
}
