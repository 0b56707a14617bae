/// Numbers short byte strings in the order in which they first come, up to a limit.
///
/// Open addressing with linear probing; the strings lie back to back in one buffer. A look-up costs no allocation.
struct ByteTable {
    /// How many strings are kept at most, so that memory stays bounded.
    let limit: Int
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]
    private var hashes: [UInt64] = []
    private var slots: [Int32]

    init(limit: Int = 65_536) {
        self.limit = limit
        slots = [Int32](repeating: -1, count: 64)
    }

    /// How many strings are kept.
    var count: Int { hashes.count }

    /// The number of a string, or nothing when it is not kept.
    func index(of key: Span<UInt8>) -> Int? {
        let hash = Self.hash(key)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if hashes[index] == hash && equals(index, key) { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Keeps a string that is not kept yet.
    ///
    /// - Returns: Its number, or nothing when the table is full.
    mutating func insert(_ key: Span<UInt8>) -> Int? {
        guard count < limit else { return nil }
        if (count + 1) * 2 > slots.count { grow() }
        key.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
        hashes.append(Self.hash(key))
        place(count - 1)
        return count - 1
    }

    private func equals(_ index: Int, _ key: Span<UInt8>) -> Bool {
        let start = ends[index]
        guard ends[index + 1] - start == key.count else { return false }
        for offset in key.indices where bytes[start + offset] != key[offset] { return false }
        return true
    }

    private mutating func place(_ index: Int) {
        var slot = Int(truncatingIfNeeded: hashes[index]) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(index)
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for index in hashes.indices { place(index) }
    }

    /// FNV-1a, with the upper half folded in.
    private static func hash(_ key: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in key.indices { hash = (hash ^ UInt64(key[index])) &* 0x100_0000_01B3 }
        return hash ^ (hash >> 32)
    }
}
