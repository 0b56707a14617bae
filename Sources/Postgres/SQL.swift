/// A statement: its text comes from literals in the source, its values are always bound.
///
/// ```swift
/// let sql: SQL = "SELECT name FROM account WHERE tenant_id = \(tenant) AND size > \(size)"
/// ```
///
/// An interpolated value becomes `$1`, `$2`, … and travels apart from the text. A `String` variable does not compile as
/// SQL. Names chosen at run time go through `\(identifier:)`; statements combine by `\(sql)` and `+`.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    enum Piece: Sendable {
        case text(String)
        case value(PostgresParameter)
    }

    var pieces: [Piece]

    /// A statement without values.
    public init(stringLiteral value: StaticString) {
        pieces = [.text(value.description)]
    }

    /// A statement with values and identifiers in it.
    public init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
    }

    init(pieces: [Piece]) {
        self.pieces = pieces
    }

    /// The text as the server will see it, with `$1`, `$2`, … in place of the values.
    public var text: String {
        statement.text
    }

    /// The two statements one after the other; the values of the second are renumbered.
    public static func + (first: SQL, second: SQL) -> SQL {
        SQL(pieces: first.pieces + second.pieces)
    }

    /// Appends a statement; its values are renumbered.
    public static func += (first: inout SQL, second: SQL) {
        first.pieces += second.pieces
    }

    /// Collects literal text and bound values.
    public struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        /// An empty collection with room for what follows.
        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        /// Adds text from the source.
        public mutating func appendLiteral(_ literal: StaticString) {
            pieces.append(.text(literal.description))
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some PostgresEncodable) {
            pieces.append(.value(PostgresParameter(value)))
        }

        /// Binds a value or NULL.
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
            pieces.append(.value(PostgresParameter(value)))
        }

        /// Adds a quoted identifier.
        public mutating func appendInterpolation(identifier: SQLIdentifier) {
            pieces.append(.text(identifier.quoted))
        }

        /// Adds another statement with its values.
        public mutating func appendInterpolation(_ sql: SQL) {
            pieces += sql.pieces
        }
    }
}

extension SQL {
    /// Text with placeholders, and the values to bind to them.
    var statement: Statement {
        var text = ""
        var parameters: [PostgresParameter] = []
        for piece in pieces {
            switch piece {
            case .text(let literal):
                text += literal
            case .value(let parameter):
                parameters.append(parameter)
                text += "$\(parameters.count)"
            }
        }
        return Statement(text: text, parameters: parameters)
    }
}

/// A statement ready to be sent.
struct Statement: Sendable {
    let text: String
    let parameters: [PostgresParameter]
}
