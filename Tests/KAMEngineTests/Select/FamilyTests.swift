@testable import KAMEngine
import KAMModel
import Testing

@Suite("Families in a selection")
struct FamilyTests {
    private func company(_ rule: SelectionPolicy.FamilyRule, forcedIn: Set<ID<Account>> = []) -> SelectionFixture {
        var fixture = SelectionFixture(accounts: [
            SelectionFixture.account("mother", won: [9000]),
            SelectionFixture.account("child", won: [100], parent: "mother"),
            SelectionFixture.account("alone", won: [3000]),
        ])
        fixture.selection = SelectionPolicy(
            kamHours: 1, poolsByRegion: false, keyShare: 1, quota: SelectionPolicy.Quota(maximum: 2),
            forcedIn: forcedIn,
            family: rule, robustness: RobustnessPolicy(draws: 20))
        return fixture
    }

    private func portfolio(_ fixture: SelectionFixture) throws -> Portfolio {
        try Selection.portfolio(of: fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
    }

    @Test("are chosen apart, together, or one at most, as the policy says")
    func rules() throws {
        func ids(_ rule: SelectionPolicy.FamilyRule) throws -> Set<String> {
            Set(try portfolio(company(rule)).selected.map(\.account.raw))
        }
        #expect(try ids(.separate) == ["mother", "alone"])
        #expect(try ids(.together) == ["mother", "child"])
        #expect(try ids(.oneOf) == ["mother", "alone"])
        let reason = try #require(try portfolio(company(.oneOf)).rejected.first).reason
        #expect(reason.text.contains("its group, of which MOTHER is key"))
        #expect(reason.textJa?.contains("同じ企業グループ") == true)
    }

    @Test("name the group that contradicts the accounts forced in")
    func conflict() throws {
        let result = try portfolio(company(.oneOf, forcedIn: [ID("mother"), ID("child")]))
        #expect(result.outcome.status == .infeasible)
        #expect(result.conflicts.map(\.code) == ["family", "forced_in", "forced_in"])
        #expect(result.conflicts[0].text == "Of the group of MOTHER and CHILD one at most may be key.")
        #expect(result.curve.isEmpty && result.robustness == nil && result.stability == nil)
    }

    @Test("hang together by parents that are absent, and by those that name each other in a circle")
    func tree() {
        let accounts = [
            SelectionFixture.account("a", parent: "absent"), SelectionFixture.account("b"),
            SelectionFixture.account("c", parent: "absent"), SelectionFixture.account("d", parent: "e"),
            SelectionFixture.account("e", parent: "d"), SelectionFixture.account("f", parent: "f"),
            SelectionFixture.account("g", parent: "c"),
        ]
        #expect(FamilyTree.families(of: accounts) == [0, nil, 0, 3, 3, nil, 0])
    }
}
