import Foundation
import Postgres
import Testing

@Suite("Streams", .timeLimit(.minutes(10)))
struct StreamTests {
    struct Stop: Error {}

    /// Resident memory of this process in bytes.
    private func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return try #require(Int(text.split(separator: " ")[1])) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    @Test("A million rows pass one by one in constant memory")
    func million() async throws {
        let connection = try await TestCluster.shared.connect()
        var count = 0
        var sum = 0
        let before = try residentBytes()
        var most = before
        try await connection.stream("SELECT n, repeat('x', 100) FROM generate_series(1, 1000000) AS n") { row in
            count += 1
            sum += try row.decode(0, as: Int.self)
            if count % 50_000 == 0 { most = max(most, try residentBytes()) }
        }
        #expect(count == 1_000_000)
        #expect(sum == 500_000_500_000)
        // Held at once, a million results of libpq would take more than 1 GB; tests beside this one take some too.
        #expect(most - before < 300_000_000)
    }

    @Test("A body that throws ends the stream, and the connection is free again")
    func abandoned() async throws {
        let connection = try await TestCluster.shared.connect()
        var count = 0
        await #expect(throws: Stop.self) {
            try await connection.stream("SELECT generate_series(1, 100000000)") { _ in
                count += 1
                if count == 1000 { throw Stop() }
            }
        }
        #expect(count == 1000)
        #expect(try await connection.value("SELECT 1", as: Int.self) == 1)
    }

    @Test("An error in the middle comes after the rows before it")
    func failing() async throws {
        let connection = try await TestCluster.shared.connect()
        var count = 0
        let error = try await postgresError {
            try await connection.stream("SELECT 1 / (2000 - n) FROM generate_series(1, 3000) AS n") { _ in count += 1 }
        }
        #expect(error.sqlState == "22012")
        #expect(count > 0 && count < 2000)
        #expect(try await connection.value("SELECT 1", as: Int.self) == 1)
    }

    @Test("No rows and statements that return none stream nothing")
    func empty() async throws {
        let connection = try await TestCluster.shared.connect()
        var count = 0
        for sql: SQL in ["SELECT 1 WHERE false", "CREATE TABLE t (n int)", "INSERT INTO t VALUES (\(1))"] {
            try await connection.stream(sql) { _ in count += 1 }
        }
        #expect(count == 0)
        #expect(try await connection.value("SELECT n FROM t", as: Int.self) == 1)
    }

    @Test("A stream inside a transaction sees what the transaction did")
    func inTransaction() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (n int)")
        let sum = try await connection.transaction { connection in
            try await connection.execute("INSERT INTO t SELECT generate_series(1, 2000)")
            var sum = 0
            try await connection.stream("SELECT n FROM t WHERE n > \(1000)") { sum += try $0.decode(0, as: Int.self) }
            return sum
        }
        #expect(sum == (1001...2000).reduce(0, +))
    }
}
