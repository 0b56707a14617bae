import KAMModel
import KAMStore
import TestSupport
import Testing

@testable import KAMPlanner

/// What the verbs of reasons say, against the portfolio that they explain.
@Suite("Explaining a selection")
struct ExplainTests {
    private static let desk = Task {
        let desk = try await PlannerDesk()
        let imported = try await desk.importFiles(asOf: "2026-03-31")
        return (desk, imported.snapshot)
    }

    @Test("An explanation says of an account what the portfolio of the same inputs decided, and stores nothing")
    func agrees() async throws {
        let (desk, snapshot) = try await Self.desk.value
        let request = try desk.request("2026Q2", snapshot: snapshot)
        let portfolio = try await desk.planner.select(request)
        let count = try await desk.planner.plans().plans.count
        let key = try #require(portfolio.selected.first)
        let explained = try await desk.planner.explain(request, account: key.name)
        #expect(explained.account == key.account && explained.decision.verdict == "selected")
        #expect(explained.decision.reasons == key.reasons && explained.decision.contribution == key.contribution)
        #expect(explained.decision.kamHours == key.kamHours && explained.decision.hours == key.hours)
        #expect(explained.decision.chance == key.chance && explained.decision.flips == key.flips)
        #expect(explained.score.merit == key.meritInterval && explained.score.rank == key.rank)
        let other = try #require(portfolio.rejected.first)
        let against = try await desk.planner.explain(request, account: other.account.raw)
        #expect(against.decision.verdict == "rejected" && against.decision.reasons == [other.reason])
        #expect(against.decision.contribution == other.contribution && against.score.failedGates == other.failedGates)
        #expect(try await desk.planner.plans().plans.count == count)
        let again = try await desk.planner.explain(request, account: key.name)
        #expect(try JSONText.encode(again) == JSONText.encode(explained))
    }

    @Test("The points of an explanation sum to the merit, its weights to one, and each fact has a source and a day")
    func sums() async throws {
        let (desk, snapshot) = try await Self.desk.value
        let request = try desk.request("2026Q2", snapshot: snapshot)
        let best = try #require(try await desk.planner.score(request).accounts.first)
        let document = try await desk.planner.explain(request, account: best.account.raw)
        let criteria = document.score.criteria
        #expect(abs(criteria.reduce(0) { $0 + $1.points } - document.score.merit.value) < 1e-9)
        #expect(abs(criteria.reduce(0) { $0 + $1.weight } - 1) < 1e-9)
        #expect(criteria.allSatisfy { ($0.value == nil) == ($0.source == nil) })
        #expect(!document.facts.isEmpty)
        let day = document.provenance.asOf
        for fact in document.facts {
            #expect(["opportunities", "account", "rating"].contains(fact.source) && fact.day <= day, "\(fact.fact)")
            #expect((fact.source == "rating") == !fact.raters.isEmpty, "\(fact.fact)")
        }
    }

    @Test("Scores and values list every account once, in order, and one account where one is asked for")
    func lists() async throws {
        let (desk, snapshot) = try await Self.desk.value
        let request = try desk.request("2026Q2", snapshot: snapshot)
        let scores = try await desk.planner.score(request)
        #expect(scores.accounts.count == 40 && Set(scores.accounts.map(\.account)).count == 40)
        #expect(zip(scores.accounts, scores.accounts.dropFirst()).allSatisfy { $0.merit >= $1.merit })
        let values = try await desk.planner.value(request)
        #expect(values.accounts.map(\.rank) == Array(1...40))
        #expect(
            zip(values.accounts, values.accounts.dropFirst()).allSatisfy {
                $0.lifetimeValue.value.minor >= $1.lifetimeValue.value.minor
            })
        let third = values.accounts[2]
        let one = try await desk.planner.value(request, account: third.account.raw)
        #expect(one.accounts == [third])
        let score = try await desk.planner.score(request, account: third.account.raw)
        #expect(score.accounts == scores.accounts.filter { $0.account == third.account })
    }

    @Test("The years behind a value sum to it less the cost to serve in those years")
    func cash() async throws {
        let (desk, snapshot) = try await Self.desk.value
        let values = try await desk.planner.value(try desk.request("2026Q2", snapshot: snapshot))
        for row in values.accounts {
            #expect(row.cash.map(\.year) == Array(1...values.horizonYears), "\(row.account)")
            let worth = row.cash.reduce(0) { $0 + $1.discountFactor * Double($1.margin.minor) }
            // Amounts are rounded to the smallest unit.
            #expect(abs(worth - Double(row.lifetimeValue.value.minor)) <= Double(row.cash.count), "\(row.account)")
            for year in row.cash {
                let net = year.discountFactor * Double(year.margin.minor - year.costToServe.minor)
                #expect(abs(net - Double(year.contribution.minor)) <= 2, "\(row.account) \(year.year)")
            }
        }
    }

    @Test("A comparison puts every account of either list in one place, and only those")
    func comparison() async throws {
        let desk = try await PlannerDesk()
        _ = try await desk.importFiles(asOf: "2025-12-31")
        _ = try await desk.importFiles(asOf: "2026-03-31")
        let before = try await desk.planner.select(try desk.request("2026Q1"))
        let (after, comparison) = try await desk.planner.select(
            try desk.request("2026Q2"), comparedWith: try #require(Quarter("2026Q1")))
        #expect(comparison.before.portfolio == before.portfolio && comparison.after.portfolio == after.portfolio)
        let (old, new) = (Set(before.selected.map(\.account)), Set(after.selected.map(\.account)))
        #expect(Set(comparison.enters.map(\.account)) == new.subtracting(old))
        #expect(Set(comparison.leaves.map(\.account)) == old.subtracting(new))
        let stay = comparison.stays + comparison.staysByHysteresis
        #expect(Set(stay.map(\.account)) == new.intersection(old) && stay.count == new.intersection(old).count)
        #expect(comparison.stability == after.stability)
        for row in comparison.leaves + comparison.enters { #expect(!row.reason.text.isEmpty, "\(row.account)") }
        let stored = try await desk.planner.plan(after.portfolio.raw)
        // Hours are written to a thousandth.
        let lines = try [JSONText.encode(stored), JSONText.encode(after)].map { $0.split(separator: "\n") }
        #expect(lines[0].count == lines[1].count)
        #expect(zip(lines[0], lines[1]).filter { $0 != $1 }.map { "\($0) | \($1)" } == [])
    }

    @Test("Those that enter name the criteria whose points moved most, as the stored points have it")
    func moved() async throws {
        let desk = try await PlannerDesk()
        _ = try await desk.importFiles(asOf: "2025-12-31")
        _ = try await desk.importFiles(asOf: "2026-03-31")
        let before = try await desk.planner.select(try desk.request("2026Q1"))
        let (after, comparison) = try await desk.planner.select(
            try desk.request("2026Q2"), comparedWith: try #require(Quarter("2026Q1")))
        try #require(!comparison.enters.isEmpty)
        for row in comparison.enters {
            let then = before.rejected.first { $0.account == row.account }
            let stored = try await desk.store.plans.points(of: before.portfolio, accounts: [row.account])
            let points = try #require(stored[row.account])
            #expect(abs(points.values.reduce(0, +) - (then?.merit ?? -1)) < 1e-9, "\(row.account)")
            let now = try #require(after.selected.first { $0.account == row.account }).criteria
            let changes = now.map { ($0.criterion, $0.points - (points[$0.criterion] ?? 0)) }
            let most = try #require(changes.max { abs($0.1) < abs($1.1) })
            #expect(row.reason.figures["moved_\(most.0)"] == most.1 && row.reason.text.hasPrefix("Moved most by "))
            #expect(row.reason.figures.keys.count { $0.hasPrefix("moved_") } <= 2)
        }
        let nobody = try await desk.store.plans.points(of: before.portfolio, accounts: [ID("nobody")])
        #expect(nobody.isEmpty)
    }

    @Test("What would turn a decision is known, or it is said why it is not")
    func withoutFlips() async throws {
        let (desk, snapshot) = try await Self.desk.value
        let request = try desk.request("2026Q2", snapshot: snapshot)
        let portfolio = try await desk.planner.select(request, isDryRun: true)
        let gated = try #require(portfolio.rejected.first { !$0.failedGates.isEmpty }).account
        let free = try #require(portfolio.selected.first).account
        func code(_ account: ID<Account>, _ changes: [(String, String)]) async throws -> String? {
            var text = try PlannerDesk.policyText()
            for (old, new) in changes {
                try #require(text.contains(old))
                text = text.replacing(old, with: new)
            }
            let policy = try PolicyFile(text: text, file: "policy.yaml")
            let changed = Planner.Request(quarter: request.quarter, policy: policy, snapshot: snapshot)
            let decision = try await desk.planner.explain(changed, account: account.raw).decision
            #expect((decision.flips == nil) == (decision.withoutFlips != nil))
            return decision.withoutFlips?.code
        }
        #expect(try await code(free, []) == nil)
        #expect(try await code(gated, []) == "gates")
        #expect(try await code(free, [("  forced_in: []", "  forced_in: ['\(free)']")]) == "pinned")
        #expect(try await code(free, [("  forced_out: []", "  forced_out: ['\(free)']")]) == "pinned")
        #expect(try await code(free, [("    minimum: null\n", "    minimum: 40\n")]) == "no_answer")
        #expect(try await code(free, [("flip_accounts: 40", "flip_accounts: 0")]) == "not_asked")
        let far = try await desk.planner.explain(request, account: free.raw)
        #expect(far.decision.flips != nil)
    }

    @Test("An account that the policy names in vain is refused with the accounts most like it")
    func nearest() async throws {
        let (desk, snapshot) = try await Self.desk.value
        let request = try desk.request("2026Q2", snapshot: snapshot)
        let name = try #require(try await desk.planner.score(request).accounts.first)
        let text = try PlannerDesk.policyText().replacing("  forced_in: []", with: "  forced_in: ['\(name.name)x']")
        let changed = Planner.Request(
            quarter: request.quarter, policy: try PolicyFile(text: text, file: "policy.yaml"), snapshot: snapshot)
        do {
            _ = try await desk.planner.select(changed)
            Issue.record("an account that is not there was taken")
        } catch let error as PlannerError {
            #expect(error.code == "KAM507" && error.hint?.contains("\(name.name) (\(name.account))") == true)
        }
    }

    @Test("A quarter without a portfolio, and one that is not earlier, are refused before anything is stored")
    func refusals() async throws {
        let (desk, snapshot) = try await Self.desk.value
        let request = try desk.request("2026Q3", snapshot: snapshot)
        let count = try await desk.planner.plans().plans.count
        let (none, same) = (try #require(Quarter("2024Q1")), try #require(Quarter("2026Q3")))
        await #expect(throws: PlannerError.nothingToCompare(quarter: none)) {
            try await desk.planner.select(request, comparedWith: none)
        }
        await #expect(throws: PlannerError.notEarlier(compared: same, quarter: same)) {
            try await desk.planner.select(request, comparedWith: same)
        }
        #expect(try await desk.planner.plans().plans.count == count)
    }
}
