extension FixedWidthInteger {
    /// The bytes of the number in network order.
    var networkBytes: [UInt8] {
        withUnsafeBytes(of: bigEndian) { Array($0) }
    }
}

extension FixedWidthInteger where Self: SignedInteger {
    /// Reads `smallint`, `integer`, `bigint` or `oid`; a value too large for `Self` is refused.
    init(anyInteger cell: PostgresCell) throws(PostgresError) {
        let value: Int64? =
            switch cell.type {
            case .int2: cell.integer(Int16.self).map(Int64.init)
            case .int4: cell.integer(Int32.self).map(Int64.init)
            case .int8: cell.integer(Int64.self)
            case .oidType: cell.integer(UInt32.self).map(Int64.init)
            default: nil
            }
        guard let value, let exact = Self(exactly: value) else { throw cell.mismatch(Self.self) }
        self = exact
    }
}

extension Bool: PostgresEncodable, PostgresDecodable {
    /// `boolean`.
    public static var postgresType: PostgresType { .bool }
    /// Binary.
    public static var postgresFormat: PostgresFormat { .binary }
    /// One byte, 0 or 1.
    public var postgresBytes: [UInt8]? { [self ? 1 : 0] }

    /// Reads `boolean`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        guard cell.type == .bool, let byte = cell.integer(UInt8.self) else { throw cell.mismatch(Self.self) }
        self = byte != 0
    }
}

extension Int16: PostgresEncodable, PostgresDecodable {
    /// `smallint`.
    public static var postgresType: PostgresType { .int2 }
    /// Binary.
    public static var postgresFormat: PostgresFormat { .binary }
    /// Two bytes.
    public var postgresBytes: [UInt8]? { networkBytes }

    /// Reads any integer type whose value fits.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        try self.init(anyInteger: cell)
    }
}

extension Int32: PostgresEncodable, PostgresDecodable {
    /// `integer`.
    public static var postgresType: PostgresType { .int4 }
    /// Binary.
    public static var postgresFormat: PostgresFormat { .binary }
    /// Four bytes.
    public var postgresBytes: [UInt8]? { networkBytes }

    /// Reads any integer type whose value fits.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        try self.init(anyInteger: cell)
    }
}

extension Int64: PostgresEncodable, PostgresDecodable {
    /// `bigint`.
    public static var postgresType: PostgresType { .int8 }
    /// Binary.
    public static var postgresFormat: PostgresFormat { .binary }
    /// Eight bytes.
    public var postgresBytes: [UInt8]? { networkBytes }

    /// Reads any integer type.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        try self.init(anyInteger: cell)
    }
}

extension Int: PostgresEncodable, PostgresDecodable {
    /// `bigint`.
    public static var postgresType: PostgresType { .int8 }
    /// Binary.
    public static var postgresFormat: PostgresFormat { .binary }
    /// Eight bytes.
    public var postgresBytes: [UInt8]? { Int64(self).networkBytes }

    /// Reads any integer type.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        try self.init(anyInteger: cell)
    }
}

extension Double: PostgresEncodable, PostgresDecodable {
    /// `double precision`.
    public static var postgresType: PostgresType { .float8 }
    /// Binary.
    public static var postgresFormat: PostgresFormat { .binary }
    /// Eight bytes.
    public var postgresBytes: [UInt8]? { bitPattern.networkBytes }

    /// Reads `real` or `double precision`; `numeric` is refused, for it would lose digits: cast it in the statement.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        switch cell.type {
        case .float8:
            guard let bits = cell.integer(UInt64.self) else { throw cell.mismatch(Self.self) }
            self.init(bitPattern: bits)
        case .float4:
            guard let bits = cell.integer(UInt32.self) else { throw cell.mismatch(Self.self) }
            self = Double(Float(bitPattern: bits))
        default:
            throw cell.mismatch(Self.self)
        }
    }
}
