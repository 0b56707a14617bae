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

    @Test("draws weights of the stated variation, and points within their interval, with the means that are used")
    func moments() {
        let policy = SelectionFixture().policy.scoring
        let aggregation = Aggregation(policy)
        let count = policy.criteria.count
        func row(_ points: Double...) -> [Double] { points.flatMap { [Double](repeating: $0, count: count) } }
        let points = PointsTable(
            accounts: 4, criteria: count, low: row(0, 0, 10, 20), value: row(20, 90, 20, 20), high: row(100, 90, 60, 90)
        )
        let doubt = Doubt(
            aggregation, ids: ["a", "b", "c", "d"].map { ID($0) }, points: points,
            worths: (0..<4).map { _ in DoubtfulWorth(lifetime: Estimate(exactly: 100), pipeline: 0, uplift: 0.2) },
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
        for account in 0..<4 {
            let place = account * count
            let merits = draws.map { $0.merits[account] }
            let mean = merits.reduce(0, +) / Double(number)
            #expect(abs(mean - points.value[place]) < 0.25, "account \(account): \(mean)")
            #expect(merits.allSatisfy { $0 >= points.low[place] - 1e-9 && $0 <= points.high[place] + 1e-9 })
        }
        // A value at the end of its interval leaves no doubt; one within it does.
        #expect(draws.allSatisfy { abs($0.merits[1] - 90) < 1e-9 && abs($0.merits[3] - 20) < 1e-9 })
        #expect(draws.contains { $0.merits[0] > 45 } && draws.contains { $0.merits[0] < 10 })
        #expect(draws.allSatisfy { abs($0.gains[0] - 20 * $0.merits[0] / 50) < 1e-9 })
    }

    /// A lifetime value with its interval, and the shares of its draws that must lie below and above it.
    struct Worth: Sendable {
        let estimate: Estimate
        var below: Double? = 0.1
        var above: Double? = 0.1

        static let all = [
            Worth(estimate: Estimate(low: 70, value: 100, high: 130)),
            Worth(estimate: Estimate(low: 10, value: 100, high: 190)),
            // Nothing with a chance of 4 %, else lognormal with σ = 0.5.
            Worth(estimate: DoubtfulValue(value: 100, alive: 0.96, variation: 0.284025416687741).estimate),
            // The lower end at 0: a tenth is nothing, or more where the upper end asks for it.
            Worth(estimate: Estimate(low: 0, value: 100, high: 200)),
            Worth(estimate: Estimate(low: 0, value: 100, high: 400), below: nil),
            // More than ten times the mean cannot be a 90 % quantile; nor can the mean of most skewed lognormals.
            Worth(estimate: Estimate(low: 0, value: 100, high: 1500), below: nil, above: nil),
            Worth(estimate: Estimate(low: 0, value: 100, high: 100), below: nil, above: nil),
            Worth(estimate: Estimate(low: 50, value: 100, high: 300), below: nil, above: nil),
            Worth(estimate: Estimate(low: -40, value: 20, high: 80)),
        ]
    }

    @Test("draws worth with the value used as its mean, never negative where it cannot be", arguments: Worth.all)
    func worth(_ worth: Worth) {
        var random = SplitMix64(seed: 11)
        let estimate = worth.estimate
        let doubtful = DoubtfulWorth(lifetime: estimate, pipeline: 30, uplift: 0.5)
        let number = 100_000
        let draws = (0..<number).map { _ in doubtful.draw(&random) / 0.5 - 30 }
        let mean = draws.reduce(0, +) / Double(number)
        let square = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(number)
        #expect(abs(mean - estimate.value) < 4 * (square / Double(number)).squareRoot(), "\(mean)")
        #expect(abs(doubtful.gain - 0.5 * (estimate.value + 30)) < 1e-12)
        if estimate.low >= 0 { #expect(draws.allSatisfy { $0 >= -1e-9 }) }
        // What is surely something is never drawn as nothing.
        if estimate.low > 0 { #expect(draws.allSatisfy { $0 > estimate.low / 1000 }) }
        let tolerance = 0.005
        if let below = worth.below {
            // An end of 0 is itself drawn in a tenth of the cases.
            let share = Double(draws.count { $0 < estimate.low + 1e-9 }) / Double(number)
            #expect(abs(share - below) < tolerance, "\(share) below")
        }
        if let above = worth.above {
            let share = Double(draws.count { $0 > estimate.high }) / Double(number)
            #expect(abs(share - above) < tolerance, "\(share) above")
        }
    }

    @Test("is sure where nothing is in doubt but the uplift, which is common to all", arguments: [0, 0.1, 0.4])
    func noDoubt(uplift: Double) throws {
        var fixture = company(3, count: 10, draws: 50)
        // Four equal quarters each: what is expected is exact.
        fixture.accounts = fixture.accounts.map {
            let won = $0.history.wonAmounts[0]
            return SelectionFixture.account(
                $0.id.raw, won: [won, won, won, won],
                ratings: ["reference": 2, "market": 1, "fit": 3, "access": 2])
        }
        fixture.economics = SelectionFixture.doubting(uplift)
        fixture.selection = SelectionPolicy(
            kamHours: 120, poolsByRegion: false, keyShare: 0.3,
            robustness: RobustnessPolicy(draws: 50, weightVariation: 0))
        let selection = try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
        #expect(selection.valuation.values.allSatisfy { $0.lifetime.value.low == $0.lifetime.value.high })
        #expect(
            selection.valuation.values.allSatisfy {
                ($0.contributionInterval.low < $0.contributionInterval.high) == (uplift > 0)
            })
        let result = try selection.portfolio(SelectionOptions(seed: 1))
        #expect(!result.selected.isEmpty && !result.rejected.isEmpty)
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

    @Test("counts the first KAM against a list of nobody, where incumbents pay their exit, and takes the lesser middle")
    func firstKAM() throws {
        var fixture = company(5, count: 8, draws: 0)
        fixture.members += [
            SelectionFixture.member("half", team: "kam", region: nil, weekly: 20),
            SelectionFixture.member("east", team: "kam", region: "East", weekly: 30),
        ]
        fixture.selection = SelectionPolicy(
            kamHours: 120, poolsByRegion: false, keyShare: 1, stability: StabilityPolicy(exitCost: 700),
            robustness: RobustnessPolicy(draws: 0))
        let past = PastPortfolio(
            id: ID("p"), quarter: try #require(try fixture.quarter().previous),
            selected: [ID("a0"), ID("a1"), ID("a2")], merits: [:], floor: nil)
        let result = try Selection.portfolio(
            of: fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter(), past: [past])
        let first = try #require(result.curve.first)
        #expect(first.kams == 1 && abs(first.marginalValue - (first.objective + 3 * 700)) < 1e-6)
        // Pools of 40 and 20 hours a week, and one of a region: one more is the lesser middle in all of them.
        fixture.selection = SelectionPolicy(kamHours: 1, poolsByRegion: true, keyShare: 1)
        var hours = try QuarterHours(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
        #expect(hours.pools.map(\.middle) == [20, 20] && hours.hoursOfOneMore == 20)
        fixture.members.removeLast()
        hours = try QuarterHours(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
        #expect(hours.hoursOfOneMore == hours.pools.first?.middle && hours.pools.first?.hours.count == 2)
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

    @Test("says that there is no list by revenue to compare with, where none was found")
    func noRevenueList() throws {
        let fixture = company(6, count: 8, draws: 0)
        let selection = try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
        let report = SelectionReport(selection, try SelectionDecision(selection, method: HighsSelection()))
        #expect(report.revenueReason(nil).code == "no_revenue_only")
        #expect(
            report.revenueOnly(nil) == RobustnessCard.RevenueOnly(selected: [], common: 0, overlap: 0, advantage: 0))
        #expect(report.revenueReason(report.solution.chosen).figures["overlap"] == 1)
    }
}
