import Postgres
import Testing

@Suite("Prepared statements")
struct PreparedStatementTests {
    @Test("A statement is prepared once for its text, whatever its values")
    func reuse() async throws {
        let connection = try await TestCluster.shared.connect()
        for n in 0..<10 {
            #expect(try await connection.value("SELECT \(n) + 1", as: Int.self) == n + 1)
        }
        let sql: SQL = "SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT $1 + 1'"
        #expect(try await connection.value(sql, as: Int.self) == 1)
        #expect(await connection.preparedStatementCount == 2)
        let text = try await connection.value("SELECT \(1.5) + 1", as: Double.self)
        #expect(text == 2.5)
        #expect(try await connection.value(sql, as: Int.self) == 2)
    }

    @Test("No more are kept than configured, on the server too, the least recently used leaving first")
    func bound() async throws {
        var configuration = TestCluster.shared.configuration()
        configuration.preparedStatements = 3
        let connection = try await Connection.connect(configuration)
        let statements: [SQL] = ["SELECT 1", "SELECT 2", "SELECT 3", "SELECT 1", "SELECT 4", "SELECT 5", "SELECT 1"]
        for sql in statements {
            try await connection.execute(sql)
        }
        #expect(await connection.preparedStatementCount == 3)
        let kept = try await connection.query("SELECT statement FROM pg_prepared_statements ORDER BY statement")
            .map { try $0.decode(0, as: String.self) }
        #expect(kept.contains("SELECT 1") && !kept.contains("SELECT 2") && !kept.contains("SELECT 3"))
        // One more than the bound may wait to be freed until the next statement is prepared.
        #expect(kept.count <= 4)
    }

    @Test("A change of the table under a prepared statement goes unnoticed, in a stream too")
    func staleAfterDDL() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (a int)")
        try await connection.execute("INSERT INTO t VALUES (1)")
        let all: SQL = "SELECT * FROM t"
        #expect(try await connection.first(all)?.count == 1)
        try await connection.execute("ALTER TABLE t ADD COLUMN b text DEFAULT 'x'")
        #expect(try await connection.first(all)?.decode("b", as: String.self) == "x")
        try await connection.execute("ALTER TABLE t ADD COLUMN c int DEFAULT 3")
        var widths: [Int] = []
        try await connection.stream(all) { widths.append($0.count) }
        #expect(widths == [3])
    }

    @Test("Inside a transaction a stale statement starts the transaction anew")
    func staleInTransaction() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (a int)")
        try await connection.execute("INSERT INTO t VALUES (1)")
        let all: SQL = "SELECT * FROM t"
        _ = try await connection.query(all)
        try await connection.execute("ALTER TABLE t ADD COLUMN b int")
        var runs = 0
        let width = try await connection.transaction { connection in
            runs += 1
            return try await connection.first(all)?.count
        }
        #expect(width == 2)
        #expect(runs == 2)
    }

    @Test("Statements that the server has forgotten are prepared again")
    func forgotten() async throws {
        let connection = try await TestCluster.shared.connect()
        #expect(try await connection.value("SELECT \(1) + 1", as: Int.self) == 2)
        try await connection.execute("DISCARD ALL")
        #expect(try await connection.value("SELECT \(2) + 1", as: Int.self) == 3)
    }
}
