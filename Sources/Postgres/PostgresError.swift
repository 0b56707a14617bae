/// A call to the database that failed.
///
/// Nothing here carries a value from a row or a parameter: DETAIL and CONTEXT of the server are never kept, and quoted
/// values are cut from its message where it is of the kind that quotes them.
public struct PostgresError: Error, Sendable, CustomStringConvertible {
    /// What failed.
    public enum Kind: Sendable, Hashable {
        /// The connection string or a setting in it cannot be read.
        case configuration
        /// No server answers: refused, no socket, unknown host, timeout, TLS not agreed.
        case unreachable
        /// The server does not let this user in.
        case authentication
        /// The server refused the statement or the session; see `sqlState`.
        case server
        /// The server answered what libpq or this room does not understand.
        case protocolViolation
        /// A value cannot be sent: a NUL in a string, an identifier that is none, too many parameters.
        case encoding
        /// A column is absent or does not hold what was asked for.
        case decoding
        /// The task was cancelled, or `cancel()` was called.
        case cancelled
        /// The connection or the pool is closed, or the connection was lost.
        case closed
        /// The connection was lost while it committed: the transaction may or may not have happened.
        case outcomeUnknown
        /// The connection is in a COPY or in a stream and can do nothing else.
        case busy
        /// An earlier error, which the body swallowed, had already failed the transaction: nothing was committed.
        case transactionFailed
        /// A script file cannot be read.
        case script
        /// The system has no thread, no memory or no descriptor left.
        case resources
    }

    /// What failed.
    public var kind: Kind
    /// The message, free of row values; of the server where it is one.
    public var message: String
    /// The five characters of the server's error code.
    public var sqlState: String?
    /// `ERROR`, `FATAL` or `PANIC`, never translated.
    public var severity: String?
    /// The server's advice.
    public var hint: String?
    /// The constraint concerned.
    public var constraint: String?
    /// The schema concerned.
    public var schema: String?
    /// The table concerned.
    public var table: String?
    /// The column concerned, of a table or of a result.
    public var column: String?
    /// The character of the statement at which the error is, from 1.
    public var position: Int?
    /// The line of a script or of the rows of a COPY at which the error is, from 1.
    public var line: Int?
    /// The text of the statement without its parameters, or the name of the script.
    public var statement: String?
    /// Whether a prepared statement went stale; running the statement again helps.
    var isStaleStatement = false

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// One line: what failed, the code, the message, and where.
    public var description: String {
        var text = severity ?? "\(kind)"
        if let sqlState { text += " \(sqlState)" }
        text += ": \(message)"
        let places: [(String, String?)] = [
            ("constraint", constraint), ("table", table), ("column", column), ("line", line.map(String.init)),
            ("position", position.map(String.init)),
        ]
        let known = places.compactMap { name, value in value.map { "\(name) \($0)" } }
        return known.isEmpty ? text : "\(text) (\(known.joined(separator: ", ")))"
    }
}

extension PostgresError {
    static func configuration(_ message: String) -> PostgresError { PostgresError(.configuration, message) }
    static func encoding(_ message: String) -> PostgresError { PostgresError(.encoding, message) }
    static func script(_ message: String) -> PostgresError { PostgresError(.script, message) }
    static func resources(_ message: String) -> PostgresError { PostgresError(.resources, message) }
    static func protocolViolation(_ message: String) -> PostgresError { PostgresError(.protocolViolation, message) }
    static var cancelled: PostgresError { PostgresError(.cancelled, "the task was cancelled") }
    static var closed: PostgresError { PostgresError(.closed, "the connection is closed") }
    static var lost: PostgresError { PostgresError(.closed, "the connection to the server was lost") }
    static var busy: PostgresError {
        PostgresError(.busy, "the connection is in a COPY or in a stream; use another one")
    }

    static func decoding(_ message: String, column: String?) -> PostgresError {
        var error = PostgresError(.decoding, message)
        error.column = column
        return error
    }
}
