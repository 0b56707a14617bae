/// A universally unique identifier of 16 bytes.
public struct PostgresUUID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The first eight bytes, in network order.
    public let high: UInt64
    /// The last eight bytes, in network order.
    public let low: UInt64

    /// An identifier from its two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An identifier from 16 bytes; `nil` for any other number of bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// An identifier from `8-4-4-4-12` hexadecimal digits in either case; `nil` for any other text.
    public init?(_ text: String) {
        var nibbles: [UInt8] = []
        for (index, character) in text.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard character == "-" else { return nil }
            } else {
                guard character.isASCII, let value = character.hexDigitValue else { return nil }
                nibbles.append(UInt8(value))
            }
        }
        guard nibbles.count == 32 else { return nil }
        self.init(bytes: stride(from: 0, to: 32, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] })
    }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        high.networkBytes + low.networkBytes
    }

    /// Lower-case hexadecimal digits in the form `8-4-4-4-12`.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether the first identifier sorts before the second, as the server sorts them.
    public static func < (first: PostgresUUID, second: PostgresUUID) -> Bool {
        (first.high, first.low) < (second.high, second.low)
    }
}

extension PostgresUUID: PostgresEncodable, PostgresDecodable {
    /// `uuid`.
    public static var postgresType: PostgresType { .uuid }
    /// Binary.
    public static var postgresFormat: PostgresFormat { .binary }
    /// The 16 bytes.
    public var postgresBytes: [UInt8]? { bytes }

    /// Reads `uuid`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let value = cell.withUnsafeBytes { PostgresUUID(bytes: Array($0)) }
        guard cell.type == .uuid, let value else { throw cell.mismatch(Self.self) }
        self = value
    }
}
