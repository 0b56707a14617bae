import CPostgres

/// Pushes the rows of a `COPY … FROM STDIN` to the server.
///
/// Either whole pieces of the stream in the format the statement names (`write`), or field by field in PostgreSQL's
/// text format (`field`, `null`, `endRow`). Nothing is sent before a buffer is full. It works only inside the body that
/// received it, on the thread of the connection, where waiting for the server harms nobody.
public struct CopyWriter: ~Copyable {
    private let handle: OpaquePointer
    private let canceller: Canceller
    private let buffer: UnsafeMutableRawBufferPointer
    private var count = 0
    private var isRowOpen = false

    /// Bytes handed to the writer so far.
    public private(set) var bytesWritten = 0

    init(handle: OpaquePointer, canceller: Canceller) {
        self.handle = handle
        self.canceller = canceller
        buffer = .allocate(byteCount: 262_144, alignment: 16)
    }

    deinit {
        buffer.deallocate()
    }

    /// Pushes bytes of the stream as they are.
    public mutating func write(_ bytes: [UInt8]) throws(PostgresError) {
        try write(bytes.span.bytes)
    }

    /// Pushes bytes of the stream as they are.
    public mutating func write(_ bytes: RawSpan) throws(PostgresError) {
        try bytes.withUnsafeBytes { raw throws(PostgresError) in try write(raw) }
    }

    /// Pushes bytes of the stream as they are.
    public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        guard bytes.count <= buffer.count - count else { return try writeLarge(bytes) }
        append(bytes)
    }

    /// Adds a field of text, escaped.
    public mutating func field(_ text: String) throws(PostgresError) {
        try text.utf8Span.span.bytes.withUnsafeBytes { raw throws(PostgresError) in try field(utf8: raw) }
    }

    /// Adds a field of text given as UTF-8, escaped; its validity is the server's to check.
    public mutating func field(utf8 bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        try separate()
        var start = 0
        while let index = CopyEscape.firstSpecial(in: bytes, from: start) {
            try write(UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
            try put(UInt8(ascii: "\\"), CopyEscape.letter(for: bytes[index]))
            start = index + 1
        }
        try write(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }

    /// Adds a field with a whole number.
    public mutating func field(_ number: some FixedWidthInteger) throws(PostgresError) {
        guard let small = Int64(exactly: number) else { return try field(plain: number.description) }
        try separate()
        if buffer.count - count < 20 { try flush() }
        let size = CopyEscape.writeDecimal(small, to: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
        count += size
        bytesWritten += size
    }

    /// Adds a field with a number, in the fewest digits that read back the same.
    public mutating func field(_ number: Double) throws(PostgresError) {
        switch number {
        case .infinity: try field(plain: "Infinity")
        case -.infinity: try field(plain: "-Infinity")
        case _ where number.isNaN: try field(plain: "NaN")
        default: try field(plain: number.description)
        }
    }

    /// Adds a field with `t` or `f`.
    public mutating func field(_ value: Bool) throws(PostgresError) {
        try separate()
        try put(UInt8(ascii: value ? "t" : "f"))
    }

    /// Adds a field with an identifier.
    public mutating func field(_ value: PostgresUUID) throws(PostgresError) {
        try field(plain: value.description)
    }

    /// Adds a field that is NULL.
    public mutating func null() throws(PostgresError) {
        try separate()
        try put(UInt8(ascii: "\\"), UInt8(ascii: "N"))
    }

    /// Ends the row.
    public mutating func endRow() throws(PostgresError) {
        try put(UInt8(ascii: "\n"))
        isRowOpen = false
    }

    /// Sends what is in the buffer.
    public mutating func flush() throws(PostgresError) {
        guard count > 0 else { return }
        let size = count
        count = 0
        try send(UnsafeRawBufferPointer(rebasing: buffer[..<size]))
    }

    private mutating func writeLarge(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        try flush()
        if bytes.count < buffer.count {
            append(bytes)
        } else {
            bytesWritten += bytes.count
            // In pieces, so that cancellation is seen.
            var rest = bytes[...]
            while !rest.isEmpty {
                try send(UnsafeRawBufferPointer(rebasing: rest.prefix(buffer.count)))
                rest = rest.dropFirst(buffer.count)
            }
        }
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, let target = buffer.baseAddress else { return }
        (target + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
        bytesWritten += bytes.count
    }

    private mutating func field(plain text: String) throws(PostgresError) {
        try separate()
        try write(text.utf8Span.span.bytes)
    }

    private mutating func separate() throws(PostgresError) {
        if isRowOpen { try put(UInt8(ascii: "\t")) }
        isRowOpen = true
    }

    private mutating func put(_ first: UInt8, _ second: UInt8? = nil) throws(PostgresError) {
        if buffer.count - count < 2 { try flush() }
        buffer[count] = first
        count += 1
        bytesWritten += 1
        if let second {
            buffer[count] = second
            count += 1
            bytesWritten += 1
        }
    }

    private func send(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        guard !canceller.isRequested else { throw .cancelled }
        let code = PQputCopyData(
            handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        guard code == 1 else { throw .lost }
    }
}
