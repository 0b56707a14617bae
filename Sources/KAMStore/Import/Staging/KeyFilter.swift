/// Tells which keys of a file surely come for the first time, in memory that does not grow with the rows.
///
/// A key that came before is always told so; of a hundred thousand others, a few are by mistake. All bits of a key lie in
/// one word, so that a key costs one access to memory.
/// - Source: Bloom, "Space/time trade-offs in hash coding with allowable errors", *Comm. ACM* 13, 1970; blocked as by
///   Putze, Sanders & Singler, *ACM J. Experimental Algorithmics* 14, 2009.
struct KeyFilter {
    private var words: [UInt64]
    private let mask: UInt64

    /// Makes a filter.
    ///
    /// - Parameter bytes: The size of the file: a bit for each byte, which is dozens for a row, and at most 16 MiB.
    init(bytes: Int) {
        var count = 1 << 7
        while count * 64 < min(bytes, 1 << 27) { count <<= 1 }
        words = [UInt64](repeating: 0, count: count)
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
        let word = Int(hash & mask)
        let bits: UInt64 = 1 << (hash >> 58) | 1 << (hash >> 52 & 63) | 1 << (hash >> 46 & 63)
        let isKept = words[word] & bits == bits
        words[word] |= bits
        return isKept
    }
}
