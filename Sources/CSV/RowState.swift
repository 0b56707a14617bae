/// One record while it is being collected and while it is handed out.
///
/// A flat buffer of all fields back to back and the end of each. It lives at a fixed address, because the C callbacks
/// find it by pointer; `RecordParser` allocates and frees it, and nothing outside this room sees it.
@usableFromInline
struct RowState {
    @usableFromInline var bytes: UnsafeMutablePointer<UInt8>
    @usableFromInline var byteCount = 0
    @usableFromInline var byteCapacity: Int
    @usableFromInline var ends: UnsafeMutablePointer<Int>
    @usableFromInline var fieldCount = 0
    @usableFromInline var fieldCapacity: Int
    @usableFromInline var isComplete = false
    @usableFromInline var line = 1
    @usableFromInline var bytesRead = 0

    init() {
        byteCapacity = 4096
        fieldCapacity = 64
        bytes = .allocate(capacity: byteCapacity)
        ends = .allocate(capacity: fieldCapacity)
    }

    func deallocate() {
        bytes.deallocate()
        ends.deallocate()
    }

    mutating func clear() {
        byteCount = 0
        fieldCount = 0
        isComplete = false
    }

    mutating func append(_ field: UnsafeRawPointer?, count: Int) {
        if byteCount + count > byteCapacity { growBytes(toHold: byteCount + count) }
        if fieldCount == fieldCapacity { growEnds() }
        if let field, count > 0 {
            UnsafeMutableRawPointer(bytes + byteCount).copyMemory(from: field, byteCount: count)
        }
        byteCount += count
        ends[fieldCount] = byteCount
        fieldCount += 1
    }

    private mutating func growBytes(toHold count: Int) {
        let capacity = max(count, byteCapacity * 2)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        grown.update(from: bytes, count: byteCount)
        bytes.deallocate()
        bytes = grown
        byteCapacity = capacity
    }

    private mutating func growEnds() {
        let grown = UnsafeMutablePointer<Int>.allocate(capacity: fieldCapacity * 2)
        grown.update(from: ends, count: fieldCount)
        ends.deallocate()
        ends = grown
        fieldCapacity *= 2
    }

    /// The bytes of a field.
    @inlinable
    func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        precondition(index >= 0 && index < fieldCount, "field \(index) of \(fieldCount)")
        let start = index == 0 ? 0 : ends[index - 1]
        return UnsafeBufferPointer(start: bytes + start, count: ends[index] - start)
    }
}
