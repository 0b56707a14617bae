import Postgres
import Testing

@Suite("Values to and fro")
struct ValueTests {
    private func roundTrip<Value: PostgresEncodable & PostgresDecodable & Equatable>(
        _ values: [Value], _ connection: Connection, cast: SQL, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        for value in values {
            let sql: SQL = "SELECT \(value)::" + cast + " AS v, \(Value?.none)::" + cast + " AS n"
            let row = try #require(try await connection.first(sql), sourceLocation: sourceLocation)
            #expect(try row.decode("v", as: Value.self) == value, sourceLocation: sourceLocation)
            #expect(try row.decode("v", as: Value?.self) == value, sourceLocation: sourceLocation)
            #expect(try row.decode("n", as: Value?.self) == nil, sourceLocation: sourceLocation)
        }
    }

    @Test("Every scalar comes back as it was bound, extremes and NULL included")
    func scalars() async throws {
        let connection = try await TestCluster.shared.connect()
        var random = SeededGenerator(seed: 1)
        try await roundTrip([true, false], connection, cast: "boolean")
        try await roundTrip(
            [.min, -1, 0, .max] + (0..<50).map { _ in random.integer(Int16.self) }, connection, cast: "int2")
        try await roundTrip(
            [.min, -1, 0, .max] + (0..<50).map { _ in random.integer(Int32.self) }, connection, cast: "int4")
        try await roundTrip(
            [.min, -1, 0, .max] + (0..<50).map { _ in random.integer(Int64.self) }, connection, cast: "int8")
        try await roundTrip(
            [.min, -1, 0, .max] + (0..<50).map { _ in random.integer(Int.self) }, connection, cast: "int8")
        let doubles: [Double] = [
            0, -0.0, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 0.1, -1.0 / 3,
        ]
        try await roundTrip(
            doubles + (0..<50).map { _ in Double.random(in: -1e9...1e9, using: &random) }, connection, cast: "float8")
        #expect(try await connection.value("SELECT \(Double.nan)", as: Double.self).isNaN)
        try await roundTrip(["", "NULL", "\\N", "{}"] + (0..<200).map { _ in random.text() }, connection, cast: "text")
        try await roundTrip([[], [0], [92, 120]] + (0..<100).map { _ in random.bytes() }, connection, cast: "bytea")
        try await roundTrip(
            (0..<20).map { _ in PostgresUUID(high: random.next(), low: random.next()) }, connection, cast: "uuid")
        try await roundTrip(
            [.infinity, .negativeInfinity, PostgresDate(days: 0), PostgresDate(days: -2_451_545)]
                + (0..<50).map { _ in PostgresDate(days: Int32.random(in: -700_000...700_000, using: &random)) },
            connection, cast: "date")
        try await roundTrip(
            [.infinity, .negativeInfinity, PostgresTimestamp(microseconds: -1)]
                + (0..<50).map { _ in
                    PostgresTimestamp(microseconds: max(random.integer(Int64.self), -211_000_000_000_000_000))
                },
            connection, cast: "timestamptz")
    }

    @Test("Every array comes back as it was bound, empty ones and those with NULL included")
    func arrays() async throws {
        let connection = try await TestCluster.shared.connect()
        var random = SeededGenerator(seed: 2)
        for count in [0, 1, 2, 17] {
            try await roundTrip([(0..<count).map { _ in random.text() }], connection, cast: "text[]")
            try await roundTrip([(0..<count).map { _ in random.integer(Int64.self) }], connection, cast: "int8[]")
            try await roundTrip([(0..<count).map { _ in random.integer(Int.self) }], connection, cast: "int8[]")
            try await roundTrip([(0..<count).map { _ in random.integer(Int32.self) }], connection, cast: "int4[]")
            try await roundTrip([(0..<count).map { _ in random.integer(Int16.self) }], connection, cast: "int2[]")
            try await roundTrip([(0..<count).map { Double($0) / 3 }], connection, cast: "float8[]")
            try await roundTrip([(0..<count).map { $0 % 2 == 0 }], connection, cast: "bool[]")
            try await roundTrip(
                [(0..<count).map { _ in PostgresUUID(high: random.next(), low: random.next()) }], connection,
                cast: "uuid[]")
            try await roundTrip([(0..<count).map { PostgresDate(days: Int32($0)) }], connection, cast: "date[]")
            try await roundTrip([[String?](repeating: nil, count: count) + ["NULL", ""]], connection, cast: "text[]")
            try await roundTrip([[Int?](repeating: nil, count: count) + [3]], connection, cast: "int8[]")
        }
        let error = try await postgresError {
            _ = try await connection.value("SELECT ARRAY[1, NULL]", as: [Int].self)
        }
        #expect(error.kind == .decoding)
    }

    @Test("The server understands what was bound, not only returns it")
    func meaning() async throws {
        let connection = try await TestCluster.shared.connect()
        let uuid = try #require(PostgresUUID("0190163D-8694-739b-aea5-966c26f8ad91"))
        let row = try #require(
            try await connection.first(
                """
                SELECT \(uuid)::text, \(PostgresDate(days: 8765))::text, \([1.5, -2])::text, \([UInt8(1), 255])::text,
                       (\(PostgresTimestamp(microseconds: -1)) AT TIME ZONE 'UTC')::text, \(JSONB("{\"b\":[1]}"))::text
                """))
        let expected = [
            "0190163d-8694-739b-aea5-966c26f8ad91", "2023-12-31", "{1.5,-2}", "\\x01ff", "1999-12-31 23:59:59.999999",
            "{\"b\": [1]}",
        ]
        #expect(try (0..<6).map { try row.decode($0, as: String.self) } == expected)
    }

    @Test(
        "numeric keeps every digit as text",
        arguments: [
            "0", "0.00", "-1", "10000", "99999999999999999999999999.123456789", "0.0001", "-0.00010", "1e-20",
            "123456.70",
            "10000000000000000", "0.1", "NaN", "Infinity", "-Infinity", "5000.5000",
        ])
    func numeric(text: String) async throws {
        let connection = try await TestCluster.shared.connect()
        let row = try #require(try await connection.first("SELECT n, n::text FROM (SELECT \(text)::numeric AS n) AS x"))
        #expect(try row.decode(0, as: String.self) == row.decode(1, as: String.self))
        await connection.close()
    }

    @Test("Enumerations travel by their raw value, on both sides")
    func enumerations() async throws {
        enum Mood: String, PostgresEncodable, PostgresDecodable { case good, bad }
        let connection = try await TestCluster.shared.connect()
        try await connection.execute("CREATE TYPE mood AS ENUM ('good', 'bad', 'new')")
        #expect(try await connection.value("SELECT \(Mood.bad)::mood", as: Mood.self) == .bad)
        let error = try await postgresError { _ = try await connection.value("SELECT 'new'::mood AS m", as: Mood.self) }
        #expect(error.kind == .decoding)
        #expect(error.column == "m")
    }

    @Test("A wrong type, a NULL, an absent or a doubled column is refused by name, without the value")
    func refusals() async throws {
        let connection = try await TestCluster.shared.connect()
        let row = try #require(
            try await connection.first(
                "SELECT 'secret'::text AS s, NULL::int AS n, 70000 AS big, 1.5::numeric AS m, 1 AS d, 2 AS d, '{{1}}'::int[] AS a"
            ))
        let attempts: [(String, () throws -> Void)] = [
            ("s", { _ = try row.decode("s", as: Int.self) }), ("n", { _ = try row.decode("n", as: Int.self) }),
            ("n", { _ = try row.decode("n", as: String.self) }), ("big", { _ = try row.decode("big", as: Int16.self) }),
            ("m", { _ = try row.decode("m", as: Double.self) }), ("x", { _ = try row.decode("x", as: Int.self) }),
            ("d", { _ = try row.decode("d", as: Int.self) }), ("a", { _ = try row.decode("a", as: [Int].self) }),
            ("s", { _ = try row.decode("s", as: [UInt8].self) }),
            ("s", { _ = try row.decode("s", as: PostgresUUID.self) }),
        ]
        for (column, attempt) in attempts {
            let error = try await postgresError { try attempt() }
            #expect(error.kind == .decoding)
            #expect(error.column == column)
            #expect(!error.description.contains("secret"))
            #expect(!error.description.contains("70000"))
        }
        #expect(throws: PostgresError.self) { try row.decode(7, as: Int.self) }
        #expect(throws: PostgresError.self) { try row.decode(-1, as: Int.self) }
    }

    @Test("Hyphenated text makes a UUID, other text does not")
    func uuid() throws {
        let uuid = try #require(PostgresUUID("00112233-4455-6677-8899-aabbccddeeff"))
        #expect(uuid.bytes.first == 0)
        #expect(uuid.description == "00112233-4455-6677-8899-aabbccddeeff")
        let bad = [
            "", "00112233445566778899aabbccddeeff", "00112233-4455-6677-8899-aabbccddeef",
            "00112233-4455-6677-8899-aabbccddeeffa", "g0112233-4455-6677-8899-aabbccddeeff",
            "00112233-4455-6677-8899_aabbccddeeff",
        ]
        for text in bad {
            #expect(PostgresUUID(text) == nil, "\(text)")
        }
    }
}
