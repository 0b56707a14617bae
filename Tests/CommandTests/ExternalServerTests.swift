import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

/// Acceptance 3: the main job on a PostgreSQL of the company's, given by URL.
@Suite("A server given by URL")
struct ExternalServerTests {
    /// The whole job on the sample, and what the database then says of itself.
    private func mainJob(_ desk: Desk) async throws {
        let imported = try await desk.run(try desk.sample(accounts: 40) + ["--json"])
        #expect(imported.code == 0, "\(imported)")
        for verb in ["select", "assign", "rebalance"] {
            let document = try await desk.json(verb, "--quarter", "2026Q2")
            #expect(document["status"]?.text == "optimal", "\(verb)")
        }
        let plans = try await desk.json("plan", "list")
        #expect(plans["plans"]?.elements.count == 3)
        let status = try await desk.json("db", "status")
        #expect(status["kind"]?.text == "server" && status["state"]?.text == "running")
        let stop = try await desk.run(["db", "stop"])
        #expect(stop.code == 65 && stop.errors.contains("KAM510"), "\(stop)")
    }

    @Test("A plain role that owns an empty database is enough for everything")
    func plainRole() async throws {
        let database = try await TestDatabase.empty()
        try await mainJob(try Desk(url: database.url()))
        let connection = try await Connection.connect(database.administrator)
        let row = try await connection.first(
            """
            SELECT r.rolsuper OR r.rolbypassrls, (SELECT count(*) FROM kam.plan)
            FROM pg_roles AS r JOIN pg_namespace AS n ON n.nspowner = r.oid WHERE n.nspname = 'kam'
            """)
        let (mayAll, plans) = try #require(row).decode(Bool.self, Int.self)
        #expect(!mayAll && plans == 3)
        await connection.close()
    }

    @Test("As a superuser kam takes the role kam_app, so that tenants stay apart")
    func superuser() async throws {
        let database = try await TestDatabase.empty()
        let url = database.url(as: LocalCluster.administrator)
        try await mainJob(try Desk(url: url, tenant: TestDatabase.tenant))
        let other = try Desk(url: url, tenant: TestDatabase.otherTenant)
        #expect(try await other.json("plan", "list")["plans"] == .list([]))
        let nothing = try await other.run(["select", "--quarter", "2026Q2"])
        #expect(nothing.code == 65 && nothing.errors.contains("KAM501"), "\(nothing)")
    }

    @Test("The answers are those of the private PostgreSQL", .enabled(if: SharedData.isPresent, SharedData.absence))
    func sameAnswers() async throws {
        let database = try await TestDatabase.empty()
        let desk = try Desk(url: database.url())
        let run = try await MavenRun.shared.value
        #expect(try await MavenRun.importAll(desk).removing(MavenRun.perRun) == run.imported.removing(MavenRun.perRun))
        for (verb, document) in [("select", run.portfolio), ("rebalance", run.allocation)] {
            let answer = try await desk.json(verb, "--quarter", "2018Q1")
            #expect(answer.removing(MavenRun.perRun) == document.removing(MavenRun.perRun), "\(verb)")
        }
    }

    @Test("No message shows the password of a URL")
    func password() async throws {
        let folder = try TemporaryFolder()
        for verb in [["plan", "list"], ["db", "status"], ["db", "migrate"]] {
            let ending = try await KamProcess(
                verb + ["--database-url", "postgresql://kam:hunter2@127.0.0.1:1/kam"], in: folder.path
            ).end()
            #expect(!ending.errors.contains("hunter2") && !ending.output.contains("hunter2"), "\(ending)")
        }
    }
}
