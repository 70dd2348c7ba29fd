import VideoAPI

/// A draft as a script of the shell's own commands.
enum DraftScript {
    /// One `set` for each field that was set; pictures as where they are.
    static func text(of draft: Draft) -> String {
        draft.setFields.compactMap { name in draft[name].map { line(name, $0) + "\n" } }.joined()
    }

    /// What brings one draft to another.
    static func lines(from old: Draft, to new: Draft) -> [String] {
        FieldName.allCases.filter { old[$0] != new[$0] }.map { name in new[name].map { line(name, $0) } ?? "unset \(name.rawValue)" }
    }

    private static func line(_ name: FieldName, _ value: FieldValue) -> String {
        switch value {
        case .image(.forgotten): "# \(name.rawValue) was a data: URL whose bytes were not kept"
        case .image(let reference): "set \(name.rawValue) \(Lexer.quote(reference.typed))"
        case .text(let text): line(name, text)
        case .model, .size, .flag, .seed, .fixed: "set \(name.rawValue) \(value.typed)"
        }
    }

    /// Nothing in a text has a meaning but what stands at its ends; one that no quotes can hold is given line by line.
    static func line(_ name: FieldName, _ text: String) -> String {
        let isSafe = !text.contains(where: \.isNewline) && !text.hasPrefix("<<")
        if isSafe, !text.isEmpty, let quoted = Lexer.verbatimQuoted(text) { return "set \(name.rawValue) \(quoted)" }
        if text.isEmpty { return "set \(name.rawValue) \"\"" }
        let lines = Set(text.scriptLines.map { String($0[...].trimmingBlanks()) })
        let end = (0...lines.count).lazy.map { $0 == 0 ? "END" : "END\($0)" }.first { !lines.contains($0) } ?? "END"
        return "set \(name.rawValue) <<\(end)\n\(text)\n\(end)"
    }

    /// What one line of such a script sets.
    struct Entry {
        private let assignment: Assignment
        private let place: ScriptPlace

        fileprivate init(_ assignment: Assignment, at place: ScriptPlace) {
            self.assignment = assignment
            self.place = place
        }

        /// The file that has to be looked at first.
        func need() throws(ShellError) -> Need? { try place.blamed { () throws(ShellError) in try assignment.need() } }

        /// Sets the value in a draft.
        func apply(to draft: inout Draft, _ turn: Turn) throws(ShellError) {
            try place.blamed { () throws(ShellError) in try assignment.apply(to: &draft, turn) }
        }
    }

    /// What such a script sets.
    ///
    /// - Parameter path: the file, for the places of errors.
    /// - Throws: for a line that is neither `set` nor `field=value`.
    static func entries(in text: String, name: String, path: String) throws(ShellError) -> [Entry] {
        var entries: [Entry] = []
        var open: OpenText?
        for (offset, line) in text.scriptLines.enumerated() {
            let here = ScriptPlace(name: path, line: offset + 1)
            var assignments: [Assignment] = []
            if var text = open {
                let isWhole = text.take(line)
                open = isWhole ? nil : text
                if isWhole { assignments = try text.assignments }
            } else {
                open = OpenText(opening: line)
                open?.place = here
                if open == nil { assignments = try here.blamed { () throws(ShellError) in try self.assignments(inLine: line, of: name) } }
            }
            entries += assignments.map { Entry($0, at: here) }
        }
        guard let open else { return entries }
        let error = ShellError(.openText(end: open.end))
        throw open.place.map(error.moved(to:)) ?? error
    }

    private static func assignments(inLine line: String, of name: String) throws(ShellError) -> [Assignment] {
        let line = line[...].trimmingBlanks()
        guard !line.isEmpty, !line.hasPrefix("#") else { return [] }
        do {
            return try SetCommand.assignments(in: line).map { Assignment(field: $0.field, text: $0.text, range: nil) }
        } catch {
            throw ShellError(.file(path: "draft \(name)", message: "it can't be read at \"\(line.prefix(60))\""))
        }
    }
}

extension ScriptPlace {
    /// Does something whose error is one of this line.
    fileprivate func blamed<Value>(_ work: () throws(ShellError) -> Value) throws(ShellError) -> Value {
        do {
            return try work()
        } catch {
            throw error.moved(to: self)
        }
    }
}
