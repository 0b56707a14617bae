/// A type whose arrays can be bound.
///
/// `UInt8` is here only so that `[UInt8]` is `bytea`.
public protocol PostgresArrayElement: Sendable {
    /// The type of the array.
    static var postgresArrayType: PostgresType { get }
    /// The format of the array.
    static var postgresArrayFormat: PostgresFormat { get }
    /// The array as it travels.
    static func postgresArrayBytes(_ elements: [Self]) -> [UInt8]
    /// Reads an array.
    static func postgresArray(_ cell: PostgresCell) throws(PostgresError) -> [Self]
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
    /// The array type of the element.
    public static var postgresType: PostgresType { Element.postgresArrayType }
    /// The array format of the element.
    public static var postgresFormat: PostgresFormat { Element.postgresArrayFormat }
    /// The array as it travels.
    public var postgresBytes: [UInt8]? { Element.postgresArrayBytes(self) }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
    /// Reads an array of one dimension.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = try Element.postgresArray(cell)
    }
}

extension UInt8: PostgresArrayElement {
    /// `bytea`.
    public static var postgresArrayType: PostgresType { .bytea }
    /// Binary.
    public static var postgresArrayFormat: PostgresFormat { .binary }

    /// The bytes themselves.
    public static func postgresArrayBytes(_ elements: [UInt8]) -> [UInt8] {
        elements
    }

    /// Reads `bytea`.
    public static func postgresArray(_ cell: PostgresCell) throws(PostgresError) -> [UInt8] {
        guard cell.type == .bytea, !cell.isNull else { throw cell.mismatch([UInt8].self) }
        return cell.withUnsafeBytes { Array($0) }
    }
}

extension PostgresArrayElement where Self: PostgresEncodable & PostgresDecodable {
    /// The array type where the element has one of its own, else inferred.
    public static var postgresArrayType: PostgresType { PostgresType.arrays[postgresType] ?? .inferred }
    /// The format of the element.
    public static var postgresArrayFormat: PostgresFormat { postgresFormat }

    /// An array of one dimension in the element's format.
    public static func postgresArrayBytes(_ elements: [Self]) -> [UInt8] {
        switch postgresFormat {
        case .binary: ArrayBytes.binary(elements.map(\.postgresBytes), type: postgresType)
        case .text: ArrayBytes.text(elements.map(\.postgresBytes))
        }
    }

    /// Reads an array of one dimension, whose NULL elements only an optional `Self` would accept.
    public static func postgresArray(_ cell: PostgresCell) throws(PostgresError) -> [Self] {
        guard let elements = ArrayBytes.elements(of: cell) else { throw cell.mismatch([Self].self) }
        var values: [Self] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            values.append(try Self(postgres: element))
        }
        return values
    }
}

extension Bool: PostgresArrayElement {}
extension Int16: PostgresArrayElement {}
extension Int32: PostgresArrayElement {}
extension Int64: PostgresArrayElement {}
extension Int: PostgresArrayElement {}
extension Double: PostgresArrayElement {}
extension String: PostgresArrayElement {}
extension JSONB: PostgresArrayElement {}
extension PostgresUUID: PostgresArrayElement {}
extension PostgresDate: PostgresArrayElement {}
extension PostgresTimestamp: PostgresArrayElement {}
extension Optional: PostgresArrayElement where Wrapped: PostgresArrayElement & PostgresEncodable & PostgresDecodable {}
