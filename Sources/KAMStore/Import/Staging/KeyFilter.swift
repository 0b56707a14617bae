/// Tells which keys of a file surely come for the first time, in memory that does not grow with the rows.
///
/// A key that came before is always told so; of a hundred thousand others, about one is by mistake, as long as the file
/// has no more than ten million.
/// - Source: Bloom, "Space/time trade-offs in hash coding with allowable errors", *Comm. ACM* 13, 1970; the places are
///   spread as by Kirsch & Mitzenmacher, *Random Structures & Algorithms* 33, 2008.
struct KeyFilter {
    private var bits: [UInt64]
    private let mask: UInt64

    /// Makes a filter.
    ///
    /// - Parameter bytes: The size of the file: a bit for each byte, which is dozens for a row, and at most 16 MiB.
    init(bytes: Int) {
        var count = 1 << 13
        while count < min(bytes, 1 << 27) { count <<= 1 }
        bits = [UInt64](repeating: 0, count: count / 64)
        mask = UInt64(count - 1)
    }

    /// A hash of a key: FNV-1a, its bits mixed.
    static func hash(_ key: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in key.indices { hash = (hash ^ UInt64(key[index])) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ (hash >> 33)
    }

    /// Keeps a key by its hash.
    ///
    /// - Returns: Whether it may have been kept before.
    mutating func insert(_ hash: UInt64) -> Bool {
        let step = (hash >> 32) | 1
        var isKept = true
        for probe in 0..<3 {
            let place = (hash &+ UInt64(probe) &* step) & mask
            let bit: UInt64 = 1 << (place & 63)
            let word = Int(place >> 6)
            isKept = isKept && bits[word] & bit != 0
            bits[word] |= bit
        }
        return isKept
    }
}
