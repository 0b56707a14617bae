@testable import KAMEngine
import KAMModel
import Testing

@Suite("Gates")
struct GatesTests {
    private func codes(
        _ accounts: [Account], completeness: Double = 0, solutions: Int = 0, counterpart: Bool = false,
        cost: Bool = false, passes: Bool = true
    ) throws -> [[String]] {
        try reasons(
            accounts, completeness: completeness, solutions: solutions, counterpart: counterpart, cost: cost,
            passes: passes
        ).map { $0.map(\.code) }
    }

    private func reasons(
        _ accounts: [Account], completeness: Double = 0, solutions: Int = 0, counterpart: Bool = false,
        cost: Bool = false, passes: Bool = true
    ) throws -> [[Reason]] {
        var fixture = SelectionFixture(accounts: accounts)
        fixture.gates = GatePolicy(
            minimumCompleteness: completeness, minimumSolutions: solutions, requiresCounterpart: counterpart,
            requiresContributionAboveCost: cost, passesWhenUnknown: passes)
        let selection = try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
        return selection.scoring.scores.map(\.failedGates)
    }

    @Test("stop an account of which too little is known, with the figures")
    func incomplete() throws {
        let half = SelectionFixture.account("a", ratings: ["reference": 1, "market": 1])
        let failed = try reasons([half, SelectionFixture.account("b")], completeness: 0.7)
        #expect(failed[0].map(\.code) == ["incomplete"])
        #expect(failed[0].first?.text == "Only 60 % of the criteria by weight is known; 70 % is needed.")
        #expect(failed[0].first?.textJa == "判明している評価項目は重みで60 %にとどまる。70 %が必要。")
        #expect(failed[0].first?.figures.keys.sorted() == ["completeness", "minimum_completeness"])
        #expect(failed[1].isEmpty)
        #expect(try codes([half], completeness: 0.6) == [[]])
    }

    @Test("stop an account with which no business may be done")
    func blocked() throws {
        let failed = try reasons([SelectionFixture.account("a", block: "credit hold")])
        #expect(
            failed == [
                [
                    Reason(
                        "blocked",
                        Phrase("No business may be done: credit hold.", ja: "取引ができない: credit hold。"))
                ]
            ])
    }

    @Test("count the children of an account as its sites")
    func sites() throws {
        let accounts = [
            SelectionFixture.account("a", solutions: 1), SelectionFixture.account("b", parent: "a", solutions: 1),
            SelectionFixture.account("c", solutions: 2), SelectionFixture.account("d", solutions: 0, since: nil),
        ]
        #expect(try codes(accounts, solutions: 2) == [[], ["few_solutions"], [], []])
        #expect(try codes(accounts, solutions: 2, passes: false) == [[], ["few_solutions"], [], ["few_solutions"]])
    }

    @Test("ask for a counterpart, and treat silence as the policy says")
    func counterpart() throws {
        let accounts = [
            SelectionFixture.account("a", ratings: ["counterpart": 1]),
            SelectionFixture.account("b", ratings: ["counterpart": 0]), SelectionFixture.account("c", ratings: [:]),
        ]
        #expect(try codes(accounts, counterpart: true) == [[], ["no_counterpart"], []])
        #expect(try codes(accounts, counterpart: true, passes: false) == [[], ["no_counterpart"], ["no_counterpart"]])
        #expect(try codes(accounts) == [[], [], []])
    }

    @Test("stop an account that costs more to serve than it brings")
    func cost() throws {
        let accounts = [
            SelectionFixture.account("a", won: [1, 1, 1, 1]), SelectionFixture.account("b", won: [9000]),
            SelectionFixture.account("c", segment: "health", since: nil),
        ]
        #expect(try codes(accounts, cost: true) == [["cost_above_contribution"], [], []])
        #expect(
            try codes(accounts, cost: true, passes: false)
                == [["cost_above_contribution"], [], ["cost_above_contribution"]])
    }
}
