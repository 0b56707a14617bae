/// Gives record ids of 15 characters the three that make them 18, so that both forms are the same id.
enum SalesforceID {
    /// Appends the suffix: for each five characters, which of them are capital letters.
    ///
    /// - Parameter id: An id of 15 letters and digits; anything else is left as it is.
    /// - Returns: The three characters, or nothing when the id is not of 15 letters and digits.
    /// - Source: Salesforce help, "Convert 15 Character IDs to 18 Characters".
    static func suffix(of id: Span<UInt8>) -> (UInt8, UInt8, UInt8)? {
        guard id.count == 15 else { return nil }
        var bits = (0, 0, 0)
        for index in id.indices {
            let byte = id[index]
            guard ASCII.isDigit(byte) || ASCII.isLetter(byte) else { return nil }
            guard byte &- 0x41 < 26 else { continue }
            switch index / 5 {
            case 0: bits.0 |= 1 << (index % 5)
            case 1: bits.1 |= 1 << (index % 5)
            default: bits.2 |= 1 << (index % 5)
            }
        }
        return (letter(bits.0), letter(bits.1), letter(bits.2))
    }

    private static func letter(_ bits: Int) -> UInt8 {
        bits < 26 ? UInt8(ascii: "A") + UInt8(bits) : UInt8(ascii: "0") + UInt8(bits - 26)
    }
}
