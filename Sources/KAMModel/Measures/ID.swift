/// The name of one `Subject`, as text: a CRM's own key for what was imported, a UUIDv7 for what `kam` made.
///
/// Ids of different subjects do not mix: an `ID<Account>` is no `ID<Member>`.
public struct ID<Subject>: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The text of the id.
    public let raw: String

    /// Makes an id of its text.
    public init(_ raw: String) {
        self.raw = raw
    }

    /// Reads an id from a JSON string.
    public init(from decoder: any Decoder) throws {
        raw = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes the id as a JSON string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(raw)
    }

    /// The text of the id.
    public var description: String { raw }

    /// Orders ids by their text.
    public static func < (left: ID, right: ID) -> Bool { left.raw < right.raw }
}

extension ID: CodingKeyRepresentable {
    /// The id as the key of a JSON object.
    public var codingKey: any CodingKey { IDKey(stringValue: raw) }

    /// Reads an id from the key of a JSON object.
    public init?(codingKey: some CodingKey) {
        raw = codingKey.stringValue
    }
}

private struct IDKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
