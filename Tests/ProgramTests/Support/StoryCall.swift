/// One call of a run: what it is called, and which of those that are called the same.
///
/// Several threads make the calls, so that which comes after which differs from run to run; what this names does not.
struct StoryCall: Hashable, Sendable, CustomStringConvertible {
    let text: String
    let occurrence: Int

    var description: String { "\(text) (\(occurrence))" }

    /// Whether a process makes it that the program has started: the encoder.
    var isOfChild: Bool { text.hasSuffix(" by a child") }

    /// Numbers the calls of a run.
    static func all(_ calls: some Sequence<String>) -> [StoryCall] {
        var counts: [String: Int] = [:]
        return calls.map { text in
            counts[text, default: 0] += 1
            return StoryCall(text: text, occurrence: counts[text, default: 0])
        }
    }
}

extension [StoryCall] {
    /// Those from the word that the task was sent to the first file of its video.
    var whileAskedAfter: [StoryCall] {
        let told = firstIndex { $0.text == "write to diagnostics" } ?? endIndex
        let saved = firstIndex { $0.text.hasPrefix("open films/") } ?? endIndex
        return Array(self[told..<Swift.max(told, saved)])
    }

    /// Of many in a row that are called the same the first and the last.
    var endsOfRows: [StoryCall] {
        indices.filter { index in
            index == startIndex || index == endIndex - 1 || self[index - 1].text != self[index].text
                || self[index + 1].text != self[index].text
        }.map { self[$0] }
    }

    /// Those of which half can be done.
    var writing: [StoryCall] {
        filter { call in ["write", "pwrite", "writev", "sendto"].contains { call.text.hasPrefix($0 + " ") } }
    }

    /// Those that a full disk refuses.
    var takingSpace: [StoryCall] {
        filter { call in
            let isOfFile = !["a connection", "to output", "to diagnostics"].contains { call.text.hasSuffix($0) }
            return isOfFile && !["fsync", "fdatasync", "ftruncate", "unlink"].contains { call.text.hasPrefix($0 + " ") }
        }
    }

    /// The first of each kind that has to do with a film that is rendered here: in the server's folder, and on connections.
    var kindsOfRendering: [StoryCall] {
        filter { $0.occurrence == 1 && ($0.text.contains("/server") || $0.text.contains("a connection")) }
    }
}
