import Foundation
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("Migrations")
struct MigratorTests {
    /// A folder of SQL of the test's own, and a database without a schema.
    private struct Bench {
        let folder: TemporaryFolder
        let database: TestDatabase

        init(_ files: [String: String]) async throws {
            folder = try TemporaryFolder("kam-sql")
            for name in ["migrations", "views"] {
                try FileManager.default.createDirectory(
                    atPath: folder.file(name), withIntermediateDirectories: true)
            }
            database = try await TestDatabase.empty()
            for (name, text) in files { try write(name, text) }
        }

        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file(name)))
        }

        func remove(_ name: String) throws {
            try FileManager.default.removeItem(atPath: folder.file(name))
        }

        func migrate() async throws -> Migrator.Report {
            try await session { try await Migrator(sqlFolder: folder.path).migrate($0) }
        }

        func value<Value: PostgresDecodable>(_ query: SQL) async throws -> Value {
            try await session { try #require(try await $0.first(query)).decode(0, as: Value.self) }
        }

        func session<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
            let connection = try await Connection.connect(database.owner)
            do {
                let value = try await body(connection)
                await connection.close()
                return value
            } catch {
                await connection.close()
                throw error
            }
        }
    }

    private let first = "CREATE SCHEMA kam; CREATE TABLE kam.box (n integer); INSERT INTO kam.box VALUES (1);"
    private let second = "ALTER TABLE kam.box ADD COLUMN m integer;"
    private let view = "CREATE VIEW kam.full_box AS SELECT b.n FROM kam.box AS b;"

    @Test("What is missing is applied in order, once; nothing is left to do the second time")
    func appliesWhatIsMissing() async throws {
        let bench = try await Bench(["migrations/0001_box.sql": first, "views/010_full.sql": view])
        #expect(try await bench.migrate().applied == ["0001_box.sql"])
        try bench.write("migrations/0002_more.sql", second)
        let report = try await bench.migrate()
        #expect(report.applied == ["0002_more.sql"] && report.version == 2 && report.didRenewViews)
        let again = try await bench.migrate()
        #expect(again.applied.isEmpty && again.version == 2 && !again.didRenewViews)
        let rows: Int64 = try await bench.value("SELECT count(*) FROM kam.full_box")
        #expect(rows == 1)
    }

    @Test("Of many that migrate at once, one applies and the others find it done")
    func appliesOnce() async throws {
        let bench = try await Bench([
            "migrations/0001_box.sql": first, "migrations/0002_more.sql": "SELECT pg_sleep(0.3);" + second,
            "views/010_full.sql": view,
        ])
        let reports = try await withThrowingTaskGroup(of: Migrator.Report.self) { group in
            for _ in 1...6 { group.addTask { try await bench.migrate() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(reports.filter { $0.applied == ["0001_box.sql", "0002_more.sql"] }.count == 1)
        #expect(reports.filter { $0.applied.isEmpty && !$0.didRenewViews }.count == 5)
        let rows: Int64 = try await bench.value("SELECT count(*) FROM kam.box")
        #expect(rows == 1)
    }

    @Test("An applied migration whose text has changed is refused, and later ones are not applied")
    func refusesChange() async throws {
        let bench = try await Bench(["migrations/0001_box.sql": first])
        _ = try await bench.migrate()
        try bench.write("migrations/0001_box.sql", first + "\n")
        try bench.write("migrations/0002_more.sql", second)
        await #expect(throws: MigrationError.changed(name: "0001_box.sql")) { try await bench.migrate() }
        let columns: Int64 = try await bench.value(
            "SELECT count(*) FROM pg_catalog.pg_attribute WHERE attrelid = 'kam.box'::regclass AND attnum > 0")
        #expect(columns == 1)
    }

    @Test("A migration that fails leaves nothing of itself, keeps those before it, and may be mended")
    func leavesNothingOfAFailure() async throws {
        let bench = try await Bench([
            "migrations/0001_box.sql": first,
            "migrations/0002_more.sql": second + " INSERT INTO kam.box (n, m) VALUES (7, 1/0);",
        ])
        let error = await #expect(throws: MigrationError.self) { try await bench.migrate() }
        guard case .failed(let name, let reason) = error else {
            Issue.record("not .failed: \(String(describing: error))")
            return
        }
        #expect(name == "0002_more.sql" && reason.contains("division by zero"))
        let columns: Int64 = try await bench.value(
            "SELECT count(*) FROM pg_catalog.pg_attribute WHERE attrelid = 'kam.box'::regclass AND attnum > 0")
        #expect(columns == 1)
        try bench.write("migrations/0002_more.sql", second)
        #expect(try await bench.migrate().applied == ["0002_more.sql"])
    }

    @Test("A migration that kills its session leaves nothing of itself, and the lock is free")
    func survivesALostSession() async throws {
        let bench = try await Bench([
            "migrations/0001_box.sql": first + " SELECT pg_terminate_backend(pg_backend_pid());"
        ])
        await #expect(throws: (any Error).self) { try await bench.migrate() }
        let isAbsent: Bool = try await bench.value("SELECT to_regclass('kam.box') IS NULL")
        #expect(isAbsent)
        try bench.write("migrations/0001_box.sql", first)
        #expect(try await bench.migrate().applied == ["0001_box.sql"])
    }

    @Test(
        "Numbers with a gap, twice the same, or not from 1 are refused before anything is applied",
        arguments: [
            ["0001_a.sql", "0003_c.sql"], ["0001_a.sql", "0001_b.sql"], ["0002_a.sql"], ["one.sql"],
        ])
    func refusesGaps(_ names: [String]) async throws {
        let bench = try await Bench([:])
        for name in names { try bench.write("migrations/\(name)", "CREATE SCHEMA kam;") }
        let error = await #expect(throws: MigrationError.self) { try await bench.migrate() }
        #expect(error?.code == "KAM223")
        let isAbsent: Bool = try await bench.value("SELECT to_regnamespace('kam') IS NULL")
        #expect(isAbsent)
    }

    @Test("A database of a newer kam is refused")
    func refusesNewer() async throws {
        let bench = try await Bench(["migrations/0001_box.sql": first, "migrations/0002_more.sql": second])
        _ = try await bench.migrate()
        try bench.remove("migrations/0002_more.sql")
        await #expect(throws: MigrationError.newer(version: 2, known: 1)) { try await bench.migrate() }
    }

    @Test("A folder without migrations is refused")
    func refusesEmptyFolder() async throws {
        let bench = try await Bench([:])
        let error = await #expect(throws: MigrationError.self) { try await bench.migrate() }
        #expect(error?.code == "KAM224")
    }

    @Test("Views are made anew when one of them changed, and only then; one that is gone from the folder goes")
    func renewsViews() async throws {
        let bench = try await Bench([
            "migrations/0001_box.sql": first, "views/010_full.sql": view,
            "views/020_over.sql": "CREATE VIEW kam.over AS SELECT f.n FROM kam.full_box AS f;",
        ])
        _ = try await bench.migrate()
        let before: Int64 = try await bench.value("SELECT 'kam.full_box'::regclass::oid::bigint")
        #expect(try await bench.migrate().didRenewViews == false)
        let same: Int64 = try await bench.value("SELECT 'kam.full_box'::regclass::oid::bigint")
        #expect(same == before)

        try bench.write("views/010_full.sql", "CREATE VIEW kam.full_box AS SELECT b.n, 2 AS two FROM kam.box AS b;")
        try bench.remove("views/020_over.sql")
        #expect(try await bench.migrate().didRenewViews)
        let two: Int32 = try await bench.value("SELECT two FROM kam.full_box")
        let isGone: Bool = try await bench.value("SELECT to_regclass('kam.over') IS NULL")
        #expect(two == 2 && isGone)
    }

    @Test("A view of somebody else's that stands on one of kam's is kept, and the migration refused")
    func keepsForeignViews() async throws {
        let bench = try await Bench(["migrations/0001_box.sql": first, "views/010_full.sql": view])
        _ = try await bench.migrate()
        try await bench.session { connection in
            try await connection.execute("CREATE SCHEMA report")
            try await connection.execute("CREATE VIEW report.own AS SELECT f.n FROM kam.full_box AS f")
        }
        try bench.write("views/010_full.sql", view.replacing("b.n", with: "b.n + 1 AS n"))
        let error = await #expect(throws: MigrationError.self) { try await bench.migrate() }
        #expect(error?.code == "KAM225" && error?.message.contains("depend on it") == true)
        let rows: Int64 = try await bench.value("SELECT count(*) FROM report.own")
        #expect(rows == 1)
        _ = try await bench.session { try await $0.execute("DROP VIEW report.own") }
        #expect(try await bench.migrate().didRenewViews)
    }

    @Test("A view that fails leaves the old views in place")
    func keepsOldViews() async throws {
        let bench = try await Bench(["migrations/0001_box.sql": first, "views/010_full.sql": view])
        _ = try await bench.migrate()
        try bench.write("views/020_bad.sql", "CREATE VIEW kam.bad AS SELECT b.nothing FROM kam.box AS b;")
        let error = await #expect(throws: MigrationError.self) { try await bench.migrate() }
        #expect(error?.code == "KAM225")
        let rows: Int64 = try await bench.value("SELECT count(*) FROM kam.full_box")
        #expect(rows == 1)
    }
}
