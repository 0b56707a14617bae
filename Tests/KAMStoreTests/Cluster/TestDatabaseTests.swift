import Foundation
import Glibc
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("A database for one test")
struct TestDatabaseTests {
    @Test("Each test has a database of its own, with the schema and no rows")
    func isItsOwn() async throws {
        let first = try await TestDatabase.fresh()
        let second = try await TestDatabase.fresh()
        #expect(first.name != second.name)
        let store = try await first.store()
        await store.close()
        for (database, expected) in [(first, Int64(1)), (second, 0)] {
            let connection = try await Connection.connect(database.administrator)
            let row = try await connection.first("SELECT count(*) FROM kam.tenant")
            #expect(try row?.decode(0, as: Int64.self) == expected)
            await connection.close()
        }
    }

    @Test("A session of the application sees its tenant alone, and one without a tenant sees nobody")
    func keepsTenantsApart() async throws {
        let database = try await TestDatabase.fresh()
        let store = try await database.store()
        await store.close()
        for (tenant, expected) in [(TestDatabase.tenant, Int64(1)), (TestDatabase.otherTenant, 0), (nil, 0)] {
            let connection = try await Connection.connect(database.application(tenant: tenant))
            let row = try await connection.first("SELECT count(*) FROM kam.tenant")
            #expect(try row?.decode(0, as: Int64.self) == expected)
            await connection.close()
        }
    }

    @Test("An empty database has no schema of kam, and its owner may make one")
    func isEmpty() async throws {
        let database = try await TestDatabase.empty()
        let connection = try await Connection.connect(database.owner)
        let row = try await connection.first("SELECT to_regnamespace('kam') IS NULL")
        #expect(try row?.decode(0, as: Bool.self) == true)
        try await connection.execute("CREATE SCHEMA kam")
        await connection.close()
    }

    @Test("A cluster of a test's own ends with the last reference to its folder, and the folder is gone")
    func endsWithItsFolder() async throws {
        let (path, process) = try await {
            let folder = try DataFolder()
            _ = try await folder.cluster.ensureRunning()
            return (folder.path, try folder.cluster.process)
        }()
        // PostgreSQL itself looks whether its folder is there only once a minute.
        let deadline = ContinuousClock.now + .seconds(20)
        while kill(process, 0) == 0 || FileManager.default.fileExists(atPath: path), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(kill(process, 0) != 0, "its server has ended")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("The real data is found beside the checkout", .enabled(if: SharedData.isPresent, SharedData.absence))
    func findsSharedData() throws {
        #expect(try SharedData.path("README.md").hasSuffix("/README.md"))
    }
}
