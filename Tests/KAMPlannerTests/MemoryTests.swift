import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@testable import KAMPlanner

/// What is kept of a portfolio, and what the next quarter reads of it.
@Suite("What a portfolio leaves to the next quarter")
struct MemoryTests {
    @Test("The latest answer of each earlier quarter comes back, the latest quarter first, with floor and merits")
    func past() async throws {
        let desk = try await PlannerDesk()
        let imported = try await desk.importFiles(asOf: "2026-03-31")
        let plans = desk.store.plans
        #expect(try await plans.pastPortfolios(before: try quarter("2026Q2")).isEmpty)
        let first = try await desk.planner.select(try desk.request("2026Q2", snapshot: imported.snapshot))
        let again = try await desk.planner.select(try desk.request("2026Q2", snapshot: imported.snapshot, seed: 2))
        let second = try await desk.planner.select(try desk.request("2026Q3", snapshot: imported.snapshot))
        let past = try await plans.pastPortfolios(before: try quarter("2026Q4"))
        #expect(past.map(\.id) == [second.portfolio, again.portfolio] && first.portfolio != again.portfolio)
        #expect(past.map(\.quarter.description) == ["2026Q3", "2026Q2"])
        let latest = try #require(past.first)
        #expect(latest.selected == Set(second.selected.map(\.account)) && !latest.selected.isEmpty)
        #expect(latest.floor == second.floor && second.floor != nil)
        #expect(latest.merits.count == 40)
        for row in second.selected { #expect(latest.merits[row.account] == row.merit) }
        for row in second.rejected { #expect(latest.merits[row.account] == row.merit) }
        #expect(try await plans.pastPortfolios(before: try quarter("2026Q3")).map(\.id) == [again.portfolio])
        #expect(try await plans.pastPortfolios(before: try quarter("2026Q4"), limit: 1).count == 1)
        #expect(try await plans.pastPortfolio(of: try quarter("2026Q2"))?.id == again.portfolio)
        #expect(try await plans.pastPortfolio(of: try quarter("2026Q4")) == nil)
        let theirs = try await PlannerDesk(tenant: TestDatabase.otherTenant, in: desk.database)
        #expect(try await theirs.store.plans.pastPortfolios(before: try quarter("2026Q4")).isEmpty)
    }

    @Test("A quarter without an answer leaves nothing to the next")
    func withoutAnswer() async throws {
        let desk = try await PlannerDesk()
        let imported = try await desk.importFiles(asOf: "2026-03-31")
        let text = try PlannerDesk.policyText().replacing("    minimum: null\n", with: "    minimum: 40\n")
        let policy = try PolicyFile(text: text, file: "policy.yaml")
        let request = Planner.Request(
            quarter: try quarter("2026Q2"), policy: policy, snapshot: imported.snapshot)
        try #require(try await desk.planner.select(request).status == .infeasible)
        #expect(try await desk.store.plans.pastPortfolios(before: try quarter("2026Q3")).isEmpty)
    }

    @Test("A dry run stores nothing, and says what the same choice stored would say")
    func dryRun() async throws {
        let desk = try await PlannerDesk()
        let imported = try await desk.importFiles(asOf: "2026-03-31")
        let request = try desk.request("2026Q2", snapshot: imported.snapshot)
        let tried = try await desk.planner.select(request, isDryRun: true)
        #expect(try await desk.planner.plans().plans.isEmpty)
        let stored = try await desk.planner.select(request)
        #expect(tried.selected == stored.selected && !stored.selected.isEmpty && tried.portfolio != stored.portfolio)
        let later = try desk.request("2026Q3", snapshot: imported.snapshot)
        let compared = try await desk.planner.select(later, comparedWith: request.quarter, isDryRun: true)
        #expect(compared.comparison.before.portfolio == stored.portfolio)
        #expect(try await desk.planner.plans().plans.map(\.id) == [stored.portfolio])
    }

    @Test("A list that holds nobody is no past, has no card, and hides no list before it")
    func emptyList() async throws {
        let desk = try await PlannerDesk()
        let imported = try await desk.importFiles(asOf: "2026-03-31")
        let stored = try await desk.planner.select(try desk.request("2026Q2", snapshot: imported.snapshot))
        try #require(!stored.selected.isEmpty)
        let text = try PlannerDesk.policyText().replacing("    maximum: null\n", with: "    maximum: 0\n")
        let policy = try PolicyFile(text: text, file: "policy.yaml")
        let request = Planner.Request(quarter: try quarter("2026Q2"), policy: policy, snapshot: imported.snapshot)
        let empty = try await desk.planner.select(request)
        try #require(empty.selected.isEmpty && empty.status == .optimal && empty.robustness == nil)
        let past = try await desk.store.plans.pastPortfolios(before: try quarter("2026Q3"))
        #expect(past.map(\.id) == [stored.portfolio])
        #expect(try await desk.store.plans.pastPortfolio(of: try quarter("2026Q2"))?.id == stored.portfolio)
    }

    @Test(
        "Weights, ratings, gates, points, chances and the curve are kept with the portfolio, as the document has them")
    func basis() async throws {
        let desk = try await PlannerDesk()
        let imported = try await desk.importFiles(asOf: "2026-03-31")
        let before = try await desk.planner.select(try desk.request("2026Q2", snapshot: imported.snapshot))
        let document = try await desk.planner.select(try desk.request("2026Q3", snapshot: imported.snapshot))
        let session = try await Connection.connect(desk.database.application)
        for (title, sql) in BasisQueries.all {
            let row = try await session.first(sql(document.portfolio.raw))
            let counts = try row?.decode(Int.self, Int.self)
            #expect((counts?.0 ?? 0) > 0, "\(title): nothing is kept")
            #expect(counts?.1 == 0, "\(title): rows that differ from the document")
        }
        let card = document.robustness
        let basis = try await session.first(
            """
            SELECT b.draw_count, b.draw_seed::text, b.past_plan_id::text, b.weighting
            FROM kam.portfolio_basis AS b WHERE b.plan_id = \(document.portfolio.raw)::uuid
            """)
        let kept = try #require(try basis?.decode(Int32.self, String?.self, String?.self, String.self))
        #expect(Int(kept.0) == card?.draws ?? 0 && kept.1 == card?.seed && kept.3 == document.scoring?.weighting)
        #expect(kept.2 == (document.stability == nil ? nil : before.portfolio.raw))
        await session.close()
    }

    private func quarter(_ text: String) throws -> Quarter { try #require(Quarter(text)) }
}
