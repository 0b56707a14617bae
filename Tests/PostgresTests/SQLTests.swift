import Foundation
import Postgres
import Testing

@Suite("SQL text")
struct SQLTests {
    @Test("Values become placeholders, numbered through, in sums and in nested statements")
    func numbering() {
        let condition: SQL = "a = \(1) AND b = \("x")"
        let sum: SQL = "SELECT \(true) WHERE " + condition + " OR c = \(2.5)"
        #expect(sum.text == "SELECT $1 WHERE a = $2 AND b = $3 OR c = $4")
        let nested: SQL = "SELECT \(0) WHERE \(condition)"
        #expect(nested.text == "SELECT $1 WHERE a = $2 AND b = $3")
        var grown: SQL = "SELECT 1"
        grown += ", \(2)"
        #expect(grown.text == "SELECT 1, $1")
    }

    @Test("What looks like SQL stays a value")
    func injection() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (s text)")
        let attacks = [
            "'; DROP TABLE t; --", "$1", "\\'; DROP TABLE t; --", "' OR '1'='1", "$$; DROP TABLE t; $$", "/*",
            "\u{2019} OR 1=1",
            "{\"a\",\"b\"}", "E'\\x27'",
        ]
        for attack in attacks {
            try await connection.execute("INSERT INTO t VALUES (\(attack))")
            #expect(try await connection.value("SELECT count(*) FROM t WHERE s = \(attack)", as: Int.self) == 1)
        }
        #expect(try await connection.value("SELECT array_agg(s) FROM t", as: [String].self) == attacks)
        #expect(
            try await connection.value("SELECT count(*) FROM t WHERE s = ANY (\(attacks))", as: Int.self)
                == attacks.count)
    }

    @Test("An identifier from outside is a name and nothing else")
    func identifiers() async throws {
        let connection = try await TestCluster.shared.connect()
        for name in ["plain", "Mixed Case", "a\"b", "\"; DROP SCHEMA public; --", "select", "名前", "a.b"] {
            let identifier = try SQLIdentifier("public", name)
            try await connection.execute("CREATE TABLE \(identifier: identifier) (n int)")
            let sql: SQL = "SELECT count(*) FROM pg_class WHERE relname = \(name)"
            #expect(try await connection.value(sql, as: Int.self) == 1)
        }
        #expect(throws: PostgresError.self) { try SQLIdentifier("") }
        #expect(throws: PostgresError.self) { try SQLIdentifier("a", "") }
        #expect(throws: PostgresError.self) { try SQLIdentifier("a\0b") }
        #expect(throws: PostgresError.self) { try SQLIdentifier(String(repeating: "é", count: 32)) }
        #expect(try SQLIdentifier(String(repeating: "e", count: 63)).quoted.count == 65)
    }

    @Test("Text with a NUL is refused before it is sent, also within an array")
    func nul() async throws {
        let connection = try await TestCluster.shared.connect()
        for sql: SQL in ["SELECT \("a\0b")", "SELECT \(["a\0b"])::text[]"] {
            let error = try await postgresError { try await connection.execute(sql) }
            #expect(error.kind == .encoding)
        }
    }

    @Test("A script runs all its statements or none, and its error names the line")
    func script() async throws {
        let connection = try await TestCluster.shared.connect()
        let path = NSTemporaryDirectory() + "/kam-script-\(UUID().uuidString).sql"
        defer { unlink(path) }
        try Data("CREATE TABLE a (n int);\nINSERT INTO a VALUES (1);\n".utf8).write(to: URL(fileURLWithPath: path))
        try await connection.run(SQLScript(file: path))
        #expect(try await connection.value("SELECT n FROM a", as: Int.self) == 1)
        let broken = SQLScript(literal: "INSERT INTO a VALUES (2);\n\nINSERT INTO absent VALUES (3);")
        let error = try await postgresError { try await connection.run(broken) }
        #expect(error.line == 3)
        #expect(error.sqlState == "42P01")
        #expect(error.statement == "literal script")
        #expect(try await connection.value("SELECT count(*) FROM a", as: Int.self) == 1)
        #expect(throws: PostgresError.self) { try SQLScript(file: path + ".absent") }
    }
}
