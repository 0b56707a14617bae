import Glibc

/// Cuts a chunk into physical lines, each with its line end.
///
/// A chunk may end inside a line, or between the CR and the LF of one line end; the caller remembers that.
struct LineCursor {
    private let text: UnsafeBufferPointer<UInt8>
    private var position = 0
    /// The first CR at or after `position`, looked up once for many lines; `text.count` when there is none.
    private var nextCR = -1

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    /// The next line with its end, or what is left of the chunk.
    mutating func next() -> UnsafeBufferPointer<UInt8>? {
        if position == text.count { return nil }
        if nextCR < position { nextCR = find(0x0D, from: position, to: text.count) }
        var end = find(0x0A, from: position, to: nextCR)
        if end == text.count { return take(upTo: end) }
        let isCRLF = end == nextCR && end + 1 < text.count && text[end + 1] == 0x0A
        end += isCRLF ? 2 : 1
        return take(upTo: end)
    }

    private mutating func take(upTo end: Int) -> UnsafeBufferPointer<UInt8> {
        defer { position = end }
        return UnsafeBufferPointer(rebasing: text[position..<end])
    }

    /// The index of the byte, or `end`.
    private func find(_ byte: UInt8, from start: Int, to end: Int) -> Int {
        guard let base = text.baseAddress, start < end, let found = memchr(base + start, Int32(byte), end - start)
        else {
            return end
        }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
