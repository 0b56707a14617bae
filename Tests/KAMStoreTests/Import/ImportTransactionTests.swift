import Foundation
import KAMModel
import KAMStore
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite("An import is whole or nothing")
struct ImportTransactionTests {
    private func plain() async throws -> ImportFixture {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", Plain.accounts)
        try fixture.write(
            "opportunities.csv", Plain.opportunities + "O3,A9,Orphan,P,new,won,1,USD,0,2024-01-01,2024-01-02,web,M1\n")
        try fixture.write("members.csv", Plain.members)
        return fixture
    }

    /// Rows of all tables of the schema, the tenant's row and the partitions' parents left out.
    private func rowCounts(_ fixture: ImportFixture) async throws -> [String] {
        try await fixture.rows(
            """
            SELECT 'snapshot', count(*)::text FROM kam.snapshot
            UNION ALL SELECT 'account', count(*)::text FROM kam.account
            UNION ALL SELECT 'member', count(*)::text FROM kam.member
            UNION ALL SELECT 'opportunity', count(*)::text FROM kam.opportunity
            UNION ALL SELECT 'stage_event', count(*)::text FROM kam.stage_event
            UNION ALL SELECT 'diagnostic', count(*)::text FROM kam.diagnostic
            UNION ALL SELECT 'reject', count(*)::text FROM kam.reject
            UNION ALL SELECT 'import_file', count(*)::text FROM kam.import_file
            UNION ALL SELECT 'tables', count(*)::text FROM pg_catalog.pg_tables
                WHERE schemaname = 'kam' AND tablename ~ '^(opportunity|stage_event)_[0-9a-f]{32}$'
            """)
    }

    private static let nothing = [
        "snapshot|0", "account|0", "member|0", "opportunity|0", "stage_event|0", "diagnostic|0", "reject|0",
        "import_file|0", "tables|0",
    ]

    @Test("a dry run reports the same, and leaves nothing but its rejects file")
    func dryRun() async throws {
        let fixture = try await plain()
        let dry = try await fixture.run(dryRun: true, rejects: fixture.folder.file("dry.rejects"))
        #expect(try await rowCounts(fixture) == Self.nothing)
        let real = try await fixture.run(rejects: fixture.folder.file("real.rejects"))
        #expect(dry.counts == real.counts)
        #expect(dry.diagnostics.filter { $0.code != "KAM105" } == real.diagnostics.filter { $0.code != "KAM105" })
        #expect(dry.assumptions == real.assumptions)
        #expect(dry.isNew && real.isNew)
        let written = try ["dry.rejects", "real.rejects"].map {
            try String(contentsOfFile: fixture.folder.file($0), encoding: .utf8)
        }
        #expect(written[0] == written[1] && written[0].contains("KAM133"))
    }

    @Test("the same files are recognised and change nothing; another day, file or profile is another snapshot")
    func again() async throws {
        let fixture = try await plain()
        let first = try await fixture.run()
        let before = try await rowCounts(fixture)
        let second = try await fixture.run()
        #expect(!second.isNew)
        #expect(second.snapshot == first.snapshot)
        #expect(second.counts == first.counts && second.diagnostics == first.diagnostics)
        #expect(second.rejected == first.rejected && second.assumptions == first.assumptions)
        #expect(try await rowCounts(fixture) == before)
        #expect(try await fixture.run(asOf: Day("2024-04-01")).isNew)
        try fixture.write("members.csv", Plain.members.replacingOccurrences(of: ",50\n", with: ",51\n"))
        #expect(try await fixture.run().isNew)
    }

    @Test("cancelled in the middle of a file, it leaves nothing")
    func cancelled() async throws {
        let fixture = try await plain()
        var deals = Plain.opportunityHeader
        for number in 0..<40_000 {
            deals += "N\(number),A1,Deal number \(number),P,new,won,100.50,USD,100,2024-01-01,2024-02-01,web,M1\n"
        }
        try fixture.write("opportunities.csv", deals)
        let task = Mutex<Task<ImportReport, any Error>?>(nil)
        let started = Task {
            try await fixture.run { progress in
                if progress.bytes > 1_000_000 { task.withLock { $0?.cancel() } }
            }
        }
        task.withLock { $0 = started }
        await #expect(throws: (any Error).self) { try await started.value }
        #expect(try await rowCounts(fixture) == Self.nothing)
        let whole = try await fixture.run()
        #expect(whole.counts["opportunity"] == 40_000)
    }

    @Test("a tenant sees nothing of another's import, and may import the same files")
    func tenants() async throws {
        let fixture = try await plain()
        let mine = try await fixture.run()
        let other = try await Connection.connect(fixture.database.application(tenant: TestDatabase.otherTenant))
        let seen = try await other.first(
            """
            SELECT (SELECT count(*) FROM kam.snapshot) + (SELECT count(*) FROM kam.opportunity)
                + (SELECT count(*) FROM kam.stage_event) + (SELECT count(*) FROM kam.diagnostic)
            """)
        #expect(try seen?.decode(0, as: Int.self) == 0)
        try await other.execute(
            "INSERT INTO kam.tenant (tenant_id, name) VALUES (\(TestDatabase.otherTenant.raw)::uuid, 'other')")
        let theirs = try await Importer(
            connection: other, catalog: ProfileCatalog(folder: Checkout.resources.profiles)
        ).run(
            ImportRequest(
                tenant: TestDatabase.otherTenant, snapshot: ID<Snapshot>(UUID().uuidString.lowercased()),
                profile: .named("kam"), folder: fixture.folder.path, asOf: Day("2024-03-31")))
        #expect(theirs.isNew && theirs.snapshot != mine.snapshot && theirs.counts == mine.counts)
        await other.close()
    }

    @Test("two imports at once take turns")
    func concurrent() async throws {
        let fixture = try await plain()
        let other = try await Connection.connect(fixture.database.application)
        async let first = fixture.run(asOf: Day("2024-03-30"))
        async let second = Importer(
            connection: other, catalog: ProfileCatalog(folder: Checkout.resources.profiles)
        ).run(
            ImportRequest(
                tenant: TestDatabase.tenant, snapshot: ID<Snapshot>(UUID().uuidString.lowercased()),
                profile: .named("kam"), folder: fixture.folder.path, asOf: Day("2024-03-29")))
        let reports = try await [first, second]
        let areNew = reports.map(\.isNew)
        #expect(areNew == [true, true])
        #expect(try await fixture.rows("SELECT count(*)::text FROM kam.snapshot") == ["2"])
        await other.close()
    }
}
