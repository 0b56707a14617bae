import Postgres
import Synchronization
import Testing

@Suite("Pool", .timeLimit(.minutes(10)))
struct PoolTests {
    struct Stop: Error {}

    final class Record: Sendable {
        private let entries = Mutex<[Int]>([])
        var all: [Int] { entries.withLock { $0 } }
        func append(_ entry: Int) { entries.withLock { $0.append(entry) } }
    }

    private func pool(limit: Int) async throws -> Pool {
        Pool(TestCluster.shared.configuration(try await TestCluster.shared.makeDatabase()), limit: limit)
    }

    private func waitFor(_ condition: () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test("Never more connections than the limit, and each is used again")
    func bound() async throws {
        let pool = try await pool(limit: 3)
        let ids = Record()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    try await pool.withConnection { connection in
                        ids.append(Int(await connection.backendID))
                        #expect(pool.lentCount <= 3)
                        let sessions: SQL = """
                            SELECT count(*) <= 3 FROM pg_stat_activity
                            WHERE datname = current_database() AND backend_type = 'client backend'
                            """
                        let isWithin = try await connection.value(sessions, as: Bool.self)
                        #expect(isWithin)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(ids.all.count == 60)
        #expect(Set(ids.all).count <= 3)
        #expect(pool.lentCount == 0)
        await pool.shutdown()
    }

    @Test("Who waits longest is served first")
    func fairness() async throws {
        let pool = try await pool(limit: 1)
        let order = Record()
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await pool.withConnection { _ in
                for n in 0..<10 {
                    group.addTask { try await pool.withConnection { _ in order.append(n) } }
                    try await waitFor { pool.waitingCount == n + 1 }
                }
            }
            try await group.waitForAll()
        }
        #expect(order.all == Array(0..<10))
        await pool.shutdown()
    }

    @Test("A wait can be cancelled and costs nobody a place")
    func cancelledWait() async throws {
        let pool = try await pool(limit: 1)
        try await pool.withConnection { _ in
            let waiting = Task { try await pool.withConnection { _ in } }
            try await waitFor { pool.waitingCount == 1 }
            waiting.cancel()
            let error = try await postgresError { try await waiting.value }
            #expect(error.kind == .cancelled)
            #expect(pool.waitingCount == 0)
        }
        try await pool.withConnection { _ = try await $0.execute("SELECT 1") }
        await pool.shutdown()
    }

    @Test("A connection that the server ended is replaced, idle or lent")
    func broken() async throws {
        let pool = try await pool(limit: 1)
        let observer = try await TestCluster.shared.connect()
        let id = try await pool.withConnection { await $0.backendID }
        try await observer.execute("SELECT pg_terminate_backend(\(id), 5000)")
        let second = try await pool.withConnection { connection in
            let one = try await connection.value("SELECT 1", as: Int.self)
            #expect(one == 1)
            return await connection.backendID
        }
        #expect(second != id)
        let error = try await postgresError {
            try await pool.withConnection { connection in
                try await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
            }
        }
        #expect(error.isShutdown)
        #expect(pool.idleCount == 0)
        #expect(try await pool.withConnection { try await $0.value("SELECT 1", as: Int.self) } == 1)
        await pool.shutdown()
    }

    @Test("What a borrower left open is undone before the next one comes")
    func reset() async throws {
        let pool = try await pool(limit: 1)
        try await pool.withConnection { connection in
            try await connection.execute("CREATE TABLE t (n int)")
            try await connection.execute("BEGIN")
            try await connection.execute("INSERT INTO t VALUES (1)")
            _ = try await connection.listen("c")
        }
        try await pool.withConnection { connection in
            let rows = try await connection.value("SELECT count(*) FROM t", as: Int.self)
            let channels = try await connection.value("SELECT count(*) FROM pg_listening_channels()", as: Int.self)
            #expect(rows == 0)
            #expect(channels == 0)
        }
        await #expect(throws: Stop.self) { try await pool.withConnection { _ in throw Stop() } }
        #expect(pool.lentCount == 0)
        await pool.shutdown()
    }

    @Test("A server that cannot be reached gives the place back")
    func unreachable() async throws {
        let pool = Pool(ConnectionConfiguration("host=\(TestCluster.shared.folder)/absent"), limit: 1)
        for _ in 0..<3 {
            let error = try await postgresError { try await pool.withConnection { _ in } }
            #expect(error.kind == .unreachable)
        }
        #expect(pool.lentCount == 0)
    }

    @Test("Shutting down refuses those who wait and those who come, and waits for those who borrowed")
    func shutdown() async throws {
        let pool = try await pool(limit: 1)
        let order = Record()
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await pool.withConnection { connection in
                group.addTask {
                    let error = try await postgresError { try await pool.withConnection { _ in } }
                    #expect(error.kind == .closed)
                }
                try await waitFor { pool.waitingCount == 1 }
                group.addTask {
                    await pool.shutdown()
                    order.append(2)
                }
                try await waitFor { pool.waitingCount == 0 }
                #expect(try await connection.value("SELECT 1", as: Int.self) == 1)
                order.append(1)
            }
            try await group.waitForAll()
        }
        #expect(order.all == [1, 2])
        let error = try await postgresError { try await pool.withConnection { _ in } }
        #expect(error.kind == .closed)
        #expect(pool.idleCount == 0)
    }
}
