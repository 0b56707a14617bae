/// The text format of COPY, byte by byte.
enum CopyEscape {
    /// The first backslash, line feed, carriage return or tab at or after `start`.
    ///
    /// Eight bytes at a time as long as none of them is a backslash or below 14; the test for a zero byte within a word
    /// may only err towards looking closer.
    static func firstSpecial(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while index < bytes.count {
            if bytes.count - index >= 8 {
                let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
                let hasSlash = (slashes &- ones) & ~slashes & highs
                let hasControl = (word &- ones &* 14) & ~word & highs
                if hasSlash | hasControl == 0 {
                    index += 8
                    continue
                }
            }
            let end = min(index + 8, bytes.count)
            while index < end {
                if letter(for: bytes[index]) != 0 { return index }
                index += 1
            }
        }
        return nil
    }

    /// What stands behind the backslash for a byte that must be escaped, 0 for others.
    static func letter(for byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "\\"): UInt8(ascii: "\\")
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        case UInt8(ascii: "\r"): UInt8(ascii: "r")
        case UInt8(ascii: "\t"): UInt8(ascii: "t")
        default: 0
        }
    }

    /// Writes the decimal digits of a number, 20 bytes at most, and returns how many they are.
    static func writeDecimal(_ number: Int64, to target: UnsafeMutableRawBufferPointer) -> Int {
        var size = number < 0 ? 1 : 0
        var rest = number.magnitude
        repeat {
            size += 1
            rest /= 10
        } while rest > 0
        rest = number.magnitude
        var position = size
        repeat {
            position -= 1
            target[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if number < 0 { target[0] = UInt8(ascii: "-") }
        return size
    }
}
