import Postgres
import Testing

@Suite("Statements and rows")
struct QueryTests {
    @Test("A bound value comes back by name, by position and as a tuple")
    func decodes() async throws {
        let connection = try await TestCluster.shared.connect()
        let rows = try await connection.query("SELECT \(7) AS number, \("seven") AS word")
        #expect(rows.count == 1)
        let row = try #require(rows.first)
        #expect(try row.decode("number", as: Int.self) == 7)
        #expect(try row.decode(1, as: String.self) == "seven")
        let (number, word) = try row.decode(Int.self, String.self)
        #expect((number, word) == (7, "seven"))
        await connection.close()
    }

    @Test("A transaction commits, a throwing one leaves nothing")
    func transaction() async throws {
        struct Stop: Error {}
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (n int)")
        try await connection.transaction { try await $0.execute("INSERT INTO t VALUES (\(1))") }
        await #expect(throws: Stop.self) {
            try await connection.transaction {
                try await $0.execute("INSERT INTO t VALUES (\(2))")
                throw Stop()
            }
        }
        let rows = try await connection.query("SELECT n FROM t")
        #expect(try rows.map { try $0.decode("n", as: Int.self) } == [1])
    }

    @Test("A copy arrives whole")
    func copy() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (n int, s text)")
        var local = 0
        let copied = try await connection.copyIn("COPY t FROM STDIN") { writer in
            for n in 0..<1000 {
                try writer.field(n)
                try writer.field("tab\tline\nback\\slash")
                try writer.endRow()
                local += 1
            }
        }
        #expect(copied == 1000)
        #expect(local == 1000)
        let row = try await connection.first("SELECT count(*) FROM t WHERE s = \("tab\tline\nback\\slash")")
        #expect(try row?.decode(0, as: Int.self) == 1000)
    }
}
