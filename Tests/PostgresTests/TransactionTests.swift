import Postgres
import Testing

@Suite("Transactions", .timeLimit(.minutes(10)))
struct TransactionTests {
    struct Stop: Error {}

    private func counter() async throws -> (first: Connection, second: Connection) {
        let database = try await TestCluster.shared.makeDatabase()
        let first = try await Connection.connect(
            TestCluster.shared.configuration(database, settings: [.init("deadlock_timeout", "50ms")]))
        let second = try await Connection.connect(TestCluster.shared.configuration(database))
        try await first.execute("CREATE TABLE t (id int PRIMARY KEY, n int)")
        try await first.execute("INSERT INTO t VALUES (1, 0), (2, 0)")
        return (first, second)
    }

    @Test(
        "A transaction that loses a real conflict runs again and sees the winner's work",
        arguments: [IsolationLevel.repeatableRead, .serializable])
    func conflict(isolation: IsolationLevel) async throws {
        let (first, second) = try await counter()
        var runs = 0
        try await first.transaction(isolation: isolation) { connection in
            runs += 1
            let n = try await connection.value("SELECT n FROM t WHERE id = 1", as: Int.self)
            if runs == 1 { try await second.execute("UPDATE t SET n = 10 WHERE id = 1") }
            try await connection.execute("UPDATE t SET n = \(n + 1) WHERE id = 1")
        }
        #expect(runs == 2)
        #expect(try await first.value("SELECT n FROM t WHERE id = 1", as: Int.self) == 11)
    }

    @Test("Write skew, which only COMMIT finds, runs again too, even when the body wraps its errors")
    func writeSkew() async throws {
        struct Wrapped: Error {}
        let (first, second) = try await counter()
        var runs = 0
        try await first.transaction(isolation: .serializable) { connection in
            runs += 1
            let sum = try await connection.value("SELECT sum(n) FROM t", as: Int.self)
            if runs == 1 {
                try await second.transaction(isolation: .serializable) { other in
                    let sum = try await other.value("SELECT sum(n) FROM t", as: Int.self)
                    try await other.execute("UPDATE t SET n = \(sum + 1) WHERE id = 2")
                }
            }
            do {
                try await connection.execute("UPDATE t SET n = \(sum + 1) WHERE id = 1")
            } catch {
                throw Wrapped()
            }
        }
        #expect(runs == 2)
        #expect(try await first.value("SELECT n FROM t WHERE id = 1", as: Int.self) == 2)
    }

    @Test("A deadlock ends with both transactions done")
    func deadlock() async throws {
        let (first, second) = try await counter()
        let third = try await Connection.connect(TestCluster.shared.configuration())
        let firstID = await first.backendID
        var runs = 0
        try await first.transaction { connection in
            runs += 1
            try await connection.execute("UPDATE t SET n = n + 1 WHERE id = 1")
            guard runs == 1 else { return try await Self.increment(2, connection) }
            async let other: Void = second.transaction { other in
                try await Self.increment(2, other)
                try await Self.increment(1, other)
            }
            try await third.wait(
                until: "SELECT count(*) > 0 FROM pg_stat_activity WHERE \(firstID) = ANY (pg_blocking_pids(pid))")
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await Self.increment(2, connection))
            } catch {
                outcome = .failure(error)
            }
            if case .failure = outcome { _ = try? await connection.execute("ROLLBACK") }
            try await other
            try outcome.get()
        }
        #expect(runs == 2)
        #expect(try await first.value("SELECT array_agg(n ORDER BY id) FROM t", as: [Int].self) == [2, 2])
    }

    private static func increment(_ id: Int, _ connection: Connection) async throws {
        try await connection.execute("UPDATE t SET n = n + 1 WHERE id = \(id)")
    }

    @Test("Attempts are bounded, and the last error is the conflict")
    func attempts() async throws {
        let (first, second) = try await counter()
        var runs = 0
        let error = try await postgresError {
            try await first.transaction(isolation: .repeatableRead, attempts: 3) { connection in
                runs += 1
                _ = try await connection.query("SELECT n FROM t")
                try await second.execute("UPDATE t SET n = n + 1")
                try await connection.execute("UPDATE t SET n = 0")
            }
        }
        #expect(error.sqlState == "40001")
        #expect(runs == 3)
    }

    @Test("A transaction inside is a savepoint: undone alone, kept with the outer one")
    func savepoints() async throws {
        let (connection, _) = try await counter()
        try await connection.transaction { outer in
            try await outer.execute("INSERT INTO t VALUES (3, 3)")
            await #expect(throws: Stop.self) {
                try await outer.transaction { inner in
                    try await inner.execute("INSERT INTO t VALUES (4, 4)")
                    throw Stop()
                }
            }
            let error = try await postgresError {
                try await outer.transaction { try await $0.execute("INSERT INTO t VALUES (1, 1)") }
            }
            #expect(error.isUniqueViolation)
            try await outer.transaction { try await $0.execute("INSERT INTO t VALUES (5, 5)") }
        }
        #expect(try await connection.value("SELECT array_agg(id ORDER BY id) FROM t", as: [Int].self) == [1, 2, 3, 5])
    }

    @Test("A swallowed error does not pass for a commit")
    func swallowed() async throws {
        let (connection, _) = try await counter()
        let error = try await postgresError {
            try await connection.transaction { connection in
                try await connection.execute("INSERT INTO t VALUES (3, 3)")
                _ = try? await connection.execute("SELECT 1/0")
            }
        }
        #expect(error.kind == .transactionFailed)
        #expect(error.sqlState == "22012")
        #expect(try await connection.value("SELECT count(*) FROM t", as: Int.self) == 2)
    }

    @Test("A deferred constraint is reported by the commit, and nothing is kept")
    func deferred() async throws {
        let (connection, _) = try await counter()
        try await connection.execute("CREATE TABLE u (id int REFERENCES t DEFERRABLE INITIALLY DEFERRED)")
        let error = try await postgresError {
            try await connection.transaction { try await $0.execute("INSERT INTO u VALUES (9)") }
        }
        #expect(error.isForeignKeyViolation)
        #expect(try await connection.value("SELECT count(*) FROM u", as: Int.self) == 0)
    }

    @Test("Read only means read only, and the isolation is the one asked for")
    func modes() async throws {
        let (connection, _) = try await counter()
        let error = try await postgresError {
            try await connection.transaction(readOnly: true) { try await $0.execute("DELETE FROM t") }
        }
        #expect(error.sqlState == "25006")
        let level = try await connection.transaction(isolation: .serializable) {
            try await $0.value("SELECT current_setting('transaction_isolation')", as: String.self)
        }
        #expect(level == "serializable")
    }

    @Test("A cancelled task leaves no trace of its transaction, and the connection is free again")
    func cancellation() async throws {
        let (connection, observer) = try await counter()
        let task = Task {
            try await connection.transaction { connection in
                try await connection.execute("DELETE FROM t")
                try await connection.execute("SELECT pg_sleep(600)")
            }
        }
        try await observer.wait(
            until:
                "SELECT count(*) > 0 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND wait_event = 'PgSleep' AND datname = current_database()"
        )
        task.cancel()
        let error = try await postgresError { try await task.value }
        #expect(error.kind == .cancelled)
        #expect(try await connection.value("SELECT count(*) FROM t", as: Int.self) == 2)
        let late = Task {
            try await connection.transaction { connection in
                try await connection.execute("DELETE FROM t")
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        let lateError = try await postgresError { try await late.value }
        #expect(lateError.kind == .cancelled)
        #expect(try await connection.value("SELECT count(*) FROM t", as: Int.self) == 2)
    }
}
