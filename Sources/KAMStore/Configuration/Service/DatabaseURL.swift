import Postgres

/// Where an external PostgreSQL is; it may hold a password, so no description shows it whole.
public struct DatabaseURL: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    /// The text for libpq, as `postgresql://user@host/database?sslmode=require` or `host=… dbname=…`; may be secret.
    public let text: String

    /// Makes a place of the text for libpq.
    ///
    /// - Returns: Nothing unless the text is a URL with the scheme `postgres` or `postgresql`, or has a `key=value`.
    public init?(_ text: String) {
        let isURL = text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
        guard isURL || (text.contains("=") && !text.contains("://")) else { return nil }
        self.text = text
    }

    /// The place as libpq reads it, with every secret masked.
    public var description: String { ConnectionConfiguration(text).description }

    /// The same as `description`.
    public var debugDescription: String { description }

    /// Shows the masked text alone.
    public var customMirror: Mirror { Mirror(self, children: ["text": description]) }
}
