import Foundation
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("Backup and restore", .serialized)
struct BackupTests {
    /// The cluster of a folder with the schema of the checkout and two tenants.
    private func filled(_ folder: DataFolder) async throws -> Database {
        let database = Database.local(folder.cluster)
        for tenant in [TestDatabase.tenant, TestDatabase.otherTenant] {
            let store = try await Store.open(database, tenant: tenant, resources: Checkout.resources)
            await store.close()
        }
        return database
    }

    private func tenants(_ cluster: LocalCluster, in database: String = LocalCluster.database) async throws -> Int64 {
        try await cluster.value(
            "SELECT count(*) FROM kam.tenant", as: LocalCluster.administrator, database: database)
    }

    @Test("A backup brings back the rows of every tenant, in the same cluster and in a new one")
    func goesRound() async throws {
        let folder = try DataFolder()
        let database = try await filled(folder)
        let files = try TemporaryFolder()
        let file = files.file("kam.backup")
        try await database.backup(to: file)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: files.path) == ["kam.backup"])

        try await folder.cluster.execute("CREATE SCHEMA later")
        let former = try await database.restore(from: file, resources: Checkout.resources)
        #expect(try await tenants(folder.cluster) == 2)
        let later: Bool = try await folder.cluster.value("SELECT to_regnamespace('later') IS NOT NULL")
        let before: Bool = try await folder.cluster.value(
            "SELECT to_regnamespace('later') IS NOT NULL", as: LocalCluster.administrator, database: former)
        #expect(!later && before, "what was there before is kept aside")

        let other = try DataFolder()
        try await Database.local(other.cluster).restore(from: file, resources: Checkout.resources)
        #expect(try await tenants(other.cluster) == 2)
        let store = try await Store.open(
            .local(other.cluster), tenant: TestDatabase.tenant, resources: Checkout.resources)
        await store.close()
        let strangers: Int64 = try await other.cluster.value(
            """
            SELECT count(*) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_roles AS r ON r.oid = c.relowner
            WHERE c.relnamespace IN ('kam'::regnamespace, 'kam_meta'::regnamespace) AND r.rolname <> 'kam_owner'
            """)
        #expect(strangers == 0)
        let open: Int64 = try await other.cluster.value(
            """
            SELECT count(*) FROM pg_catalog.pg_class AS c
            WHERE c.relnamespace = 'kam'::regnamespace AND c.relkind IN ('r', 'p')
                AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            """)
        #expect(open == 0, "row-level security is restored with the tables")
    }

    @Test("A restore that fails leaves everything as it was: no backup, half of one, somebody else's, nobody's")
    func leavesTheOld() async throws {
        let folder = try DataFolder()
        let database = try await filled(folder)
        let files = try TemporaryFolder()
        let whole = files.file("whole")
        try await database.backup(to: whole)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: whole))
        try Data("this is no backup".utf8).write(to: URL(fileURLWithPath: files.file("garbage")))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: files.file("half")))
        try Data().write(to: URL(fileURLWithPath: files.file("empty")))
        for (name, codes) in [
            ("garbage", ["KAM215"]), ("empty", ["KAM215"]), ("absent", ["KAM215"]), ("half", ["KAM213", "KAM215"]),
        ] {
            let error = await #expect(throws: DatabaseError.self) {
                try await database.restore(from: files.file(name), resources: Checkout.resources)
            }
            #expect(codes.contains(error?.code ?? ""), "\(name): \(error?.message ?? "")")
            #expect(try await tenants(folder.cluster) == 2)
        }
        let names: [String] = try await folder.cluster.value(
            "SELECT array_agg(datname::text ORDER BY datname) FROM pg_catalog.pg_database WHERE NOT datistemplate")
        #expect(names == ["kam", "postgres"], "nothing is left behind")
    }

    @Test("A backup of a newer kam is refused, and so is one while others use the database")
    func refusesNewerAndBusy() async throws {
        let folder = try DataFolder()
        let database = try await filled(folder)
        let files = try TemporaryFolder()
        let (file, newer) = (files.file("kam.backup"), files.file("newer.backup"))
        try await database.backup(to: file)
        try await folder.cluster.execute(
            "INSERT INTO kam_meta.migration (version, name, digest) VALUES (9999, '9999_future.sql', 'x')")
        try await database.backup(to: newer)
        try await folder.cluster.execute("DELETE FROM kam_meta.migration WHERE version = 9999")
        await #expect(throws: MigrationError.self) {
            try await database.restore(from: newer, resources: Checkout.resources)
        }
        #expect(try await tenants(folder.cluster) == 2)

        let session = try await Connection.connect(ConnectionConfiguration(try folder.cluster.connectionString()))
        let error = await #expect(throws: DatabaseError.self) {
            try await database.restore(from: file, resources: Checkout.resources)
        }
        #expect(error?.code == "KAM216")
        let value = try await session.first("SELECT 42")?.decode(0, as: Int32.self)
        #expect(value == 42, "the session was not disturbed")
        await session.close()
    }

    @Test("Against a server given by URL it works the same, when the role sees every row")
    func worksByURL() async throws {
        let test = try await TestDatabase.fresh()
        let store = try await test.store()
        await store.close()
        let files = try TemporaryFolder()
        let file = files.file("kam.backup")
        let partial = await #expect(throws: DatabaseError.self) { try await test.database.backup(to: file) }
        #expect(partial == .copyWouldMissRows(role: "kam_owner"))
        #expect(!FileManager.default.fileExists(atPath: file))

        let database = Database.server(try #require(DatabaseURL(test.url(as: LocalCluster.administrator))))
        try await database.backup(to: file)
        try await database.restore(from: file, resources: Checkout.resources)
        let connection = try await Connection.connect(test.administrator)
        let count = try await connection.first("SELECT count(*) FROM kam.tenant")?.decode(0, as: Int64.self)
        await connection.close()
        #expect(count == 1)
    }

    @Test("A backup comes back on a server where the schema's owner has another name, with the same rights")
    func changesOwner() async throws {
        let folder = try DataFolder()
        let database = try await filled(folder)
        let files = try TemporaryFolder()
        let file = files.file("kam.backup")
        try await database.backup(to: file)

        let other = try DataFolder()
        _ = try await other.cluster.ensureRunning()
        try await other.cluster.execute("ALTER ROLE kam_owner RENAME TO company", as: LocalCluster.administrator)
        let url = try other.cluster.connectionString(as: LocalCluster.administrator)
        let server = Database.server(try #require(DatabaseURL(url)))
        try await server.restore(from: file, resources: Checkout.resources)
        #expect(try await tenants(other.cluster) == 2)
        let store = try await Store.open(server, tenant: TestDatabase.tenant, resources: Checkout.resources)
        await store.close()
        let rights: SQL = """
            SELECT array_agg(DISTINCT a.privilege_type || ' ' || a.grantee::regrole::text)
            FROM pg_catalog.pg_default_acl AS d CROSS JOIN LATERAL aclexplode(d.defaclacl) AS a
            WHERE d.defaclnamespace = 'kam'::regnamespace AND a.grantee <> d.defaclrole
            """
        let before: [String] = try await folder.cluster.value(rights)
        let after: [String] = try await other.cluster.value(rights, as: LocalCluster.administrator)
        #expect(before == after && before.contains("INSERT kam_app"))
    }

    @Test("A backup that cannot be written says so and leaves an older one alone")
    func keepsOlderBackup() async throws {
        let folder = try DataFolder()
        let database = try await filled(folder)
        let files = try TemporaryFolder()
        let error = await #expect(throws: DatabaseError.self) {
            try await database.backup(to: files.file("no/such/folder/kam.backup"))
        }
        #expect(error?.code == "KAM215")
        await #expect(throws: DatabaseError.self) { try await database.backup(to: files.path) }
        try Data("older".utf8).write(to: URL(fileURLWithPath: files.file("older")))
        let backup = Task { try await database.backup(to: files.file("older")) }
        backup.cancel()
        await #expect(throws: (any Error).self) { try await backup.value }
        #expect(try String(contentsOfFile: files.file("older"), encoding: .utf8) == "older")
        #expect(try FileManager.default.contentsOfDirectory(atPath: files.path) == ["older"])
    }
}
