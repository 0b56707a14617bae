/// What the cell parsers know about bytes.
enum ASCII {
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

    static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// Whether every byte is ASCII.
    static func holds(_ cell: Span<UInt8>) -> Bool {
        for index in cell.indices where cell[index] >= 0x80 { return false }
        return true
    }

    /// Whether the cell is the word, in any case; the word is given in lower case.
    static func equal(_ cell: Span<UInt8>, _ word: StaticString) -> Bool {
        guard cell.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in
            for index in cell.indices where lowered(cell[index]) != letters[index] { return false }
            return true
        }
    }
}

extension Span where Element == UInt8 {
    /// The bytes as a string; damaged UTF-8 is repaired.
    var text: String {
        withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}

/// Why a cell cannot be used.
struct CellFault: Error, Equatable {
    /// The kind of fault.
    let code: ImportCode
    /// What is wrong, in words that follow the value.
    let reason: String

    init(_ code: ImportCode, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}
