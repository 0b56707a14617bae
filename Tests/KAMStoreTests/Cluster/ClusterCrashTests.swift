import Foundation
import Glibc
import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("The private cluster survives crashes", .serialized)
struct ClusterCrashTests {
    @Test(
        "After kill -9 of its server, while sessions work, the next command works and finds what was committed",
        arguments: [LocalCluster.Durability.durable, .throwaway])
    func survivesKill(_ durability: LocalCluster.Durability) async throws {
        let folder = try DataFolder()
        let cluster = LocalCluster(directory: folder.path, durability: durability)
        _ = try await cluster.ensureRunning()
        try await cluster.execute("CREATE TABLE public.row (n integer)")
        try await cluster.execute("GRANT SELECT ON public.row TO kam_app")
        for round in 1...3 {
            let old = try cluster.process
            let open = try await Connection.connect(
                ConnectionConfiguration(try cluster.connectionString(as: LocalCluster.owner)))
            try await cluster.execute("INSERT INTO public.row VALUES (\(Int32(round)))")
            try await open.execute("BEGIN")
            try await open.execute("INSERT INTO public.row VALUES (-1)")
            #expect(kill(old, SIGKILL) == 0)
            _ = try await cluster.ensureRunning()
            #expect(try cluster.process != old)
            let rows: [Int32] = try await cluster.value("SELECT array_agg(n ORDER BY n) FROM public.row")
            #expect(rows == (1...Int32(round)).map { $0 })
            await open.close()
        }
    }

    @Test(
        "A lock whose number belongs to another program, or to an unburied one, does not keep it from starting",
        arguments: ["postgres/postmaster.pid", "run/.s.PGSQL.5432.lock"])
    func survivesStaleLock(_ lock: String) async throws {
        let folder = try DataFolder()
        _ = try await folder.cluster.ensureRunning()
        let file = try folder.read(lock)
        try await folder.cluster.stop()
        var lines = file.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[0] = String(getpid())
        try folder.write(lock, lines.joined(separator: "\n"))
        #expect(try folder.cluster.status().state == .stopped, "this test is no server")
        _ = try await folder.cluster.ensureRunning()
        #expect(try folder.cluster.process != getpid())
    }

    @Test("What an interrupted making left is made anew, and one interrupted later is completed")
    func completesHalfMade() async throws {
        let folder = try DataFolder()
        try folder.write("kam.cluster", "format=1\nstage=claimed\nsocket=\(folder.path)/run\n")
        try folder.write("postgres.new-17-4/base/1/PG_VERSION", "15\n")
        #expect(try folder.cluster.status().state == .absent)
        _ = try await folder.cluster.ensureRunning()
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/postgres.new-17-4"))

        let connection = try await Connection.connect(
            ConnectionConfiguration(
                try folder.cluster.connectionString(as: LocalCluster.administrator, database: "postgres")))
        try await connection.execute("DROP DATABASE kam")
        try await connection.execute("DROP ROLE kam_app")
        await connection.close()
        try await folder.cluster.stop()
        let marker = try folder.read("kam.cluster").replacingOccurrences(of: "stage=ready", with: "stage=created")
        try folder.write("kam.cluster", marker)
        _ = try await folder.cluster.ensureRunning()
        let user: String = try await folder.cluster.value("SELECT current_user::text")
        #expect(user == "kam_app")
        #expect(try folder.read("kam.cluster").contains("stage=ready"))
    }

    @Test("Whenever its making is interrupted, the next attempt succeeds")
    func survivesInterruptedMaking() async throws {
        var random = SplitMix64(seed: 3)
        for _ in 1...4 {
            let folder = try DataFolder()
            let wait = Duration.milliseconds(Int.random(in: 20...900, using: &random))
            let making = Task { try await folder.cluster.ensureRunning() }
            try await Task.sleep(for: wait)
            making.cancel()
            _ = await making.result
            _ = try await folder.cluster.ensureRunning()
            let value: Int32 = try await folder.cluster.value("SELECT 42")
            #expect(value == 42, "interrupted after \(wait)")
        }
    }
}
