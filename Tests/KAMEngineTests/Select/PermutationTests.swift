@testable import KAMEngine
import KAMModel
import Testing

@Suite("A portfolio of accounts in another order")
struct PermutationTests {
    private func company(_ random: inout SelectionRandom, hasPast: Bool) throws -> SelectionFixture {
        var fixture = SelectionFixture()
        fixture.accounts = (0..<18).map { index in
            var ratings: [String: Double] = [:]
            for criterion in fixture.criteria where random.chance(0.7) { ratings[criterion.key] = random.real(0...4) }
            return SelectionFixture.account(
                "a\(index)", won: (0..<6).map { _ in random.real(500...5000) }, openings: random.int(0...2),
                ratings: ratings)
        }
        fixture.selection = SelectionPolicy(
            kamHours: 90, poolsByRegion: false, keyShare: 0.3,
            stability: StabilityPolicy(entryCost: hasPast ? 40 : 0),
            robustness: RobustnessPolicy(draws: 200, flipAccounts: 18))
        return fixture
    }

    private func past(_ fixture: SelectionFixture, _ random: inout SelectionRandom) throws -> [PastPortfolio] {
        [
            PastPortfolio(
                id: ID("before"), quarter: try #require(try fixture.quarter().previous),
                selected: Set(fixture.accounts.prefix(5).map(\.id)),
                merits: Dictionary(uniqueKeysWithValues: fixture.accounts.map { ($0.id, random.real(20...80)) }),
                floor: 50)
        ]
    }

    private struct Row: Equatable {
        let isSelected: Bool
        let chosen: Double?
        let flips: Flips?
    }

    private func rows(_ portfolio: Portfolio) -> [ID<Account>: Row] {
        let all =
            portfolio.selected.map { ($0.account, Row(isSelected: true, chosen: $0.chance?.share, flips: $0.flips)) }
            + portfolio.rejected.map { ($0.account, Row(isSelected: false, chosen: $0.chance?.share, flips: $0.flips)) }
        return Dictionary(uniqueKeysWithValues: all)
    }

    private func isNear(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) <= 1e-6 * max(1, abs(left))
    }

    @Test("has the same accounts chosen, with the same chances and flips", arguments: 0..<8 as Range<UInt64>)
    func permuted(seed: UInt64) throws {
        var random = SelectionRandom(seed: 900 + seed)
        let hasPast = seed.isMultiple(of: 2)
        let fixture = try company(&random, hasPast: hasPast)
        let past = hasPast ? try past(fixture, &random) : []
        var other = fixture
        other.accounts.shuffle(using: &random)
        func portfolio(_ fixture: SelectionFixture) throws -> Portfolio {
            try Selection.portfolio(
                of: fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter(), past: past,
                options: SelectionOptions(relativeGap: 0, seed: seed))
        }
        let (first, second) = (try portfolio(fixture), try portfolio(other))
        let (here, there) = (rows(first), rows(second))
        var (doubtful, turned) = (0, 0)
        for account in fixture.accounts.map(\.id) {
            let (one, two) = (try #require(here[account]), try #require(there[account]))
            #expect(one.isSelected == two.isSelected && one.chosen == two.chosen, "\(account)")
            #expect(
                isNear(one.flips?.money, two.flips?.money) && isNear(one.flips?.merit, two.flips?.merit), "\(account)")
            #expect(one.flips?.cannot == two.flips?.cannot)
            let values = (one.flips?.values ?? [], two.flips?.values ?? [])
            #expect(values.0.map(\.criterion) == values.1.map(\.criterion))
            #expect(zip(values.0, values.1).allSatisfy { isNear($0.to, $1.to) })
            if let chance = one.chosen, chance > 0, chance < 1 { doubtful += 1 }
            if one.flips?.money != nil || one.flips?.merit != nil { turned += 1 }
        }
        let regret = (try #require(first.robustness).regret.mean, try #require(second.robustness).regret.mean)
        #expect(isNear(regret.0, regret.1))
        #expect(hasPast || (doubtful > 0 && turned > 0))
    }
}
