/// A name of a table, column, schema or channel that is known only at run time, quoted so that it can be nothing else.
public struct SQLIdentifier: Sendable, Hashable, CustomStringConvertible {
    /// The name between double quotes, inner quotes doubled; qualified names are joined by dots.
    public let quoted: String

    /// Quotes one name, or a qualified name given part by part (`"schema", "table"`).
    ///
    /// - Parameter parts: Names as PostgreSQL stores them: case matters.
    /// - Throws: `PostgresError` of kind `.encoding` when there is no part, or a part is empty, holds a NUL, or is
    ///   longer than the 63 bytes that PostgreSQL keeps.
    public init(_ parts: String...) throws(PostgresError) {
        guard !parts.isEmpty else { throw .encoding("an identifier needs at least one part") }
        var quoted: [String] = []
        for part in parts {
            quoted.append(try Self.quote(part))
        }
        self.quoted = quoted.joined(separator: ".")
    }

    /// The same as `quoted`.
    public var description: String {
        quoted
    }

    private static func quote(_ part: String) throws(PostgresError) -> String {
        guard !part.isEmpty else { throw .encoding("an identifier may not be empty") }
        guard part.utf8.count <= 63 else { throw .encoding("an identifier may not be longer than 63 bytes") }
        guard !part.utf8.contains(0) else { throw .encoding("an identifier may not hold a NUL character") }
        var text = "\""
        for scalar in part.unicodeScalars {
            if scalar == "\"" { text.unicodeScalars.append(scalar) }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
