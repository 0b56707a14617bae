import KAMModel

/// Ids that sort by the time they were made (RFC 9562, version 7).
struct UUIDv7 {
    /// Makes an id.
    ///
    /// - Parameters:
    ///   - milliseconds: Milliseconds since 1970-01-01 UTC.
    ///   - random: Where the 74 random bits come from.
    /// - Returns: The id in its usual form, in lower case.
    static func make(milliseconds: Int64, random: inout some RandomNumberGenerator) -> String {
        let high = UInt64(bitPattern: milliseconds) << 16 | 0x7000 | random.next() & 0x0FFF
        let low = 0x8000_0000_0000_0000 | random.next() >> 2
        let digits = hexadecimal(high) + hexadecimal(low)
        let cuts = [0, 8, 12, 16, 20, 32]
        return zip(cuts, cuts.dropFirst()).map { start, end in
            String(digits.dropFirst(start).prefix(end - start))
        }.joined(separator: "-")
    }

    private static func hexadecimal(_ bits: UInt64) -> String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
