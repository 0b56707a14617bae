import Postgres
import Testing

@Suite("COPY", .timeLimit(.minutes(10)))
struct CopyTests {
    struct Stop: Error {}

    @Test("A hundred thousand rows with every kind of escape go in and come out the same")
    func roundTrip() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE a (id int8, s text, d float8, b bool, u uuid)")
        try await connection.execute("CREATE TABLE b (LIKE a)")
        let count = 100_000
        var random = SeededGenerator(seed: 3)
        var digest: UInt64 = 0
        let copied = try await connection.copyIn("COPY a FROM STDIN") { writer in
            for id in 0..<count {
                try writer.field(id)
                if id % 7 == 0 {
                    try writer.null()
                } else {
                    let text = random.text()
                    digest = text.utf8.reduce(digest) { ($0 &* 31) &+ UInt64($1) }
                    try writer.field(text)
                }
                try writer.field(Double(id) / 3)
                try writer.field(id % 2 == 0)
                try writer.field(PostgresUUID(high: UInt64(id), low: 1))
                try writer.endRow()
            }
        }
        #expect(copied == count)
        var found: UInt64 = 0
        var nulls = 0
        var next = 0
        try await connection.stream("SELECT id, s, d, u FROM a ORDER BY id") { row in
            let (id, text, third, uuid) = try row.decode(Int.self, String?.self, Double.self, PostgresUUID.self)
            #expect(id == next && third == Double(id) / 3 && uuid.high == UInt64(id))
            next += 1
            guard let text else { return nulls += 1 }
            found = text.utf8.reduce(found) { ($0 &* 31) &+ UInt64($1) }
        }
        #expect(next == count)
        #expect(nulls == (count + 6) / 7)
        #expect(found == digest)
        var blocks: [[UInt8]] = []
        #expect(try await connection.copyOut("COPY a TO STDOUT") { blocks.append(Array($0)) } == count)
        #expect(blocks.count > 1)
        try await connection.copyIn("COPY b FROM STDIN") { writer in
            for block in blocks { try writer.write(block.span.bytes) }
        }
        let difference: SQL = "SELECT count(*) FROM (TABLE a EXCEPT ALL TABLE b) AS d"
        #expect(try await connection.value(difference, as: Int.self) == 0)
        #expect(try await connection.value("SELECT count(*) FROM b", as: Int.self) == count)
    }

    @Test("Blocks of any size pass unchanged, also longer than the buffer")
    func blocks() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (s text)")
        let sizes = [1, 2, 262_142, 262_143, 262_144, 262_145, 1_000_003, 0, 5]
        try await connection.copyIn("COPY t FROM STDIN") { writer in
            for size in sizes {
                try writer.write([UInt8](repeating: UInt8(ascii: "x"), count: size))
                try writer.write([UInt8(ascii: "\n")])
            }
            #expect(writer.bytesWritten == sizes.reduce(0, +) + sizes.count)
        }
        let found = try await connection.query("SELECT length(s) FROM t").map { try $0.decode(0, as: Int.self) }
        #expect(found == sizes)
    }

    @Test("Numbers of every size and escapes at every place arrive exactly")
    func fields() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (id int8 PRIMARY KEY, n numeric, d float8, s text)")
        var random = SeededGenerator(seed: 5)
        let numbers =
            [Int64.min, -1, 0, 1, 9, 10, 99, 100, -10, Int64.max] + (0..<2000).map { _ in random.integer(Int64.self) }
        let specials: [Character] = ["\\", "\n", "\r", "\t", "株", "\u{8}", "\u{B}"]
        let texts = numbers.indices.map { index in
            var text = Array(repeating: Character("x"), count: index % 40 + 1)
            text[index % text.count] = specials[index % specials.count]
            return String(text)
        }
        let doubles: [Double] = [.infinity, -.infinity, 0, -0.0, 1e300, .leastNonzeroMagnitude, .nan, 0.1]
        try await connection.copyIn("COPY t FROM STDIN") { writer in
            for (id, number) in numbers.enumerated() {
                try writer.field(id)
                try writer.field(number)
                try writer.field(doubles[id % doubles.count])
                try writer.field(texts[id])
                try writer.endRow()
            }
            try writer.field(numbers.count)
            try writer.field(UInt64.max)
            try writer.null()
            try writer.null()
            try writer.endRow()
        }
        var rows = try await connection.query("SELECT n, d, s FROM t ORDER BY id")
        let last = rows.removeLast()
        #expect(try last.decode("n", as: String.self) == String(UInt64.max))
        for (id, row) in rows.enumerated() {
            #expect(try row.decode("n", as: String.self) == String(numbers[id]))
            #expect(try row.decode("d", as: Double.self).bitPattern == doubles[id % doubles.count].bitPattern)
            #expect(try row.decode("s", as: String.self) == texts[id])
        }
    }

    @Test("A body that throws leaves nothing, and its error comes through")
    func abort() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (n int)")
        await #expect(throws: Stop.self) {
            try await connection.copyIn("COPY t FROM STDIN") { writer in
                for n in 0..<200_000 {
                    try writer.field(n)
                    try writer.endRow()
                }
                throw Stop()
            }
        }
        #expect(try await connection.value("SELECT count(*) FROM t", as: Int.self) == 0)
    }

    @Test("A bad row is named by line and column, without its value")
    func badRow() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (n int, amount int)")
        let error = try await postgresError {
            try await connection.copyIn("COPY t FROM STDIN (FORMAT csv)") { writer in
                try writer.write(Array("1,2\n3,Geheim\n".utf8))
            }
        }
        #expect(error.sqlState == "22P02")
        #expect(error.line == 2)
        #expect(error.column == "amount")
        #expect(!"\(error)".contains("Geheim"))
        #expect(try await connection.value("SELECT count(*) FROM t", as: Int.self) == 0)
    }

    @Test("A cancelled task ends its copy with nothing kept")
    func cancelled() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (n int)")
        let (started, start) = AsyncStream<Void>.makeStream()
        let task = Task {
            try await connection.copyIn("COPY t FROM STDIN") { writer in
                while true {
                    try writer.field(1)
                    try writer.endRow()
                    if writer.bytesWritten == 2_000_000 { start.finish() }
                }
            }
        }
        for await _ in started {}
        task.cancel()
        let error = try await postgresError { _ = try await task.value }
        #expect(error.kind == .cancelled)
        #expect(try await connection.value("SELECT count(*) FROM t", as: Int.self) == 0)
    }

    @Test("During a copy the connection refuses other work as busy, and the copy goes on")
    func busy() async throws {
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TABLE t (n int)")
        let rows = try await connection.copyIn("COPY t FROM STDIN") { writer in
            try writer.field(1)
            try writer.endRow()
            let error = try await postgresError { try await connection.execute("SELECT 1") }
            #expect(error.kind == .busy)
            try writer.field(2)
            try writer.endRow()
        }
        #expect(rows == 2)
    }

    @Test("Closing during a copy ends it, and nothing is kept")
    func closing() async throws {
        let database = try await TestCluster.shared.makeDatabase()
        let connection = try await Connection.connect(TestCluster.shared.configuration(database))
        try await connection.execute("CREATE TABLE t (n int)")
        _ = try await postgresError {
            try await connection.copyIn("COPY t FROM STDIN") { writer in
                await connection.close()
                try writer.field(1)
                try writer.endRow()
            }
        }
        let second = try await Connection.connect(TestCluster.shared.configuration(database))
        #expect(try await second.value("SELECT count(*) FROM t", as: Int.self) == 0)
        let error = try await postgresError { try await connection.execute("SELECT 1") }
        #expect(error.kind == .closed)
    }

    @Test("A sink that throws ends the copy out, and the connection is free again")
    func sink() async throws {
        let connection = try await TestCluster.shared.connect()
        await #expect(throws: Stop.self) {
            try await connection.copyOut("COPY (SELECT generate_series(1, 3000000)) TO STDOUT") { _ in throw Stop() }
        }
        let error = try await postgresError {
            try await connection.copyOut("COPY (SELECT 1 / (3 - n) FROM generate_series(1, 5) AS n) TO STDOUT") { _ in }
        }
        #expect(error.sqlState == "22012")
        #expect(try await connection.value("SELECT 1", as: Int.self) == 1)
    }
}
