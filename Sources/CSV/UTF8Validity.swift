/// How far a buffer is valid UTF-8.
struct UTF8Validity {
    /// The bytes from the start that are whole, valid characters.
    let validCount: Int
    /// Whether what follows is only a character cut off by the end of the buffer.
    let isTruncated: Bool

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        do {
            _ = try UTF8Span(validating: Span(_unsafeElements: bytes))
            validCount = bytes.count
            isTruncated = false
        } catch {
            validCount = error.byteOffsets.lowerBound
            isTruncated = error.kind == .truncatedScalar && error.byteOffsets.upperBound == bytes.count
        }
    }
}
