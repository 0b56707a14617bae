import KAMModel
import KAMStore
import TestSupport
import Testing

@testable import KAMPlanner

/// Whose plans a verb finds, and which.
@Suite("The plans that a verb finds")
struct PlanChoiceTests {
    @Test("Two tenants of one database do not see each other's snapshots and plans")
    func tenants() async throws {
        let mine = try await PlannerDesk()
        let imported = try await mine.importFiles(asOf: "2026-03-31")
        let portfolio = try await mine.planner.select(try mine.request("2026Q2"))
        let theirs = try await PlannerDesk(tenant: TestDatabase.otherTenant, in: mine.database)
        #expect(try await theirs.planner.plans().plans.isEmpty)
        await #expect(throws: StoreError.notFound(kind: "plan", id: portfolio.portfolio.raw)) {
            try await theirs.planner.plan(portfolio.portfolio.raw)
        }
        let named = try theirs.request("2026Q2", snapshot: imported.snapshot)
        await #expect(throws: StoreError.notFound(kind: "snapshot", id: imported.snapshot.raw)) {
            try await theirs.planner.select(named)
        }
        let latest = try theirs.request("2026Q2")
        await #expect(throws: PlannerError.noSnapshot) { try await theirs.planner.select(latest) }
        // The same files are another tenant's own snapshot.
        let again = try await theirs.importFiles(asOf: "2026-03-31")
        #expect(again.isNew && again.snapshot != imported.snapshot)
        await #expect(throws: PlannerError.noPortfolio(quarter: latest.quarter)) {
            try await theirs.planner.assign(latest)
        }
        #expect(try await mine.planner.plans().plans.count == 1)
    }

    @Test("The portfolio of the snapshot is found among however many of other snapshots")
    func manyPortfolios() async throws {
        let desk = try await PlannerDesk()
        let first = try await desk.importFiles(asOf: "2026-03-30")
        let request = try desk.request("2026Q2", snapshot: first.snapshot)
        let portfolio = try await desk.planner.select(request)
        let second = try await desk.importFiles(asOf: "2026-03-31")
        let later = try desk.request("2026Q2", snapshot: second.snapshot)
        let snapshot = try await desk.planner.snapshot(for: later)
        for _ in 1...101 {
            let empty = Portfolio(
                outcome: Outcome(status: .unknown, objective: nil, bound: nil), selected: [], rejected: [],
                cutLine: Portfolio.CutLine(binding: nil, nextAccount: nil, price: nil, shortBy: nil), conflicts: [],
                assumptions: [])
            let plan = desk.planner.plan(.portfolio, later, snapshot: snapshot, outcome: empty.outcome)
            let document = PortfolioDocument(empty, plan: plan, snapshot: snapshot, scoring: nil)
            let basis = PortfolioBasis(
                method: "weighted_sum", weighting: "given", weights: [], ratings: [], past: nil)
            try await desk.store.plans.save(
                empty, on: basis, as: try desk.planner.draft(plan, later, snapshot: snapshot, document: document))
        }
        let allocation = try await desk.planner.rebalance(request)
        #expect(allocation.portfolio == portfolio.portfolio)
        #expect(try await desk.planner.plans().plans.count == 100)
    }

    @Test("The latest portfolio of the quarter is served; an empty one is refused")
    func latestPortfolio() async throws {
        let desk = try await PlannerDesk()
        _ = try await desk.importFiles(asOf: "2026-03-31")
        _ = try await desk.planner.select(try desk.request("2026Q2"))
        let later = try await desk.planner.select(try desk.request("2026Q2", seed: 2))
        #expect(try await desk.planner.rebalance(try desk.request("2026Q2")).portfolio == later.portfolio)
        let text = try PlannerDesk.policyText().replacing("kam_hours: 88", with: "kam_hours: 100000")
        let request = Planner.Request(
            quarter: try #require(Quarter("2026Q2")), policy: try PolicyFile(text: text, file: "policy.yaml"))
        let empty = try await desk.planner.select(request)
        #expect(empty.selected.isEmpty && empty.status == .optimal)
        await #expect(throws: PlannerError.emptyPortfolio(quarter: request.quarter, portfolio: empty.portfolio)) {
            try await desk.planner.assign(request)
        }
    }

    @Test("The matrix of the quarter before tells who serves now")
    func previousMatrix() async throws {
        let desk = try await PlannerDesk()
        _ = try await desk.importFiles(asOf: "2026-03-31")
        let now = try desk.request("2026Q2")
        _ = try await desk.planner.select(now)
        let first = try await desk.planner.assign(now)
        let next = try desk.request("2026Q3")
        let keys = try await desk.planner.select(next)
        let second = try await desk.planner.assign(next)
        let kams = Dictionary(first.kams.map { ($0.account, $0.kam) }) { first, _ in first }
        let kept = second.kams.filter { kams[$0.account] == $0.kam }
        let both = keys.selected.filter { kams[$0.account] != nil }
        #expect(!both.isEmpty)
        // Changing a KAM costs a fifth of the account's value, and nobody's hours force it.
        #expect(kept.count == both.count)
    }
}
