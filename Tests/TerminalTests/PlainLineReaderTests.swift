import Glibc
import Testing
import Workers

@testable import Terminal

@Suite(.timeLimit(.minutes(1)))
struct PlainLineReaderTests {
    /// Reads all lines of what is fed through a pipe in these pieces, each of which the reader meets on its own.
    private func read(_ pieces: [[UInt8]], limit: Int = 1 << 20) async throws -> [PlainLine] {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        let reader = try #require(PlainLineReader(descriptor: ends[0], limit: limit))
        var lines: [PlainLine] = []
        let whole = pieces.flatMap { $0 }
        if whole.count <= 4096 {
            for piece in pieces {
                #expect(write(ends[1], piece, piece.count) == piece.count)
                // A piece without a line end gives no line to wait for.
                if piece.contains(UInt8(ascii: "\n")) { lines += await reader.next() }
            }
            close(ends[1])
        } else {
            let writer = ends[1]
            let isStarted = WorkThread.detach {
                _ = Descriptor(writer).write(String(decoding: whole, as: UTF8.self))
                close(writer)
            }
            #expect(isStarted)
        }
        while case let batch = await reader.next(), !batch.isEmpty { lines += batch }
        return lines
    }

    @Test("lines are the same wherever the chunks end", arguments: [1, 2, 3, 5, 7, 100])
    func chunks(_ size: Int) async throws {
        let bytes = Array("set seed 7\r\n\nset prompt 黑猫🎬\r\nlast".utf8)
        let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min(bytes.count, $0 + size)]) }
        #expect(try await read(pieces) == [.text("set seed 7"), .text(""), .text("set prompt 黑猫🎬"), .text("last")])
    }

    @Test(
        "what is no text is told with line and byte, and the next line is read",
        arguments: [
            ([0x61, 0xFF], InputFault.Reason.notUTF8(byte: 2)), ([0x61, 0x62, 0x00], .null(byte: 3)), ([0xE7, 0x8C], .notUTF8(byte: 1)),
            (Array(repeating: 0x61, count: 101), .tooLong(limit: 100)),
        ] as [([UInt8], InputFault.Reason)]
    )
    func faults(_ line: [UInt8], _ reason: InputFault.Reason) async throws {
        let lines = try await read([Array("one\n".utf8) + line + Array("\nthree".utf8)], limit: 100)
        #expect(lines == [.text("one"), .fault(InputFault(line: 2, reason: reason)), .text("three")])
    }

    @Test("the limit is without the line end", arguments: ["\n", "\r\n", ""])
    func limit(_ end: String) async throws {
        #expect(
            try await read([Array((String(repeating: "x", count: 100) + end).utf8)], limit: 100) == [
                .text(String(repeating: "x", count: 100))
            ]
        )
    }

    @Test("a line of 10 MB is one fault, not memory")
    func hugeLine() async throws {
        let lines = try await read([Array(repeating: UInt8(ascii: "x"), count: 10_000_000) + Array("\nafter".utf8)])
        #expect(lines == [.fault(InputFault(line: 1, reason: .tooLong(limit: 1 << 20))), .text("after")])
    }

    @Test("a byte order mark at the beginning is dropped, and there alone")
    func byteOrderMark() async throws {
        #expect(try await read([Array("\u{FEFF}one\n\u{FEFF}two\n".utf8)]) == [.text("one"), .text("\u{FEFF}two")])
    }

    @Test("an empty input has no lines") func empty() async throws { #expect(try await read([]) == []) }

    @Test("two hundred thousand lines arrive, in order")
    func many() async throws {
        let lines = try await read([Array((0..<200_000).map { "set seed \($0)\n" }.joined().utf8)])
        #expect(lines.count == 200_000)
        #expect(lines.enumerated().allSatisfy { $1 == .text("set seed \($0)") })
    }

    @Test("closing ends a wait that nothing else would end")
    func closing() async throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let reader = try #require(PlainLineReader(descriptor: ends[0]))
        async let lines = reader.next()
        reader.close()
        #expect(await lines == [])
        #expect(await reader.next() == [])
    }

    @Test("a wait that is broken off leaves the reader as it was: the next gets the next line")
    func brokenOff() async throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let reader = try #require(PlainLineReader(descriptor: ends[0]))
        for _ in 0..<100 {
            let task = Task { await reader.next() }
            task.cancel()
            #expect(await task.value == [])
        }
        #expect(Descriptor(ends[1]).write("one\n"))
        #expect(await reader.next() == [.text("one")])
        reader.close()
    }

    @Test("a line that comes just as its wait is broken off is the next wait's")
    func keepsWhatNobodyAwaits() async throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        let reader = try #require(PlainLineReader(descriptor: ends[0]))
        for number in 1...500 {
            let wait = Task { await reader.next() }
            #expect(Descriptor(ends[1]).write("\(number)\n"))
            wait.cancel()
            var lines = await wait.value
            if lines.isEmpty { lines = await reader.next() }
            try #require(lines == [.text("\(number)")])
        }
        reader.close()
    }

    @Test("^D at a terminal that was typed too early for a line ends nothing; that nobody is at it any more does")
    func dropsEnds() async throws {
        let terminal = try PseudoTerminal()
        defer { terminal.close() }
        let reader = try #require(PlainLineReader(descriptor: terminal.slave))
        terminal.type("\u{04}one\n\u{04}\u{04}two\n")
        reader.dropEnds()
        #expect(await reader.next() == [.text("one")])
        #expect(await reader.next() == [.text("two")])
        reader.dropEnds()
        terminal.hangUp()
        #expect(await reader.next() == [])
    }

    @Test("^D at a terminal is the end otherwise")
    func ends() async throws {
        let terminal = try PseudoTerminal()
        defer { terminal.close() }
        let reader = try #require(PlainLineReader(descriptor: terminal.slave))
        terminal.type("one\n\u{04}")
        #expect(await reader.next() == [.text("one")])
        #expect(await reader.next() == [])
    }

    @Test("what cannot be read is a fault")
    func unreadable() async throws {
        let folder = open("/tmp", O_RDONLY)
        defer { close(folder) }
        let reader = try #require(PlainLineReader(descriptor: folder))
        let lines = await reader.next()
        guard case .fault(let fault)? = lines.first, case .unreadable = fault.reason else {
            Issue.record("\(lines)")
            return
        }
        #expect(await reader.next() == [])
    }
}
