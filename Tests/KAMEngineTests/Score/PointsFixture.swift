@testable import KAMEngine
import KAMModel

/// Random points, policies and merits to hold properties against.
struct PointsFixture {
    var random: SelectionRandom

    init(seed: UInt64) { random = SelectionRandom(seed: seed) }

    /// A policy of up to four criteria an axis, some of them switched off.
    mutating func policy(
        _ method: ScoringPolicy.Method, weighting: ScoringPolicy.Weighting = .given
    ) -> ScoringPolicy {
        var criteria: [ScoringPolicy.Criterion] = []
        for axis in ScoringPolicy.Axis.allCases {
            for place in 0..<random.int(1...4) {
                let weight = place > 0 && random.chance(0.1) ? 0 : random.real(0.1...5)
                criteria.append(SelectionFixture.criterion("\(axis.rawValue)-\(place)", axis, weight, high: 100))
            }
        }
        let indifference = random.chance(0.3) ? 0 : random.real(0...10)
        return ScoringPolicy(
            criteria: criteria, attractivenessWeight: random.real(0...1), attractivenessThreshold: 60,
            strengthThreshold: 50, method: method, weighting: weighting,
            preference: .init(
                indifference: indifference, full: random.chance(0.3) ? indifference : indifference + 20))
    }

    /// Points, many of them alike or at the ends; a share of them is an interval.
    mutating func table(_ policy: ScoringPolicy, accounts: Int, doubt: Double = 0) -> PointsTable {
        var (low, value, high): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<accounts * policy.criteria.count {
            let middle = random.chance(0.4) ? Double(random.int(0...4)) * 25 : random.real(0...100)
            let isDoubtful = random.chance(doubt)
            low.append(isDoubtful ? random.real(0...middle) : middle)
            value.append(middle)
            high.append(isDoubtful ? random.real(middle...100) : middle)
        }
        return PointsTable(accounts: accounts, criteria: policy.criteria.count, low: low, value: value, high: high)
    }

    /// A table of exact points.
    static func exact(_ points: [Double], criteria: Int) -> PointsTable {
        PointsTable(
            accounts: points.count / criteria, criteria: criteria, low: points, value: points, high: points)
    }
}
