/// A value that can be bound to a statement.
///
/// A `RawRepresentable` type (an enumeration, an identifier around a `PostgresUUID`) gets its conformance from its raw
/// value: declaring it is enough.
public protocol PostgresEncodable: Sendable {
    /// The type the server is told; `.inferred` leaves it to the statement.
    static var postgresType: PostgresType { get }

    /// How `postgresBytes` is written.
    static var postgresFormat: PostgresFormat { get }

    /// The value as it travels; `nil` is NULL.
    var postgresBytes: [UInt8]? { get }
}

/// The two ways a value travels.
public enum PostgresFormat: Int32, Sendable {
    /// The text a person would type.
    case text = 0
    /// The server's own form, in network byte order.
    case binary = 1
}

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    /// The type of the raw value.
    public static var postgresType: PostgresType { RawValue.postgresType }

    /// The format of the raw value.
    public static var postgresFormat: PostgresFormat { RawValue.postgresFormat }

    /// The raw value as it travels.
    public var postgresBytes: [UInt8]? { rawValue.postgresBytes }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    /// The type of the wrapped value.
    public static var postgresType: PostgresType { Wrapped.postgresType }

    /// The format of the wrapped value.
    public static var postgresFormat: PostgresFormat { Wrapped.postgresFormat }

    /// The wrapped value as it travels, or NULL.
    public var postgresBytes: [UInt8]? { self?.postgresBytes }
}

/// A value that was encoded when it was written into a statement.
struct PostgresParameter: Sendable {
    let type: PostgresType
    let format: PostgresFormat
    let bytes: [UInt8]?

    init<Value: PostgresEncodable>(_ value: Value) {
        type = Value.postgresType
        format = Value.postgresFormat
        bytes = value.postgresBytes
    }
}
