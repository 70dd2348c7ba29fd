import TerminalText
import VideoAPI

/// A `curl …` line on its way into the draft.
struct CurlImport {
    /// The values of its body.
    let assignments: [Assignment]
    private let call: CurlCall
    private let unknownKeys: [String]

    /// Reads what stands behind the word `curl`.
    ///
    /// - Throws: every value that can never be legal, together; nothing of the line itself.
    init(_ rest: Substring) throws(ShellError) {
        let members: [JSONMember]
        do throws(CurlFault) {
            call = try CurlCall(rest)
            members = try Self.members(of: call.body)
        } catch {
            throw ShellError(error)
        }
        var assignments: [Assignment] = []
        var faults: [ShellError.Reason] = []
        for member in members where member.value != .null {
            do {
                for assignment in try Self.assignments(member) {
                    _ = try assignment.parsed()
                    assignments.append(assignment)
                }
            } catch {
                faults.append(error.reason)
            }
        }
        if faults.count == 1 { throw ShellError(faults[0]) }
        guard faults.isEmpty else { throw ShellError(.refused(faults)) }
        self.assignments = assignments
        unknownKeys = members.map(\.key).filter { Field.wired($0).isEmpty }
    }

    /// Makes the call the draft, and offers its key to `login`.
    func take(in session: inout Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        var draft = Draft()
        try assignments.apply(to: &draft, in: session, turn)
        let names = Set(assignments.map(\.field.name))
        let hidden = DraftWords.hidden(in: draft, of: FieldName.allCases.filter(names.contains))
        var effects = DraftChange.apply(draft, set: names, in: &session, remark: "(`undo` takes it back)", asDiff: true)
        // The line itself is never recorded: it may hold a key.
        session.recording?.append(contentsOf: ["reset"] + DraftScript.lines(from: Draft(), to: draft))
        let (remarks, question) = place(session, canAsk: session.canAsk && turn.surroundings.place == nil)
        let told =
            hidden + SetCommand.newlineRemarks(assignments, in: session)
            + (unknownKeyRemarks + call.remarks + remarks).map { StyledText($0, .faint) }
        if !told.isEmpty { effects.append(.tell(told)) }
        return effects + question
    }

    private var unknownKeyRemarks: [String] {
        guard !unknownKeys.isEmpty else { return [] }
        let names = unknownKeys.prefix(8).map { "\"\(Sanitizer.oneLine($0).cut(toWidth: 24))\"" }.joined(separator: ", ")
        return ["\(names) \(unknownKeys.count == 1 ? "is no field" : "are no fields") of this API; left out"]
    }
}

/// The body of the call.
extension CurlImport {
    /// Read to the letter: what a lenient reader mends could change a text that is paid for.
    private static func members(of body: String?) throws(CurlFault) -> [JSONMember] {
        guard let body, !body[...].trimmingBlanks().isEmpty else { throw .noBody }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body.utf8)
        } catch {
            throw .badBody(error)
        }
        guard let members = value.members else { throw .notObject }
        // The last one counts when a key stands twice, as for a server.
        return members.enumerated().filter { place, member in !members[(place + 1)...].contains { $0.key == member.key } }.map(\.element)
    }

    private static func assignments(_ member: JSONMember) throws(ShellError) -> [Assignment] {
        let fields = Field.wired(member.key)
        guard let field = fields.first else { return [] }
        if case .image = field.kind {
            let images = member.value.array ?? []
            guard images.count == 2 else { throw ShellError(.problem(Problem(.first, .imageCount(images.count)))) }
            return try zip(fields, images).map { field, image throws(ShellError) in
                Assignment(field: field, text: try text(image, of: field), range: nil)
            }
        }
        return [Assignment(field: field, text: try text(member.value, of: field), range: nil)]
    }

    /// A value as it would be typed; a number or a boolean is taken as its word where a word is due.
    private static func text(_ value: JSONValue, of field: Field) throws(ShellError) -> String {
        if let text = value.string { return text }
        switch field.kind {
        case .text, .image: throw ShellError(.wantsText(field.name))
        case .model, .size, .fixed, .flag, .seed: return value.text
        }
    }
}

/// Where the call goes, and its key.
extension CurlImport {
    private func place(_ session: Session, canAsk: Bool) -> (remarks: [String], question: [Effect]) {
        guard let typed = call.address else { return (keyRemark, []) }
        let path = typed.prefix { $0 != "?" && $0 != "#" }
        let trimmed = path.hasSuffix("/") ? path.dropLast() : path
        guard trimmed.hasSuffix("/videos") else {
            return (["its address does not end in /videos, so it may be another service's"] + keyRemark, [])
        }
        let address: ServiceAddress
        do {
            address = try ServiceAddress(typed: String(trimmed.dropLast("/videos".count)))
        } catch {
            let words = call.token == nil ? "can't be a profile's" : "is not one that a key can travel to"
            return (["its address \(words)"] + keyRemark, [])
        }
        guard let profile = profile(at: address, session) else {
            return (["no profile has its address: `profile add NAME \(address)`" + (call.token == nil ? "" : ", then `login`")], [])
        }
        let elsewhere = profile == session.profile ? [] : ["it goes to profile \(profile.name): `profile \(profile.name)`"]
        guard let token = call.token, canAsk else { return (elsewhere + keyRemark, []) }
        do {
            return (elsewhere, [.ask(.keepKey(profile: profile.name, try APIKey(token)))])
        } catch {
            return (elsewhere + ["its key was left out: \(error.words)"], [])
        }
    }

    private var keyRemark: [String] { call.token == nil ? [] : ["its key was left out: `login`"] }

    /// The profile with that origin: the one in use if it has it, else the one with the whole address.
    private func profile(at address: ServiceAddress, _ session: Session) -> Profile? {
        let fitting = ([session.profile] + session.settings.profiles).filter { $0.address?.origin == address.origin }
        return fitting.first { $0.address == address } ?? fitting.first
    }
}

extension Field {
    /// The fields that a key of the body speaks of; `images` speaks of two.
    fileprivate static func wired(_ key: String) -> [Field] { all.filter { $0.wireName == key } }
}
