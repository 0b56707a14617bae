/// A sequence of numbers that look random and follow from a seed alone.
///
/// - Source: SplitMix64, Steele, Lea & Flood, *OOPSLA* 2014.
struct RandomSequence {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A whole number from 0 up to, not including, `count`.
    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}

/// The exponential function without a C library, for acceptance chances.
enum Exponential {
    /// e to the power of a number that is not positive, to a relative 1e-9; 0 below −40.
    static func of(_ exponent: Double) -> Double {
        guard exponent > -40 else { return 0 }
        // e^x = (e^(x/64))^64, the inner one by its series.
        let small = exponent / 64
        var term = 1.0
        var sum = 1.0
        for count in 1...9 {
            term *= small / Double(count)
            sum += term
        }
        for _ in 0..<6 { sum *= sum }
        return sum
    }
}
