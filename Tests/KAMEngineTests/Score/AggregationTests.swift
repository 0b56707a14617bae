@testable import KAMEngine
import KAMModel
import Testing

@Suite("Aggregation by every method")
struct AggregationTests {
    private static let methods = ScoringPolicy.Method.allCases
    /// The methods whose scores depend on the account alone.
    private static let fixed = ScoringPolicy.Method.allCases.filter { $0 != .prometheeII }

    private func isDominated(_ worse: Int, by better: Int, _ points: PointsTable) -> Bool {
        worse != better && zip(points.row(worse), points.row(better)).allSatisfy { $0 <= $1 }
    }

    @Test("sums its contributions to the merit, and blends the axes to it", arguments: methods)
    func partsSum(_ method: ScoringPolicy.Method) {
        var fixture = PointsFixture(seed: 11)
        var (sums, blends, beyond) = (0.0, 0.0, 0)
        for _ in 0..<1000 {
            let policy = fixture.policy(method)
            let points = fixture.table(policy, accounts: fixture.random.int(1...6), doubt: 0.2)
            let aggregation = Aggregation(policy, points: points)
            let table = MeritTable(points, aggregation)
            let merits = aggregation.merits(points: points.value, weights: aggregation.weights)
            for account in 0..<points.accounts {
                let merit = table.merits[account].value
                let parts = table.parts[account * points.criteria..<(account + 1) * points.criteria]
                let share = aggregation.attractivenessWeight
                let blend = share * table.axes[0][account].value + (1 - share) * table.axes[1][account].value
                sums = max(sums, abs(parts.reduce(0, +) - merit) / max(1, merit))
                blends = max(blends, abs(blend - merit), abs(merits[account] - merit))
                if !(0...100 + 1e-9).contains(merit) { beyond += 1 }
                for (part, criterion) in zip(parts, policy.criteria) where criterion.weight == 0 && part != 0 {
                    beyond += 1
                }
            }
        }
        #expect(sums <= 1e-9 && blends < 1e-9)
        #expect(beyond == 0)
    }

    @Test("never ranks an account above one that is at least as good in everything", arguments: fixed)
    func dominance(_ method: ScoringPolicy.Method) {
        var fixture = PointsFixture(seed: 12)
        var (dominated, wrong) = (0, 0)
        for _ in 0..<800 {
            let policy = fixture.policy(method)
            let points = fixture.table(policy, accounts: 8)
            let merits = MeritTable(points, Aggregation(policy)).merits.map(\.value)
            let ranks = Scoring.ranks(merits)
            for better in 0..<8 {
                for worse in 0..<8 where isDominated(worse, by: better, points) {
                    dominated += 1
                    if ranks[better] > ranks[worse] { wrong += 1 }
                }
            }
        }
        #expect(wrong == 0)
        #expect(dominated > 800)
    }

    @Test("brackets the merit of every value inside the intervals", arguments: methods)
    func intervals(_ method: ScoringPolicy.Method) {
        var fixture = PointsFixture(seed: 13)
        var outside = 0
        for _ in 0..<500 {
            let policy = fixture.policy(method)
            let doubtful = fixture.table(policy, accounts: 6, doubt: 0.4)
            let aggregation = Aggregation(policy)
            let before = MeritTable(doubtful, aggregation)
            for _ in 0..<2 {
                let inside = zip(doubtful.low, doubtful.high).map { fixture.random.real($0...$1) }
                let after = MeritTable(
                    PointsFixture.exact(inside, criteria: doubtful.criteria), aggregation)
                for account in 0..<6 {
                    if !holds(before.merits[account], after.merits[account].value) { outside += 1 }
                    for axis in 0...1 where !holds(before.axes[axis][account], after.axes[axis][account].value) {
                        outside += 1
                    }
                }
            }
        }
        #expect(outside == 0)
    }

    private func holds(_ interval: Estimate, _ value: Double) -> Bool {
        interval.low <= value + 1e-9 && interval.high >= value - 1e-9
    }

    @Test("permutes its results with the accounts", arguments: methods)
    func permutation(_ method: ScoringPolicy.Method) {
        var fixture = PointsFixture(seed: 14)
        for _ in 0..<500 {
            let policy = fixture.policy(method)
            let points = fixture.table(policy, accounts: 7, doubt: 0.2)
            let order = (0..<7).shuffled(using: &fixture.random)
            func permuted(_ numbers: [Double]) -> [Double] {
                order.flatMap { numbers[$0 * points.criteria..<($0 + 1) * points.criteria] }
            }
            let turned = PointsTable(
                accounts: 7, criteria: points.criteria, low: permuted(points.low), value: permuted(points.value),
                high: permuted(points.high))
            let aggregation = Aggregation(policy)
            let (before, after) = (MeritTable(points, aggregation), MeritTable(turned, aggregation))
            let ranks = Scoring.ranks(before.merits.map(\.value))
            #expect(after.merits == order.map { before.merits[$0] })
            #expect(Scoring.ranks(after.merits.map(\.value)) == order.map { ranks[$0] })
            #expect(after.parts == permuted(before.parts))
        }
    }

    @Test("changes nothing for the others when an account is added", arguments: fixed)
    func addingAnAccount(_ method: ScoringPolicy.Method) {
        var fixture = PointsFixture(seed: 15)
        for _ in 0..<1000 {
            let policy = fixture.policy(method)
            let few = fixture.table(policy, accounts: 5)
            let more = fixture.table(policy, accounts: 1)
            let all = PointsFixture.exact(few.value + more.value, criteria: few.criteria)
            let aggregation = Aggregation(policy)
            #expect(
                MeritTable(few, aggregation).merits == Array(MeritTable(all, aggregation).merits.prefix(5)))
        }
    }

    @Test("gives 0 to nothing, 50 to the middle and 100 to everything", arguments: fixed)
    func anchors(_ method: ScoringPolicy.Method) {
        var fixture = PointsFixture(seed: 16)
        for _ in 0..<200 {
            let policy = fixture.policy(method)
            for points in [0.0, 50, 100] {
                let row = [Double](repeating: points, count: policy.criteria.count)
                let table = MeritTable(PointsFixture.exact(row, criteria: row.count), Aggregation(policy))
                #expect(abs(table.merits[0].value - points) < 1e-9)
            }
        }
    }

    @Test("changes nothing when a criterion is counted in another unit")
    func units() {
        var fixture = PointsFixture(seed: 17)
        for _ in 0..<3000 {
            let (low, way) = (fixture.random.real(-50...50), fixture.random.real(1...80))
            let value = fixture.random.real(-80...160)
            let factor = fixture.random.real(0.001...1000)
            let isLess = fixture.random.chance(0.5)
            func points(_ unit: Double) -> Double {
                SelectionFixture.criterion(
                    "c", .strength, 1, low: low * unit, high: (isLess ? low - way : low + way) * unit
                ).points(for: value * unit)
            }
            #expect(abs(points(1) - points(factor)) < 1e-9)
        }
    }

    @Test(
        "splits a score as the mean over all orders does",
        arguments: [
            ScoringPolicy.Method.weightedProduct, .topsis, .vikor,
        ])
    func shapley(_ method: ScoringPolicy.Method) {
        var fixture = PointsFixture(seed: 18)
        for _ in 0..<300 {
            let count = fixture.random.int(1...4)
            let weights = (0..<count).map { _ in fixture.random.real(0.1...1) }
            let model = AxisModel(
                axis: 0, columns: Array(0..<count), weights: weights, method: method,
                preference: .init(indifference: 0, full: 0))
            let own = (0..<count).map { _ in Double(fixture.random.int(0...4)) * 25 }
            var shapley = ShapleyShares(model)
            let shares = shapley.shares(own, at: 0)
            for (mine, theirs) in zip(shares, orders(model, own)) { #expect(abs(mine - theirs) < 1e-9) }
        }
    }

    /// The parts by walking through every order.
    private func orders(_ model: AxisModel, _ own: [Double]) -> [Double] {
        var parts = model.weights.map { $0 * 50 }
        let all = permutations(Array(own.indices))
        for order in all {
            var now = own.map { _ in 50.0 }
            var score = model.scores(now, width: own.count, against: [])[0]
            for k in order {
                now[k] = own[k]
                let next = model.scores(now, width: own.count, against: [])[0]
                parts[k] += (next - score) / Double(all.count)
                score = next
            }
        }
        return parts
    }

    private func permutations(_ items: [Int]) -> [[Int]] {
        guard let first = items.first else { return [[]] }
        return permutations(Array(items.dropFirst())).flatMap { rest in
            (0...rest.count).map { Array(rest[..<$0]) + [first] + Array(rest[$0...]) }
        }
    }

    @Test("shares ranks between equal merits and leaves out the places after")
    func ties() {
        #expect(Scoring.ranks([5, 7, 5, 9, 5, 1]) == [3, 2, 3, 1, 3, 6])
        #expect(Scoring.ranks([]) == [])
    }
}
