@testable import KAMEngine
import KAMModel
import Testing

@Suite("Smallest flips of a selection")
struct FlipTests {
    /// A random company: few hours, several criteria of both transforms, everything known.
    private func company(_ random: inout SelectionRandom) -> SelectionFixture {
        var fixture = SelectionFixture()
        fixture.criteria = [
            SelectionFixture.criterion("reference", .attractiveness, 3, high: 100),
            SelectionFixture.criterion("market", .attractiveness, 2, low: 1, high: 500, transform: .log),
            SelectionFixture.criterion("fit", .strength, 2, low: 80, high: 10),
            SelectionFixture.criterion("access", .strength, 1, high: 4),
        ]
        fixture.accounts = (0..<random.int(3...9)).map { index in
            SelectionFixture.account(
                "a\(index)", won: [Double(random.int(10...60)) * 100], openings: random.int(0...3),
                ratings: [
                    "reference": random.real(5...95), "market": random.real(2...450), "fit": random.real(15...75),
                    "access": random.real(0.2...3.8),
                ])
        }
        let hours = Double(random.int(60...170))
        fixture.selection = SelectionPolicy(
            kamHours: hours, poolsByRegion: false, keyShare: random.real(0.02...0.3),
            robustness: RobustnessPolicy(draws: 0))
        return fixture
    }

    private func isIn(
        _ account: ID<Account>, _ fixture: SelectionFixture, past: [PastPortfolio] = []
    ) throws -> Bool {
        let selection = try Selection(
            fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter(), past: past)
        let method = HighsSelection(SelectionOptions(relativeGap: 0))
        let chosen = try SelectionDecision(selection, method: method).solution.chosen
        return zip(selection.snapshot.accounts, chosen).contains { $0.id == account && $1 }
    }

    /// Rules for the quarters before with a floor of its own, often too few places for all incumbents, and two portfolios.
    private func remember(
        _ fixture: inout SelectionFixture, _ random: inout SelectionRandom
    ) throws -> [PastPortfolio] {
        let floor = random.real(35...65)
        fixture.selection = SelectionPolicy(
            kamHours: fixture.selection.kamHours, poolsByRegion: false, keyShare: fixture.selection.keyShare,
            quota: SelectionPolicy.Quota(maximum: random.chance(0.5) ? random.int(1...4) : nil),
            stability: StabilityPolicy(
                entryCost: random.chance(0.3) ? random.real(0...50) : 0,
                exitCost: random.chance(0.3) ? random.real(0...50) : 0,
                minimumQuarters: random.int(0...2), coolingQuarters: random.int(0...1), floor: floor,
                quartersBelow: random.int(1...3)), robustness: RobustnessPolicy(draws: 0))
        let ids = fixture.accounts.map(\.id)
        var quarter = try fixture.quarter()
        var selected = Set(ids.filter { _ in random.chance(0.5) })
        return try (0..<2).map { number in
            quarter = try #require(quarter.previous)
            if number > 0 { for id in ids where random.chance(0.2) { selected.formSymmetricDifference([id]) } }
            return PastPortfolio(
                id: ID("p\(number)"), quarter: quarter, selected: selected,
                merits: Dictionary(uniqueKeysWithValues: ids.map { ($0, random.real(25...75)) }), floor: floor)
        }
    }

    @Test(
        "with a past, one value at its flip turns the decision, 99 % of the way does not",
        arguments: 0..<6 as Range<UInt64>)
    func past(seed: UInt64) throws {
        var random = SelectionRandom(seed: 1600 + seed)
        let method = HighsSelection(SelectionOptions(relativeGap: 0))
        var turned: [String: Int] = [:]
        for _ in 0..<120 {
            var fixture = company(&random)
            let past = try remember(&fixture, &random)
            let selection = try Selection(
                fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter(), past: past)
            let decision = try SelectionDecision(selection, method: method)
            let search = try FlipSearch(selection, decision, method: method, weighed: 0)
            for (index, flips) in search.flips.sorted(by: { $0.key < $1.key }) {
                let (account, isSelected) = (fixture.accounts[index].id, decision.solution.chosen[index])
                let kind = "\(isSelected ? "in" : "out"), \(decision.standings[index])".prefix { $0 != "(" }
                if let key = flips.cannot.first, let other = fixture.criteria.first(where: { $0.key == key }) {
                    let end = isSelected ? other.low : other.high
                    #expect(try isIn(account, rated(fixture, account, key, end), past: past) == isSelected, "\(kind)")
                    turned["\(kind), not", default: 0] += 1
                }
                guard let flip = flips.values.randomElement(using: &random),
                    let criterion = fixture.criteria.first(where: { $0.key == flip.criterion })
                else { continue }
                let points = criterion.points(for: try #require(flip.from))
                func value(_ share: Double) -> Double { criterion.value(for: points + share * flip.points) }
                guard abs(flip.points) > 0.01, (0...100).contains(points + 1.001 * flip.points) else { continue }
                turned["\(kind)", default: 0] += 1
                let there = try isIn(account, rated(fixture, account, flip.criterion, value(1.001)), past: past)
                let before = try isIn(account, rated(fixture, account, flip.criterion, value(0.99)), past: past)
                #expect(there != isSelected && before == isSelected, "\(kind): \(there), \(before)")
            }
        }
        for kind in ["in, free", "out, free", "in, holds", "out, holds", "out, belowEntry"] {
            #expect(turned[kind] ?? 0 > 10 && turned["\(kind), not"] ?? 0 > 10, "\(kind)")
        }
        #expect(turned["in, falling, not"] ?? 0 > 0 && turned["out, falling, not"] ?? 0 > 0)
    }

    private func rated(_ fixture: SelectionFixture, _ account: ID<Account>, _ key: String, _ value: Double)
        -> SelectionFixture
    {
        var changed = fixture
        changed.accounts = fixture.accounts.map { other in
            guard other.id == account else { return other }
            return SelectionFixture.account(
                other.id.raw, won: other.history.wonAmounts, openings: other.history.openedCounts.first ?? 0,
                ratings: other.ratings.mapValues(\.value).merging([key: value]) { $1 })
        }
        return changed
    }

    @Test("one value at its flip turns the decision, 99 % of the way does not", arguments: 0..<6 as Range<UInt64>)
    func values(seed: UInt64) throws {
        var random = SelectionRandom(seed: 600 + seed)
        let method = HighsSelection(SelectionOptions(relativeGap: 0))
        var (turned, cannot) = (0, 0)
        while turned < 350 {
            let fixture = company(&random)
            let selection = try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
            let decision = try SelectionDecision(selection, method: method)
            let search = try FlipSearch(selection, decision, method: method, weighed: 0)
            for (index, flips) in search.flips.sorted(by: { $0.key < $1.key }) {
                let (account, isSelected) = (fixture.accounts[index].id, decision.solution.chosen[index])
                guard let flip = flips.values.randomElement(using: &random) else { continue }
                let criterion = try #require(fixture.criteria.first { $0.key == flip.criterion })
                let from = try #require(flip.from)
                let points = criterion.points(for: from)
                func value(_ share: Double) -> Double { criterion.value(for: points + share * flip.points) }
                guard abs(flip.points) > 0.01, (0...100).contains(points + 1.001 * flip.points) else { continue }
                turned += 1
                #expect(abs(value(1) - flip.to) < 1e-6 * max(1, abs(flip.to)))
                #expect(try isIn(account, rated(fixture, account, flip.criterion, value(1.001))) != isSelected)
                #expect(try isIn(account, rated(fixture, account, flip.criterion, value(0.99))) == isSelected)
                if let key = flips.cannot.first, let other = fixture.criteria.first(where: { $0.key == key }) {
                    cannot += 1
                    let end = isSelected ? other.low : other.high
                    #expect(try isIn(account, rated(fixture, account, key, end)) == isSelected)
                }
            }
        }
        #expect(cannot > 50)
    }

    @Test("weights at their flip turn the decision, 99 % of the way does not", arguments: 0..<6 as Range<UInt64>)
    func weights(seed: UInt64) throws {
        var random = SelectionRandom(seed: 700 + seed)
        let method = HighsSelection(SelectionOptions(relativeGap: 0))
        var turned = 0
        while turned < 170 {
            let fixture = company(&random)
            let selection = try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
            let decision = try SelectionDecision(selection, method: method)
            let search = try FlipSearch(selection, decision, method: method)
            let weights = selection.scoring.aggregation.weights
            for (account, flips) in search.flips.sorted(by: { $0.key < $1.key }) {
                guard let flip = flips.weights, flip.distance > 1e-4 else { continue }
                turned += 1
                #expect(abs(flip.weights.reduce(0, +) - 1) < 1e-9)
                #expect(abs(zip(weights, flip.weights).reduce(0) { $0 + abs($1.0 - $1.1) } - flip.distance) < 1e-9)
                /// How much better the best list with the decision turned is than the best with it as it is.
                func advantage(_ share: Double) throws -> Double {
                    let mixed = zip(weights, flip.weights).map { $0 + share * ($1 - $0) }
                    let merits = selection.scoring.aggregation.merits(
                        points: selection.scoring.points.value, weights: mixed)
                    let problem = decision.problem.valuing(selection.gains(merits: merits))
                    let brute = (
                        SelectionBruteForce(problem.forcing(account)).best,
                        SelectionBruteForce(problem.excluding(account)).best
                    )
                    let (inside, outside) = (try #require(brute.0), try #require(brute.1))
                    return decision.solution.chosen[account] ? outside - inside : inside - outside
                }
                let worth = try #require(decision.solution.outcome.objective)
                #expect(try advantage(1) > -1e-5 * max(1, worth))
                #expect(try advantage(0.99) < 0)
            }
        }
    }

    @Test("with a past, told weights turn the decision with all merits held against the bars, by trying all")
    func pastWeights() throws {
        var random = SelectionRandom(seed: 1700)
        let method = HighsSelection(SelectionOptions(relativeGap: 0))
        var turned = 0
        for _ in 0..<400 {
            var fixture = company(&random)
            let past = try remember(&fixture, &random)
            let selection = try Selection(
                fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter(), past: past)
            let decision = try SelectionDecision(selection, method: method)
            let hysteresis = try #require(decision.hysteresis)
            let weights = selection.scoring.aggregation.weights
            for (account, flips) in try FlipSearch(selection, decision, method: method).flips {
                guard let flip = flips.weights, flip.distance > 1e-4 else { continue }
                turned += 1
                /// Whether the best of the lists that hold the most of the protected at some weights has the account.
                func isIn(_ share: Double) throws -> Bool {
                    let mixed = zip(weights, flip.weights).map { max(0, $0 + share * ($1 - $0)) }
                    let merits = selection.scoring.aggregation.merits(
                        points: selection.scoring.points.value, weights: mixed)
                    let problem = selection.problem.valuing(selection.gains(merits: merits)).remembering(
                        hysteresis,
                        standings: merits.indices.map { hysteresis.standing(of: $0, merit: merits[$0]) },
                        rules: fixture.selection.stability)
                    let best = SelectionBruteForce(problem).ruling.max { $0.value < $1.value }
                    return try #require(best).mask >> account & 1 == 1
                }
                #expect(try isIn(1.001) != decision.solution.chosen[account])
                #expect(try isIn(0.99) == decision.solution.chosen[account])
            }
        }
        #expect(turned > 20)
    }

    @Test("an account whose gain changes by the distance turns, by trying all")
    func money() throws {
        var random = SelectionRandom(seed: 800)
        let method = HighsSelection(SelectionOptions(relativeGap: 0))
        for _ in 0..<150 {
            let fixture = company(&random)
            let selection = try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
            let decision = try SelectionDecision(selection, method: method)
            for (account, flips) in try FlipSearch(selection, decision, method: method, weighed: 0).flips {
                guard let distance = flips.money else { continue }
                let isIn = decision.solution.chosen[account]
                let other = isIn ? decision.problem.excluding(account) : decision.problem.forcing(account)
                let best = try #require(SelectionBruteForce(decision.problem).best)
                let turned = try #require(SelectionBruteForce(other).best)
                #expect(abs(best - turned - distance) < 1e-6 * max(1, best))
            }
        }
    }
}
