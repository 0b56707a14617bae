@testable import KAMEngine
import KAMModel
import Testing

@Suite("A selection under doubt")
struct DoubtTests {
    private func company(_ seed: UInt64, count: Int, draws: Int) -> SelectionFixture {
        var random = SelectionRandom(seed: seed)
        var fixture = SelectionFixture()
        fixture.accounts = (0..<count).map { index in
            var ratings: [String: Double] = [:]
            for criterion in fixture.criteria where random.chance(0.7) { ratings[criterion.key] = random.real(0...4) }
            return SelectionFixture.account(
                "a\(index)", won: [Double(random.int(10...40)) * 100], openings: random.int(0...2), ratings: ratings)
        }
        fixture.selection = SelectionPolicy(
            kamHours: 120, poolsByRegion: false, keyShare: 0.3,
            robustness: RobustnessPolicy(draws: draws, flipAccounts: 0))
        return fixture
    }

    private func portfolio(_ fixture: SelectionFixture, seed: UInt64) throws -> Portfolio {
        try Selection.portfolio(
            of: fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter(),
            options: SelectionOptions(seed: seed))
    }

    @Test("gives the same card from the same seed, and another from another")
    func reproducible() throws {
        let fixture = company(1, count: 14, draws: 300)
        let card = try #require(try portfolio(fixture, seed: 7).robustness)
        #expect(card.seed == 7 && card.draws == 300)
        #expect(try portfolio(fixture, seed: 7) == portfolio(fixture, seed: 7))
        #expect(try portfolio(fixture, seed: 8).robustness?.regret != card.regret)
    }

    @Test("finds the chances that proving each draw finds, within what the draws' method misses")
    func chances() throws {
        let method = HighsSelection(SelectionOptions(relativeGap: 0))
        var (same, all) = (0, 0)
        for seed in 0..<5 as Range<UInt64> {
            let fixture = company(20 + seed, count: 14, draws: 400)
            let selection = try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
            let decision = try SelectionDecision(selection, method: method)
            let bench = DoubtBench(selection, decision, seed: seed)
            let quick = try bench.run(400, method: method)
            var exact = [Int](repeating: 0, count: 14)
            for number in 0..<400 {
                let draw = bench.doubt.draw(number)
                let given = bench.given(gains: draw.gains, merits: draw.merits)
                let list = try #require(try bench.choose(given, method: method))
                let found = try #require(try bench.choose(given, method: nil))
                #expect(found.objective <= list.objective + 1e-6)
                if list.objective - found.objective < 1e-6 * max(1, list.objective) { same += 1 }
                all += 1
                for account in exact.indices where list.chosen[account] { exact[account] += 1 }
            }
            for account in exact.indices {
                let interval = Chance(chosen: exact[account], of: 400)
                #expect(
                    (interval.low - 0.01...interval.high + 0.01).contains(Double(quick.counts[account]) / 400),
                    "seed \(seed), account \(account): \(quick.counts[account]), not \(exact[account])")
            }
        }
        print("draws: the best value found in \(same) of \(all)")
        #expect(Double(same) > 0.95 * Double(all))
    }

    @Test("draws weights of the stated variation, and values within their intervals at the stated quantiles")
    func moments() {
        let policy = SelectionFixture().policy.scoring
        let aggregation = Aggregation(policy)
        let count = policy.criteria.count
        let points = PointsTable(
            accounts: 2, criteria: count, low: [Double](repeating: 0, count: 2 * count),
            value: [Double](repeating: 30, count: 2 * count), high: [Double](repeating: 90, count: 2 * count))
        let doubt = Doubt(
            aggregation, points: points,
            contributions: [Estimate(low: 50, value: 100, high: 300), Estimate(low: -40, value: 100, high: 150)],
            variation: 0.2, seed: 3)
        let number = 20_000
        let draws = (0..<number).map(doubt.draw)
        var variation = 0.0
        for (index, weight) in aggregation.weights.enumerated() {
            let mean = draws.reduce(0) { $0 + $1.weights[index] } / Double(number)
            let square = draws.reduce(0) { $0 + ($1.weights[index] - mean) * ($1.weights[index] - mean) }
            #expect(abs(mean - weight) < 0.003)
            variation += weight * square / Double(number) / (weight * weight)
        }
        #expect(abs(variation - 0.04) < 0.002)
        for (account, estimate) in [(0, (50.0, 300.0)), (1, (-40.0, 150.0))] {
            let gains = draws.map { $0.gains[account] / $0.merits[account] * 50 }
            #expect(abs(Double(gains.count { $0 < estimate.0 }) / Double(number) - 0.1) < 0.01)
            #expect(abs(Double(gains.count { $0 < 100 }) / Double(number) - 0.5) < 0.015)
            #expect(abs(Double(gains.count { $0 < estimate.1 }) / Double(number) - 0.9) < 0.01)
        }
        #expect(draws.allSatisfy { $0.merits.allSatisfy { (0...90).contains($0) } })
        // The mean of a triangle is the mean of its corners.
        let mean = draws.reduce(0) { $0 + $1.merits[0] } / Double(number)
        #expect(abs(mean - 40) < 0.5)
    }

    @Test("is sure where nothing is in doubt, and loses nothing then")
    func noDoubt() throws {
        var fixture = company(3, count: 10, draws: 50)
        fixture.accounts = fixture.accounts.map {
            SelectionFixture.account(
                $0.id.raw, won: $0.history.wonAmounts, ratings: ["reference": 2, "market": 1, "fit": 3, "access": 2])
        }
        fixture.selection = SelectionPolicy(
            kamHours: 120, poolsByRegion: false, keyShare: 0.3,
            robustness: RobustnessPolicy(draws: 50, weightVariation: 0))
        let result = try portfolio(fixture, seed: 1)
        #expect(result.selected.allSatisfy { $0.chance?.share == 1 && $0.chance?.band == .core })
        #expect(result.rejected.allSatisfy { $0.chance?.share == 0 })
        #expect(abs(try #require(result.robustness).regret.mean) < 1e-6)
    }

    @Test("shows the line for every number of KAMs and prices one more")
    func curve() throws {
        var fixture = company(4, count: 20, draws: 0)
        fixture.members += (0..<2).map { SelectionFixture.member("more\($0)", team: "kam", region: nil) }
        fixture.selection = SelectionPolicy(
            kamHours: 120, poolsByRegion: false, keyShare: 1, robustness: RobustnessPolicy(draws: 0))
        let result = try portfolio(fixture, seed: 0)
        #expect(result.curve.map(\.kams) == Array(1...6))
        #expect(result.curve.first { $0.isPresent }?.kams == 3)
        #expect(result.curve.first { $0.isPresent }?.objective == result.outcome.objective)
        for (less, more) in zip(result.curve, result.curve.dropFirst()) {
            #expect(more.objective >= less.objective - 1e-6 && more.selected >= less.selected)
            #expect(more.marginalValue <= less.marginalValue + 1e-6)
        }
        let price = try #require(result.cutLine.oneMoreKAM.first)
        let next = try #require(result.curve.first { $0.kams == 4 })
        #expect(abs(price.gain - next.marginalValue) < 1e-6)
        #expect(!price.entering.isEmpty && result.robustness == nil)
        #expect(KAMCurve.shares(of: 4, among: [3, 2, 1]) == [2, 1, 1])
    }

    @Test("a list by revenue keeps the same rules and never gains more")
    func revenue() throws {
        for seed in 0..<10 as Range<UInt64> {
            let result = try portfolio(company(40 + seed, count: 16, draws: 20), seed: seed)
            let revenue = try #require(result.robustness).revenueOnly
            #expect(revenue.advantage >= -1e-6 && (0...1).contains(revenue.overlap))
            #expect(
                revenue.common
                    == revenue.selected.count { account in result.selected.contains { $0.account == account } })
        }
    }
}
