/// A value that can be read from a column.
///
/// A `RawRepresentable` type gets its conformance from its raw value.
public protocol PostgresDecodable {
    /// Reads the value.
    ///
    /// - Parameter cell: The bytes of the column and their type; NULL unless the caller has ruled it out.
    /// - Throws: `PostgresError` of kind `.decoding`, usually `cell.mismatch(Self.self)`.
    init(postgres cell: PostgresCell) throws(PostgresError)
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    /// Reads the raw value and refuses one that means nothing.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        guard let value = Self(rawValue: try RawValue(postgres: cell)) else { throw cell.mismatch(Self.self) }
        self = value
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    /// Reads NULL as `nil` and everything else as the wrapped type.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = cell.isNull ? nil : try Wrapped(postgres: cell)
    }
}

/// The bytes of one value of a result, in binary format, with the type the server gave them.
///
/// It keeps the result alive, so it may be stored, but is meant to be read at once.
public struct PostgresCell {
    /// The server's type of the column, or of the element inside an array.
    public let type: PostgresType

    /// The name of the column.
    public var column: String { columns.names[index] }

    private let result: ResultSet
    private let columns: Columns
    private let index: Int
    private let bytes: UnsafeRawBufferPointer?

    init(result: ResultSet, index: Int, type: PostgresType, bytes: UnsafeRawBufferPointer?) {
        self.result = result
        columns = result.columns
        self.index = index
        self.type = type
        self.bytes = bytes
    }

    /// Whether the value is NULL.
    public var isNull: Bool { bytes == nil }

    /// Calls `body` with the bytes, which are empty for NULL and valid only during the call.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(bytes ?? UnsafeRawBufferPointer(start: nil, count: 0))
    }

    /// The error to throw when the value cannot be read as `expected`; it names column and types, not the value.
    public func mismatch(_ expected: Any.Type) -> PostgresError {
        let found = isNull ? "NULL" : type.description
        return .decoding("column \"\(column)\" holds \(found), which cannot be read as \(expected)", column: column)
    }

    /// A value inside this one: an element of an array.
    func element(type: PostgresType, bytes: UnsafeRawBufferPointer?) -> PostgresCell {
        PostgresCell(result: result, index: index, type: type, bytes: bytes)
    }

    /// A big-endian integer that fills the value exactly.
    func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) -> Value? {
        guard let bytes, bytes.count == MemoryLayout<Value>.size else { return nil }
        return Value(bigEndian: bytes.loadUnaligned(as: Value.self))
    }
}
