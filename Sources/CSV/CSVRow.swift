/// One record of the file, lent to the closure of `forEachRow` and gone after it.
///
/// Fields are UTF-8, unquoted, blanks around unquoted fields dropped. Reading bytes costs no allocation.
public struct CSVRow: ~Copyable {
    @usableFromInline
    let state: UnsafeMutablePointer<RowState>
    /// Keeps the memory of `state` alive.
    private let owner: RowPump

    init(of pump: RowPump) {
        owner = pump
        state = pump.state
    }

    /// The physical line, from 1, where the record starts.
    ///
    /// CR, LF and CRLF count as one line end each, line ends inside quotes and blank lines included.
    @inlinable
    public var line: Int { state.pointee.line }

    /// The number of fields in this record, whatever the header says.
    @inlinable
    public var count: Int { state.pointee.fieldCount }

    /// The bytes of the file read so far, for a progress bar (it moves in steps of a quarter of a MiB).
    @inlinable
    public var bytesRead: Int { state.pointee.bytesRead }

    /// Whether every field is empty or blank.
    public var isBlank: Bool {
        for index in 0..<count where !isEmpty(index) { return false }
        return true
    }

    /// Lends the bytes of a field.
    ///
    /// - Parameters:
    ///   - index: The field, from 0; must be less than `count`.
    ///   - body: Reads the bytes; they are valid UTF-8.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    @inlinable
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ index: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(Span(_unsafeElements: state.pointee.field(index)))
    }

    /// Lends the bytes of a field without the blanks around it: ASCII blanks, U+00A0 and U+3000.
    ///
    /// - Parameters:
    ///   - index: The field, from 0; must be less than `count`.
    ///   - body: Reads the bytes; they are valid UTF-8.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    @inlinable
    public func withTrimmedBytes<Result: ~Copyable, Failure: Error>(
        _ index: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(Span(_unsafeElements: trimBlanks(state.pointee.field(index))))
    }

    /// Lends the whole record at once: all fields back to back, and where each of them ends.
    ///
    /// - Parameter body: Reads `bytes` and `ends`; field *i* is `bytes[ends[i - 1]..<ends[i]]`, the first starts at 0.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    @inlinable
    public func withFields<Result: ~Copyable, Failure: Error>(
        _ body: (_ bytes: Span<UInt8>, _ ends: Span<Int>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let bytes = UnsafeBufferPointer(start: UnsafePointer(state.pointee.bytes), count: state.pointee.byteCount)
        let ends = UnsafeBufferPointer(start: UnsafePointer(state.pointee.ends), count: state.pointee.fieldCount)
        return try body(Span(_unsafeElements: bytes), Span(_unsafeElements: ends))
    }

    /// The field as a string, exactly as the file has it.
    public func string(_ index: Int) -> String {
        String(decoding: state.pointee.field(index), as: UTF8.self)
    }

    /// The field as a string without the blanks around it: ASCII blanks, U+00A0 and U+3000.
    public func trimmedString(_ index: Int) -> String {
        String(decoding: trimBlanks(state.pointee.field(index)), as: UTF8.self)
    }

    /// Whether the field has nothing but blanks.
    public func isEmpty(_ index: Int) -> Bool {
        trimBlanks(state.pointee.field(index)).isEmpty
    }

    /// Every field as a string.
    public func strings() -> [String] {
        (0..<count).map { string($0) }
    }
}
