extension String: PostgresEncodable, PostgresDecodable {
    /// Inferred: a string may stand for text, an enumeration, a date, a number.
    public static var postgresType: PostgresType { .inferred }
    /// Text.
    public static var postgresFormat: PostgresFormat { .text }
    /// UTF-8; a string with a NUL in it is refused when the statement runs.
    public var postgresBytes: [UInt8]? { Array(utf8) }

    /// Reads text types, `numeric` (all its digits), `json`, `jsonb`, `uuid`, and types made in the database whose
    /// binary form is text, such as enumerations; cast others to `text` in the statement.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        switch cell.type {
        case .text, .varchar, .bpchar, .name, .char, .json, .xml, .unknown:
            self = try Self.utf8(cell, from: 0)
        case .jsonb:
            self = try Self.utf8(cell, from: 1)
        case .numeric:
            guard let digits = NumericText.decode(cell) else { throw cell.mismatch(Self.self) }
            self = digits
        case .uuid:
            self = try PostgresUUID(postgres: cell).description
        case let type where type.oid >= PostgresType.firstUserDefined:
            self = try Self.utf8(cell, from: 0)
        default:
            throw cell.mismatch(Self.self)
        }
    }

    private static func utf8(_ cell: PostgresCell, from start: Int) throws(PostgresError) -> String {
        let text = cell.withUnsafeBytes { bytes -> String? in
            guard bytes.count >= start, !bytes.contains(0) || cell.type == .char else { return nil }
            return String(validating: bytes.dropFirst(start), as: UTF8.self)
        }
        guard !cell.isNull, let text else { throw cell.mismatch(Self.self) }
        return text
    }
}

/// JSON text, bound and read as `jsonb`.
public struct JSONB: Sendable, Hashable, PostgresEncodable, PostgresDecodable {
    /// The JSON; the server normalises spaces and the order of keys.
    public var text: String

    /// Wraps JSON text, which the server will check.
    public init(_ text: String) {
        self.text = text
    }

    /// `jsonb`.
    public static var postgresType: PostgresType { .jsonb }
    /// Text.
    public static var postgresFormat: PostgresFormat { .text }
    /// UTF-8.
    public var postgresBytes: [UInt8]? { text.postgresBytes }

    /// Reads `jsonb` or `json`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        guard cell.type == .jsonb || cell.type == .json, !cell.isNull else { throw cell.mismatch(Self.self) }
        text = try String(postgres: cell)
    }
}

/// The binary form of `numeric`: groups of four decimal digits.
enum NumericText {
    /// The number as the server would print it, or `nil` when the bytes are no number.
    static func decode(_ cell: PostgresCell) -> String? {
        cell.withUnsafeBytes { bytes in
            guard bytes.count >= 8, bytes.count % 2 == 0 else { return nil }
            let words = (0..<bytes.count / 2).map { index in
                UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self))
            }
            switch words[2] {
            case 0xC000: return "NaN"
            case 0xD000: return "Infinity"
            case 0xF000: return "-Infinity"
            default: break
            }
            let groups = Array(words[4...])
            guard groups.count == Int(words[0]), groups.allSatisfy({ $0 < 10_000 }) else { return nil }
            let weight = Int(Int16(bitPattern: words[1]))
            let sign = words[2] == 0x4000 ? "-" : ""
            return sign + digits(groups, weight: weight, scale: Int(words[3]))
        }
    }

    private static func digits(_ groups: [UInt16], weight: Int, scale: Int) -> String {
        func group(_ position: Int) -> String {
            let index = weight - position
            let value = groups.indices.contains(index) ? String(groups[index]) : "0"
            return String(repeating: "0", count: 4 - value.count) + value
        }
        var whole = weight >= 0 ? (0...weight).reversed().map(group).joined() : "0"
        whole = String(whole.drop { $0 == "0" })
        if whole.isEmpty { whole = "0" }
        guard scale > 0 else { return whole }
        let fraction = (1...(scale + 3) / 4).map { group(-$0) }.joined().prefix(scale)
        return "\(whole).\(fraction)"
    }
}
