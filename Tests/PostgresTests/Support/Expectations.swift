import Postgres
import Testing

/// Runs `body`, which must throw a `PostgresError`, and returns it.
func postgresError<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async throws -> PostgresError {
    let error = await #expect(throws: PostgresError.self, sourceLocation: sourceLocation) { _ = try await body() }
    return try #require(error, sourceLocation: sourceLocation)
}

extension Connection {
    /// The only value of a statement that returns one.
    func value<Value: PostgresDecodable & Sendable>(_ sql: SQL, as type: Value.Type = Value.self) async throws -> Value
    {
        let row = try await first(sql)
        return try #require(row, "the statement returned no row").decode(0, as: Value.self)
    }

    /// Waits until a statement returns true; the time limit of the test ends a wait in vain.
    func wait(until sql: SQL) async throws {
        while try await value(sql, as: Bool.self) == false {
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
