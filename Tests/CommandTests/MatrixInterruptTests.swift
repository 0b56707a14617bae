import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

/// Ctrl-C and the time limit in the middle of a long search for a matrix.
@Suite("A search that is stopped", .serialized)
struct MatrixInterruptTests {
    /// A desk with so many key accounts that a search of a hundred times the usual effort goes on for minutes.
    private static let prepared = Task {
        let desk = try Desk()
        let imported = try await desk.run(
            try desk.sample(accounts: 900, opportunities: 4000, members: 240), timeout: .seconds(300))
        try #require(imported.code == 0, "\(imported)")
        let policy = desk.folder.file("policy.yaml")
        try Data("selection: {robustness: {draws: 0}}\n".utf8).write(to: URL(fileURLWithPath: policy))
        _ = try await desk.json("select", "--quarter", "2026Q2", "--policy", policy, timeout: .seconds(600))
        return desk
    }

    private static let search = ["assign", "--quarter", "2026Q2", "--effort", "100", "--json"]
    private static let tables = [
        "plan", "matrix_kam", "matrix_cell", "matrix_supporter", "matrix_load", "matrix_basis",
    ]

    @Test("Ctrl-C leaves the best matrix so far, marked with its gap", .timeLimit(.minutes(15)))
    func best() async throws {
        let desk = try await Self.prepared.value
        let before = try await counts(desk)
        var ending: KamProcess.Ending?
        // On a busy machine it may take a while until there is any matrix to keep.
        for seconds in [5, 20, 80] where ending?.code != 0 {
            let process = try desk.start(Self.search, timeout: .seconds(300))
            try await waitUntilSearching(desk)
            try await Task.sleep(for: .seconds(seconds))
            process.send(SIGINT)
            ending = try await process.end()
        }
        let last = try #require(ending)
        try #require(last.code == 0, "\(last)")
        let document = try JSONValue(text: last.output)
        #expect(document["stopped_by"]?.text == "interrupt" && document["status"]?.text == "feasible")
        let gap = try #require(document["gap"]?.number)
        #expect(gap > 1e-4 && gap < 1)
        let plan = try #require(document["plan"]?.text)
        #expect(try await desk.json("plan", "show", plan) == document)
        #expect(
            try await desk.sql(
                """
                SELECT p.status, b.stopped_by, p.gap > 0, (SELECT count(*) FROM kam.matrix_kam AS k WHERE k.plan_id = p.plan_id)
                FROM kam.plan AS p JOIN kam.matrix_basis AS b USING (tenant_id, plan_id) WHERE p.plan_id = '\(plan)'
                """) == ["feasible|interrupt|t|\(document["kams"]?.elements.count ?? 0)"])
        #expect(try await counts(desk)[0] == before[0] + 1)
    }

    @Test("Ctrl-C leaves the database as it was where nothing is wanted", arguments: [SIGINT, SIGTERM])
    func nothing(signal: Int32) async throws {
        let desk = try await Self.prepared.value
        let before = try await counts(desk)
        let process = try desk.start(Self.search + ["--on-interrupt", "nothing"], timeout: .seconds(300))
        try await waitUntilSearching(desk)
        try await Task.sleep(for: .seconds(4))
        process.send(signal)
        let ending = try await process.end()
        #expect(ending.code == 75 && !ending.ranOutOfTime && ending.output.isEmpty, "\(ending)")
        #expect(ending.errors.contains("KAM509") && ending.errors.contains("nothing was stored"), "\(ending)")
        #expect(try await counts(desk) == before)
    }

    @Test("A second Ctrl-C ends at once, and what was being stored is not there")
    func twice() async throws {
        let desk = try await Self.prepared.value
        let before = try await counts(desk)
        let ending = try await desk.holding("matrix_cell") { connection in
            let process = try desk.start(Self.search + ["--time-limit", "8"], timeout: .seconds(300))
            try await waitUntilSearching(desk)
            try await Task.sleep(for: .seconds(4))
            process.send(SIGINT)
            // The best so far is wanted, so it is stored; that waits for the lock.
            try await desk.waitUntilBlocked(at: "matrix_cell", connection)
            let clock = ContinuousClock.now
            process.send(SIGINT)
            let ending = try await process.end()
            #expect(ContinuousClock.now - clock < .seconds(5))
            return ending
        }
        #expect(ending.code == 128 + SIGINT && ending.output.isEmpty, "\(ending)")
        #expect(try await counts(desk) == before)
    }

    @Test("A time limit leaves the best matrix so far, and says so in both languages")
    func timeLimit() async throws {
        let desk = try await Self.prepared.value
        let limited = Self.search.dropLast() + ["--time-limit", "6"]
        let told = try await desk.run(Array(limited), timeout: .seconds(300))
        #expect(told.code == 0 && told.output.contains("stopped by the time limit"), "\(told)")
        #expect(told.output.contains("not proved best: at most"), "\(told)")
        let japanese = try await desk.run(limited + ["--language", "ja", "--dry-run"], timeout: .seconds(300))
        #expect(japanese.code == 0 && japanese.output.contains("時間制限で終了"), "\(japanese)")
    }

    /// Waits until the command has read all it needs, so that it computes.
    private func waitUntilSearching(_ desk: Desk) async throws {
        let connection = try await desk.administrator()
        for _ in 0..<3000 {
            let row = try await connection.first(
                """
                SELECT count(*) FROM pg_stat_activity AS a
                WHERE a.state = 'idle' AND a.query LIKE '%kam.plan AS p%' AND a.query LIKE '%p.quarter <%'
                    AND a.backend_type = 'client backend' AND a.pid <> pg_backend_pid()
                """)
            if try row?.decode(0, as: Int.self) ?? 0 > 0 {
                await connection.close()
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        await connection.close()
        throw NeverBlocked(table: "plan")
    }

    private func counts(_ desk: Desk) async throws -> [Int] {
        let columns = Self.tables.map { "(SELECT count(*) FROM kam.\($0))" }.joined(separator: ", ")
        let row = try await desk.sql("SELECT \(columns)").first ?? ""
        return row.split(separator: "|").compactMap { Int($0) }
    }
}
