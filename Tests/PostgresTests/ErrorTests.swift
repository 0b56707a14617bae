import Postgres
import Testing

@Suite("Errors")
struct ErrorTests {
    private let secret = "Geheim-4711"

    private func prepared() async throws -> Connection {
        let connection = try await TestCluster.shared.connect()
        try await connection.run(
            SQLScript(
                literal: """
                    CREATE TYPE mood AS ENUM ('good');
                    CREATE TABLE parent (id text PRIMARY KEY);
                    CREATE TABLE t (
                        name text UNIQUE, parent text REFERENCES parent, size int CHECK (size > 0), must text NOT NULL DEFAULT 'x',
                        short varchar(3), EXCLUDE USING btree (short WITH =)
                    );
                    INSERT INTO t (name, short) VALUES ('Geheim-4711', 'Geh');
                    """))
        return connection
    }

    @Test("A refused row names state, constraint and table, and never its values")
    func constraints() async throws {
        let connection = try await prepared()
        let cases: [(SQL, String, String?)] = [
            ("INSERT INTO t (name) VALUES (\(secret))", "23505", "t_name_key"),
            ("INSERT INTO t (parent) VALUES (\(secret))", "23503", "t_parent_fkey"),
            ("INSERT INTO t (name, size) VALUES ('Geheim-4711b', -1)", "23514", "t_size_check"),
            ("INSERT INTO t (short) VALUES ('Geh')", "23P01", "t_short_excl"),
            ("INSERT INTO t (name, must) VALUES ('Geheim-4711c', NULL)", "23502", nil),
            ("INSERT INTO t (short) VALUES (\(secret))", "22001", nil),
        ]
        for (sql, state, constraint) in cases {
            let error = try await postgresError { try await connection.execute(sql) }
            #expect(error.kind == .server)
            #expect(error.sqlState == state)
            #expect(error.constraint == constraint)
            #expect(state == "22001" || error.table == "t")
            #expect(error.severity == "ERROR")
            #expect(error.statement == sql.text)
            #expect(!error.description.contains("Geh"))
            #expect(!"\(error.message) \(error.hint ?? "")".contains("Geh"))
        }
    }

    @Test("A value that cannot be converted is cut from the server's message")
    func conversions() async throws {
        let connection = try await prepared()
        let cases: [(SQL, String)] = [
            ("SELECT \(secret)::int", "22P02"), ("SELECT \(secret)::date", "22007"),
            ("SELECT \(secret)::mood", "22P02"),
            ("SELECT \("9\(secret.suffix(4))99999999999999999")::int", "22003"), ("SELECT \(secret)::jsonb", "22P02"),
            ("SELECT \("{\"\(secret)")::text[]", "22P02"), ("SELECT \("2020-13-47 \(secret)")::timestamptz", "22023"),
            ("SELECT \("say \"\(secret)\" \"")::uuid", "22P02"),
        ]
        for (sql, state) in cases {
            let error = try await postgresError { try await connection.execute(sql) }
            #expect(error.sqlState == state, "\(error)")
            let shown = "\(error) \(error.message) \(error.hint ?? "") \(error.column ?? "")"
            #expect(!shown.contains("4711") && !shown.contains("Geheim"), "\(shown)")
        }
    }

    @Test("A mistake in the statement is found by its position")
    func position() async throws {
        let connection = try await prepared()
        let error = try await postgresError { try await connection.execute("SELECT 1 FROM nowhere") }
        #expect(error.sqlState == "42P01")
        #expect(error.position == 15)
        #expect(error.description.contains("nowhere"))
        let several = try await postgresError { try await connection.execute("SELECT 1; SELECT 2") }
        #expect(several.sqlState == "42601")
    }

    @Test("An error leaves the connection usable, and a COPY in the wrong place too")
    func recovery() async throws {
        let connection = try await prepared()
        for sql: SQL in ["SELECT 1/0", "COPY t FROM STDIN", "COPY t TO STDOUT"] {
            _ = try await postgresError { try await connection.execute(sql) }
            #expect(try await connection.value("SELECT 1", as: Int.self) == 1)
            _ = try await postgresError { try await connection.stream(sql) { _ in } }
            #expect(try await connection.value("SELECT 1", as: Int.self) == 1)
        }
        _ = try await postgresError { try await connection.copyIn("SELECT 1") { _ in } }
        _ = try await postgresError { try await connection.copyIn("COPY t TO STDOUT") { _ in } }
        _ = try await postgresError { try await connection.copyOut("COPY t FROM STDIN") { _ in } }
        #expect(try await connection.value("SELECT 1", as: Int.self) == 1)
    }

    @Test("The states that an operator acts on are recognised")
    func states() async throws {
        let connection = try await prepared()
        let cases: [(SQL, any KeyPath<PostgresError, Bool> & Sendable)] = [
            ("DO $$BEGIN RAISE SQLSTATE '53100'; END$$", \.isDiskFull),
            ("DO $$BEGIN RAISE SQLSTATE '53200'; END$$", \.isOutOfMemory),
            ("DO $$BEGIN RAISE SQLSTATE '53300'; END$$", \.isTooManyConnections),
            ("DO $$BEGIN RAISE SQLSTATE '57P01'; END$$", \.isShutdown),
            ("DO $$BEGIN RAISE SQLSTATE '57P03'; END$$", \.isShutdown),
            ("DO $$BEGIN RAISE SQLSTATE '40001'; END$$", \.isRetryable),
            ("DO $$BEGIN RAISE SQLSTATE '40P01'; END$$", \.isRetryable),
        ]
        for (sql, isRecognised) in cases {
            let error = try await postgresError { try await connection.execute(sql) }
            #expect(error[keyPath: isRecognised], "\(error)")
            #expect(!error.isUniqueViolation)
        }
    }

    @Test("A lost connection says so, and every further call too")
    func lost() async throws {
        let connection = try await prepared()
        let other = try await TestCluster.shared.connect()
        let error = try await postgresError {
            try await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        }
        #expect(error.isShutdown, "\(error)")
        let second = try await postgresError { try await connection.execute("SELECT 1") }
        #expect(second.kind == .closed)
        #expect(await !connection.isAlive)
        await other.close()
        let third = try await postgresError { try await other.execute("SELECT 1") }
        #expect(third.kind == .closed)
    }
}
