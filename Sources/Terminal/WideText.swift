import CEditLine
import Glibc
import TerminalText

/// A text as C's wide characters, with the zero at its end.
func wide(_ text: some Sequence<Unicode.Scalar>) -> [wchar_t] {
    text.map { wchar_t(bitPattern: $0.value) } + [0]
}

func wide(_ text: String) -> [wchar_t] { wide(text.unicodeScalars) }

extension String {
    /// The text of wide characters that libedit holds, all of which came from scalars.
    init(wide characters: UnsafeBufferPointer<wchar_t>) {
        self.init(scalars: characters.compactMap { Unicode.Scalar(UInt32(bitPattern: $0)) })
    }
}

/// Wide text at an address that stays the same until it is filled anew, for a callback to return.
final class WideBuffer {
    private(set) var start: UnsafeMutablePointer<wchar_t>
    private var capacity: Int

    init() {
        capacity = 64
        start = .allocate(capacity: capacity)
        start.initialize(repeating: 0, count: capacity)
    }

    deinit { start.deallocate() }

    func fill(_ text: some Collection<Unicode.Scalar>) {
        let needed = text.count + 1
        if needed > capacity {
            start.deallocate()
            capacity = needed * 2
            start = .allocate(capacity: capacity)
            start.initialize(repeating: 0, count: capacity)
        }
        for (index, scalar) in text.enumerated() { start[index] = wchar_t(bitPattern: scalar.value) }
        start[needed - 1] = 0
    }
}
