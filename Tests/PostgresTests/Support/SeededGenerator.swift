/// SplitMix64: the same numbers from the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Text of up to 40 characters with what SQL, COPY and arrays treat specially.
    mutating func text() -> String {
        let alphabet: [Character] = [
            "a", "Z", "0", " ", "'", "\"", "\\", "\t", "\n", "\r", "{", "}", ",", "$", "%", ";", "-", "é", "株", "𝄞",
            "\u{1}",
            "\u{7F}", "\u{FEFF}", "👩‍👩‍👧", "N",
        ]
        let count = Int.random(in: 0...40, using: &self)
        return String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &self)] })
    }

    /// Bytes of any value, up to 60.
    mutating func bytes() -> [UInt8] {
        let count = Int.random(in: 0...60, using: &self)
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }

    /// A whole number whose magnitude is as often small as large.
    mutating func integer<Value: FixedWidthInteger & SignedInteger>(_ type: Value.Type) -> Value {
        Value(truncatingIfNeeded: next()) >> Value(Int.random(in: 0..<Value.bitWidth, using: &self))
    }
}
