/// One row of a result.
///
/// A row keeps the result it belongs to in memory.
public struct Row: Sendable {
    let result: ResultSet
    let index: Int32

    /// The names of the columns, in order.
    public var columnNames: [String] { result.columns.names }

    /// The number of columns.
    public var count: Int { result.columns.names.count }

    /// Reads a column by its name.
    ///
    /// - Parameters:
    ///   - column: The name as the statement gives it.
    ///   - type: What to read; an optional where NULL is allowed.
    /// - Returns: The value.
    /// - Throws: `PostgresError` of kind `.decoding` when there is no such column, more than one, or it holds another
    ///   type or NULL.
    public func decode<Value: PostgresDecodable>(
        _ column: String, as type: Value.Type = Value.self
    ) throws(PostgresError) -> Value {
        try Value(postgres: result.cell(row: index, column: result.columns.position(of: column)))
    }

    /// Reads a column by its position, from 0.
    ///
    /// - Parameters:
    ///   - column: The position.
    ///   - type: What to read; an optional where NULL is allowed.
    /// - Returns: The value.
    /// - Throws: `PostgresError` of kind `.decoding`.
    public func decode<Value: PostgresDecodable>(
        _ column: Int, as type: Value.Type = Value.self
    ) throws(PostgresError) -> Value {
        guard (0..<count).contains(column) else {
            throw .decoding("no column \(column); there are \(count)", column: nil)
        }
        return try Value(postgres: result.cell(row: index, column: column))
    }

    /// Reads the first columns, in order, as a tuple.
    ///
    /// - Parameter types: What to read, as in `row.decode(Int.self, String?.self)`.
    /// - Returns: The values.
    /// - Throws: `PostgresError` of kind `.decoding`.
    public func decode<each Value: PostgresDecodable>(
        _ types: repeat (each Value).Type
    ) throws(PostgresError) -> (repeat each Value) {
        var column = -1
        func next<Next: PostgresDecodable>(_ type: Next.Type) throws(PostgresError) -> Next {
            column += 1
            return try decode(column, as: type)
        }
        return (repeat try next(each types))
    }
}
