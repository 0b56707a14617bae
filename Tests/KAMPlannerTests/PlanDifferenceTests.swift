import KAMModel
import Testing

@testable import KAMPlanner

@Suite("The difference of two plans")
struct PlanDifferenceTests {
    private typealias Fixture = PlannerFixture

    private func matrix(lead: ID<Member>?, kam: ID<Member>?, id: String = "0190a0a0-0000-7000-8000-0000000000bb")
        -> PlanDocument
    {
        .matrix(
            MatrixDocument(
                Fixture.matrix(lead: lead, kam: kam), plan: Fixture.plan(.matrix, id: id), snapshot: Fixture.snapshot,
                on: Fixture.basis))
    }

    private func portfolio(_ accounts: [String], objective: Double?, currency: Currency = Fixture.yen) -> PlanDocument {
        let portfolio = Portfolio(
            outcome: Outcome(status: .optimal, objective: objective, bound: objective),
            selected: accounts.map {
                Portfolio.Selected(
                    account: ID($0), name: $0, rank: 1, score: Fixture.score, contribution: 1, kamHours: Hours(1),
                    hours: [:], reasons: [])
            },
            rejected: [], cutLine: Portfolio.CutLine(binding: nil, nextAccount: nil, price: nil, shortBy: nil),
            conflicts: [], assumptions: [])
        let snapshot = Snapshot(
            id: Fixture.snapshot.id, asOf: Fixture.day, currency: currency, accounts: [], members: [], flows: [],
            typicalDeal: nil)
        return .portfolio(
            PortfolioDocument(portfolio, plan: Fixture.plan(.portfolio), snapshot: snapshot, scoring: nil))
    }

    @Test("A plan does not differ from itself")
    func same() {
        let plan = portfolio(["A", "B"], objective: 10)
        let difference = PlanDifference(plan, plan)
        #expect(difference.changes.isEmpty)
        #expect(difference.objective == Money(minor: 0, currency: Fixture.yen))
    }

    @Test("Accounts that come and go are named in order, with the value gained")
    func accounts() {
        let difference = PlanDifference(portfolio(["A", "C"], objective: 10), portfolio(["B", "A"], objective: 7))
        #expect(difference.kind == .portfolio)
        #expect(difference.changes.map(\.subject) == ["account B", "account C"])
        #expect(difference.changes.map(\.before) == [nil, "key"])
        #expect(difference.changes.map(\.after) == ["key", nil])
        #expect(difference.objective == Money(minor: -3, currency: Fixture.yen))
    }

    @Test("A lead and a KAM that change show before and after")
    func leads() {
        let difference = PlanDifference(
            matrix(lead: ID("M1"), kam: nil), matrix(lead: ID("M2"), kam: ID("K1"), id: "later"))
        #expect(difference.before != difference.after)
        #expect(difference.changes.map(\.subject) == ["account A", "cell A / closing"])
        #expect(difference.changes.map(\.before) == ["KAM nobody", "M1 2.0 h"])
        #expect(difference.changes.map(\.after) == ["KAM K1", "M2 2.0 h"])
        #expect(difference.objective == nil)
    }

    @Test("Values in two currencies, or without a value, have no difference")
    func incomparable() throws {
        let euro = try #require(Currency("EUR"))
        let plan = portfolio([], objective: 10)
        #expect(PlanDifference(plan, portfolio([], objective: 10, currency: euro)).objective == nil)
        #expect(PlanDifference(plan, portfolio([], objective: nil)).objective == nil)
    }
}
