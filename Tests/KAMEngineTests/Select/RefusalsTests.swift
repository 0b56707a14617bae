import KAMEngine
import KAMModel
import Testing

@Suite("Refused input of a selection")
struct RefusalsTests {
    private func problems(_ change: (inout SelectionFixture) -> Void) throws -> [String] {
        var fixture = SelectionFixture(accounts: [SelectionFixture.account("a")])
        change(&fixture)
        do {
            _ = try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
            return []
        } catch let error as SelectionError {
            guard case .refused(let problems) = error else { throw error }
            return problems
        }
    }

    @Test("is told with the values, for each kind of mistake")
    func table() throws {
        #expect(try problems { _ in }.isEmpty)
        #expect(
            try problems { $0.accounts.append($0.accounts[0]) } == ["the account a is there more than once"])
        #expect(
            try problems { $0.accounts = [SelectionFixture.account("a", won: [.nan])] }
                == ["account a has an amount of nan"])
        #expect(
            try problems { $0.accounts = [SelectionFixture.account("a", openings: -2)] }
                == ["account a has a count of -2"])
        #expect(
            try problems { $0.accounts = [SelectionFixture.account("a", ratings: ["fit": .infinity])] }
                == ["account a is rated inf for fit"])
        #expect(
            try problems { $0.accounts = [SelectionFixture.account("a", ratings: ["fit": .nan])] }
                == ["account a is rated nan for fit"])
        #expect(
            try problems { $0.members = [SelectionFixture.member("m", team: "kam", region: nil, weekly: -1)] }
                == ["the weekly hours of member m is -1.0"])
        #expect(
            try problems { $0.criteria[0] = SelectionFixture.criterion("reference", .attractiveness, 1, low: 4) }
                == ["reference is spread from 4.0 to 4.0"])
        #expect(
            try problems {
                $0.criteria[0] = SelectionFixture.criterion(
                    "reference", .attractiveness, 1, low: -1, transform: .log)
            } == ["reference is spread by logarithm from below 0"])
        #expect(
            try problems { $0.criteria.removeLast(2) } == ["no criterion of strength has weight"])
        #expect(
            try problems {
                $0.selection = SelectionPolicy(
                    kamHours: .nan, poolsByRegion: false, keyShare: 1.5, forcedIn: [ID("ghost")])
            } == [
                "the key accounts' share of hours is 1.5, not within 0 and 1", "a key account's KAM hours is nan",
                "the policy names the account ghost, which does not exist",
            ])
    }

    @Test("is told as a whole, not only the first mistake")
    func allAtOnce() throws {
        let found = try problems {
            $0.accounts = [SelectionFixture.account("a", won: [.nan], openings: -1)]
            $0.economics = SelectionFixture.shrinking(by: -1)
            $0.criteria = []
        }
        #expect(found.count == 5)
    }
}
