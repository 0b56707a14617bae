import TestSupport
import Testing

/// Acceptance 2: the main job on the real data.
@Suite("The main job on the real data", .enabled(if: SharedData.isPresent, SharedData.absence))
struct MavenTests {
    private func diagnostics(_ code: String) async throws -> [JSONValue] {
        try await MavenRun.shared.value.imported["diagnostics"]?.elements.filter { $0["code"]?.text == code } ?? []
    }

    @Test("The import counts what the files hold and rejects nothing")
    func counts() async throws {
        let imported = try await MavenRun.shared.value.imported
        let counts = try #require(imported["counts"])
        #expect(counts["account"]?.number == 85)
        #expect(counts["opportunity"]?.number == 8800)
        #expect(counts["member"]?.number == 62)
        // Each deal that was engaged has one known stage; the 500 in prospecting have no day on which they entered it.
        #expect(counts["stage_event"]?.number == 8300)
        #expect(imported["rejected"]?.number == 0)
        #expect(imported["as_of"]?.text == "2017-12-31")
        #expect(imported["is_new"] == .truth(true))
        #expect(
            imported.keys == [
                "snapshot", "is_new", "is_dry_run", "as_of", "currency", "counts", "rejected", "diagnostics",
                "assumptions",
            ])
        #expect(try #require(imported["assumptions"]?.elements).isEmpty == false)
    }

    @Test("The 1,425 opportunities without an account are told with file and line")
    func orphans() async throws {
        let finding = try #require(try await diagnostics("KAM132").first)
        #expect(finding["file"]?.text == "sales_pipeline.csv")
        #expect(finding["line"]?.number == Double(try MavenRun.pipelineLine("account", \.isEmpty)))
        #expect(try #require(finding["message"]?.text).contains("1,425"))
        #expect(finding.keys == ["severity", "code", "message", "file", "line", "hint"])
    }

    @Test("GTXPro is told with file and line")
    func respelling() async throws {
        let finding = try #require(
            try await diagnostics("KAM129").first { $0["message"]?.text?.contains("GTXPro") == true })
        #expect(finding["file"]?.text == "sales_pipeline.csv")
        #expect(finding["line"]?.number == Double(try MavenRun.pipelineLine("product") { $0 == "GTXPro" }))
    }

    @Test("The same files again are recognised and change nothing")
    func again() async throws {
        let run = try await MavenRun.shared.value
        #expect(run.importedAgain["is_new"] == .truth(false))
        #expect(run.importedAgain.removing(["is_new"]) == run.imported.removing(["is_new"]))
        #expect(try await run.desk.sql("SELECT count(*) FROM kam.snapshot") == ["1"])
    }

    @Test("The aggregates of the data hold in SQL")
    func aggregates() async throws {
        let desk = try await MavenRun.shared.value.desk
        let rows = try await desk.sql(
            """
            SELECT o.state, o.stage, count(*), coalesce(sum(o.amount_minor) FILTER (WHERE o.state = 'won') / 100, 0)::bigint
            FROM kam.opportunity AS o GROUP BY 1, 2 ORDER BY 1, 2
            """)
        #expect(
            rows == [
                "lost|closing|2473|0", "open|closing|1589|0", "open|prospecting|500|0", "won|closing|4238|10005534",
            ])
        let days = try await desk.sql(
            "SELECT min(opened_on), max(opened_on), min(closed_on), max(closed_on) FROM kam.opportunity")
        #expect(days == ["2016-10-20|2017-12-27|2017-03-01|2017-12-31"])
        let medians = try await desk.sql(
            """
            SELECT o.state, percentile_disc(0.5) WITHIN GROUP (ORDER BY o.closed_on - o.opened_on)
            FROM kam.opportunity AS o WHERE o.state <> 'open' GROUP BY 1 ORDER BY 1
            """)
        #expect(medians == ["lost|14", "won|57"])
    }

    @Test("Sub-accounts keep their parents, and accounts their regions")
    func parents() async throws {
        let desk = try await MavenRun.shared.value.desk
        #expect(
            try await desk.sql("SELECT count(*) FROM kam.account WHERE parent_id IS NOT NULL")
                == ["\(try MavenFiles.subsidiaries())"])
        #expect(
            try await desk.sql("SELECT DISTINCT region FROM kam.account ORDER BY 1") == ["Central", "East", "West"])
    }

    @Test("Every planning verb proves its answer within a hundredth")
    func proofs() async throws {
        let run = try await MavenRun.shared.value
        for document in [run.portfolio, run.matrix, run.allocation] {
            #expect(document["status"]?.text == "optimal")
            #expect(try #require(document["gap"]?.number) <= 0.01)
            #expect(document["conflicts"] == .list([]))
            #expect(document["quarter"]?.text == "2018Q1")
        }
    }

    @Test("Each document has the keys that the issue promises")
    func keys() async throws {
        let run = try await MavenRun.shared.value
        let selected = [
            "account", "name", "rank", "merit", "attractiveness", "strength", "contribution", "hours", "reasons[]",
        ]
        let portfolio =
            ["portfolio", "quarter", "status", "objective", "bound", "gap"] + selected.map { "selected[].\($0)" }
            + ["rejected[].account", "rejected[].name", "rejected[].reason"]
            + ["cut_line.binding", "cut_line.next_account", "cut_line.price"]
        #expect(Set(portfolio).subtracting(run.portfolio.paths).isEmpty)
        let matrix =
            ["plan", "status", "objective", "bound", "gap", "conflicts[]"]
            + ["account", "stage", "lead", "supporters[]", "hours", "reason"].map { "cells[].\($0)" }
            + ["kams[].account", "kams[].kam"]
            + ["member", "capacity_hours", "planned_hours", "utilisation"].map { "members[].\($0)" }
        #expect(Set(matrix).subtracting(run.matrix.paths).isEmpty)
        let allocation =
            ["allocation", "status", "objective", "next_bottleneck", "throughput.before", "throughput.after"]
            + ["bottleneck.stage", "bottleneck.kind", "bottleneck.evidence[]", "prices[].stage", "prices[].per_hour"]
            + ["member", "from", "to", "hours", "gain"].map { "moves[].\($0)" }
        #expect(Set(allocation).subtracting(run.allocation.paths).isEmpty)
    }

    @Test("Every element of a list has every key of the others, null where something is unknown")
    func uniformity() async throws {
        let run = try await MavenRun.shared.value
        for (document, list) in [
            (run.portfolio, "selected"), (run.portfolio, "rejected"), (run.matrix, "cells"), (run.matrix, "kams"),
            (run.matrix, "members"), (run.allocation, "moves"), (run.allocation, "prices"),
        ] {
            let elements = try #require(document[list]?.elements)
            #expect(elements.isEmpty == false && Set(elements.map(\.keys)).count == 1, "\(list)")
        }
        let criteria = try #require(run.portfolio["selected"]?.elements).flatMap { $0["criteria"]?.elements ?? [] }
        #expect(criteria.allSatisfy { $0.keys == ["criterion", "value", "source", "points"] })
        #expect(criteria.contains { $0["value"] == .null && $0["source"] == .null })
    }

    @Test("Doing it again gives the same answer but for its id")
    func repeated() async throws {
        let run = try await MavenRun.shared.value
        #expect(run.portfolio["portfolio"] != run.portfolioAgain["portfolio"])
        #expect(run.portfolio.removing(MavenRun.perRun) == run.portfolioAgain.removing(MavenRun.perRun))
        #expect(run.allocation["allocation"] != run.allocationAgain["allocation"])
        #expect(run.allocation.removing(MavenRun.perRun) == run.allocationAgain.removing(MavenRun.perRun))
    }
}
