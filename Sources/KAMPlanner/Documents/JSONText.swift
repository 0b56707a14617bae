import Foundation

/// The one way documents become JSON text and come back: keys in snake case and in order, two spaces of indent.
public enum JSONText {
    /// Writes a document.
    public static func encode(_ document: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    /// Reads a document back.
    public static func decode<Document: Decodable>(_ type: Document.Type, from text: String) throws -> Document {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(text.utf8))
    }
}
