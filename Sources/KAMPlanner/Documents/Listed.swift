/// A list that a document has always, and that a plan stored before the document had the key reads as empty.
@propertyWrapper
public struct Listed<Element: Codable & Hashable & Sendable>: Hashable, Sendable, Codable {
    /// The list.
    public var wrappedValue: [Element]

    /// Wraps a list.
    public init(wrappedValue: [Element]) {
        self.wrappedValue = wrappedValue
    }

    /// Reads a list.
    public init(from decoder: any Decoder) throws {
        wrappedValue = try decoder.singleValueContainer().decode([Element].self)
    }

    /// Writes the list.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}

extension KeyedDecodingContainer {
    /// Reads a list that a document of an earlier version does not have.
    func decode<Element>(_ type: Listed<Element>.Type, forKey key: Key) throws -> Listed<Element> {
        try decodeIfPresent(type, forKey: key) ?? Listed(wrappedValue: [])
    }
}
