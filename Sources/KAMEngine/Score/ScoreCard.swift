internal import KAMModel

/// The evidence and points of all accounts by criterion, from which scores are summed.
struct ScoreCard {
    private let criteria: [ScoringPolicy.Criterion]
    private let axisWeights: [Double]
    private let meritWeights: [Double]
    private let evidence: [[Evidence?]]
    private let means: [[String: Double]]
    private let segments: [String]

    init(_ snapshot: Snapshot, policy: ScoringPolicy, valuation: Valuation) {
        criteria = policy.criteria
        axisWeights = ScoreCard.shares(of: policy.criteria)
        meritWeights = zip(policy.criteria, axisWeights).map { criterion, share in
            let axis = policy.attractivenessWeight
            return share * (criterion.axis == .attractiveness ? axis : 1 - axis)
        }
        evidence = zip(snapshot.accounts, valuation.values).map { account, value in
            policy.criteria.map { Evidence($0, account: account, value: value, deal: valuation.typicalDeal) }
        }
        segments = snapshot.accounts.map(\.segment)
        means = ScoreCard.means(criteria, evidence, segments)
    }

    /// The share of the criteria's weight that is known.
    func completeness(of account: Int) -> Double {
        var known = 0.0
        for (index, weight) in meritWeights.enumerated() where evidence[account][index] != nil { known += weight }
        return min(1, known)
    }

    /// Sums the score of an account.
    func score(of account: Int, failedGates: [Reason]) -> AccountScore {
        let points = criteria.indices.map { self.points(of: account, $0) }
        let contributions = criteria.indices.map { index in
            AccountScore.Contribution(
                criterion: criteria[index].key, value: evidence[account][index]?.value,
                source: evidence[account][index]?.source.rawValue, points: meritWeights[index] * points[index].value)
        }
        return AccountScore(
            attractiveness: sum(points, axisWeights) { self.criteria[$0].axis == .attractiveness },
            strength: sum(points, axisWeights) { self.criteria[$0].axis == .strength },
            merit: sum(points, meritWeights) { _ in true },
            completeness: completeness(of: account), contributions: contributions, failedGates: failedGates)
    }

    /// The points of an account by one criterion: exact when known, the segment's mean within 0…100 when not.
    private func points(of account: Int, _ index: Int) -> Estimate {
        if let found = evidence[account][index] { return Estimate(exactly: criteria[index].points(for: found.value)) }
        return Estimate(low: 0, value: means[index][segments[account]] ?? 50, high: 100)
    }

    /// The weighted sum, term by term in the order of the criteria, so that equal terms give equal sums to the last bit.
    private func sum(_ points: [Estimate], _ weights: [Double], where counts: (Int) -> Bool) -> Estimate {
        var (low, value, high) = (0.0, 0.0, 0.0)
        for index in points.indices where counts(index) {
            low += weights[index] * points[index].low
            value += weights[index] * points[index].value
            high += weights[index] * points[index].high
        }
        return Estimate(low: low, value: value, high: high)
    }

    /// The weight of each criterion as a share of its axis.
    private static func shares(of criteria: [ScoringPolicy.Criterion]) -> [Double] {
        var totals: [ScoringPolicy.Axis: Double] = [:]
        for criterion in criteria { totals[criterion.axis, default: 0] += criterion.weight }
        return criteria.map { criterion in
            let total = totals[criterion.axis] ?? 0
            return total > 0 ? criterion.weight / total : 0
        }
    }

    /// The mean points by criterion and segment, of the accounts that are known.
    private static func means(
        _ criteria: [ScoringPolicy.Criterion], _ evidence: [[Evidence?]], _ segments: [String]
    ) -> [[String: Double]] {
        criteria.indices.map { index in
            var sums: [String: (points: Double, count: Double)] = [:]
            for (account, segment) in segments.enumerated() {
                guard let found = evidence[account][index] else { continue }
                sums[segment, default: (0, 0)].points += criteria[index].points(for: found.value)
                sums[segment, default: (0, 0)].count += 1
            }
            return sums.mapValues { min(100, $0.points / $0.count) }
        }
    }
}
