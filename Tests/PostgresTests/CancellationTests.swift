import Postgres
import Testing

@Suite("Cancellation and threads", .timeLimit(.minutes(10)))
struct CancellationTests {
    private let sleeping: SQL =
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = "

    @Test("Cancelling the task ends the statement, and the connection goes on")
    func task() async throws {
        let connection = try await TestCluster.shared.connect()
        let observer = try await TestCluster.shared.connect()
        let id = await connection.backendID
        for _ in 0..<3 {
            let task = Task { try await connection.execute("SELECT pg_sleep(600)") }
            try await observer.wait(until: sleeping + "\(id)")
            task.cancel()
            let error = try await postgresError { _ = try await task.value }
            #expect(error.kind == .cancelled)
            #expect(error.isQueryCancelled)
        }
        #expect(try await connection.value("SELECT 1", as: Int.self) == 1)
    }

    @Test("cancel() ends what runs, and does nothing to what comes after")
    func explicit() async throws {
        let connection = try await TestCluster.shared.connect()
        let observer = try await TestCluster.shared.connect()
        let id = await connection.backendID
        async let outcome = postgresError { try await connection.execute("SELECT pg_sleep(600)") }
        try await observer.wait(until: sleeping + "\(id)")
        connection.cancel()
        #expect(try await outcome.kind == .cancelled)
        for n in 0..<200 {
            connection.cancel()
            #expect(try await connection.value("SELECT \(n)", as: Int.self) == n)
        }
    }

    @Test("A task cancelled at any moment gets its answer or an error, and the next statement its own answer")
    func race() async throws {
        let connection = try await TestCluster.shared.connect()
        var random = SeededGenerator(seed: 4)
        for n in 0..<200 {
            let task = Task { try await connection.value("SELECT \(n) FROM pg_sleep(0.001)", as: Int.self) }
            try await Task.sleep(for: .microseconds(Int.random(in: 0...3000, using: &random)))
            task.cancel()
            switch await task.result {
            case .success(let value): #expect(value == n)
            case .failure(let error): #expect((error as? PostgresError)?.kind == .cancelled, "\(error)")
            }
            #expect(try await connection.value("SELECT \(-n)", as: Int.self) == -n)
        }
    }

    @Test("A task that is cancelled already does not reach the server")
    func early() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE SEQUENCE s")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await connection.execute("SELECT nextval('s')")
        }
        let error = try await postgresError { _ = try await task.value }
        #expect(error.kind == .cancelled)
        #expect(try await connection.value("SELECT is_called FROM s", as: Bool.self) == false)
    }

    @Test("More blocked statements than there are threads in Swift's pool stop nobody else")
    func threads() async throws {
        let database = try await TestCluster.shared.makeDatabase()
        let configuration = TestCluster.shared.configuration(database)
        let holder = try await Connection.connect(configuration)
        try await holder.execute("SELECT pg_advisory_lock(1)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<12 {
                let connection = try await Connection.connect(configuration)
                group.addTask {
                    try await connection.execute("SELECT pg_advisory_lock_shared(1)")
                    await connection.close()
                }
            }
            // With libpq on the cooperative threads none of them would be left to get here.
            try await holder.wait(
                until:
                    "SELECT count(*) = 12 FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()"
            )
            let ticker = Task.detached {
                var ticks = 0
                for _ in 0..<1000 {
                    await Task.yield()
                    ticks += 1
                }
                return ticks
            }
            #expect(await ticker.value == 1000)
            let waiting = try await holder.value(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                as: Int.self)
            #expect(waiting == 12)
            try await holder.execute("SELECT pg_advisory_unlock(1)")
            try await group.waitForAll()
        }
    }
}
