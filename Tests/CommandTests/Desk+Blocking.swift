import KAMModel
import Postgres
import Testing

/// The time to wait for is up.
struct NeverBlocked: Error {
    let table: String
}

extension Desk {
    /// Keeps a table from being written while `body` works, so that a command stops in the middle of its transaction.
    ///
    /// The session may be lost meanwhile, for `body` may kill the server.
    func holding<Value>(_ table: String, _ body: (Connection) async throws -> Value) async throws -> Value {
        let connection = try await owner()
        let name = try SQLIdentifier("kam", table)
        var result: Value?
        do {
            try await connection.transaction(attempts: 1) { connection in
                try await connection.execute("LOCK TABLE \(identifier: name) IN SHARE MODE")
                result = try await body(connection)
            }
        } catch {
            if result == nil { throw error }
        }
        await connection.close()
        return try #require(result)
    }

    /// Waits until somebody waits for a table that the session holds.
    func waitUntilBlocked(at table: String, _ connection: Connection) async throws {
        for _ in 0..<3000 {
            let waiting = try await connection.first(
                """
                SELECT count(*) FROM pg_locks AS l
                WHERE NOT l.granted AND l.relation = format('kam.%I', \(table)::text)::regclass
                """)
            if try waiting?.decode(0, as: Int.self) ?? 0 > 0 { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw NeverBlocked(table: table)
    }
}
