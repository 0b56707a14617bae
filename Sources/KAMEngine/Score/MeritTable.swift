internal import KAMModel

/// The scores of all accounts on both axes, their merits, and what each criterion adds.
struct MeritTable {
    /// The scores by axis, then account.
    private(set) var axes: [[Estimate]]
    /// The merit of each account.
    private(set) var merits: [Estimate]
    /// What each criterion adds to the merit, account-major.
    private(set) var parts: [Double]
    private let width: Int

    init(_ points: PointsTable, _ aggregation: Aggregation) {
        width = points.criteria
        axes = [[], []]
        merits = []
        parts = [Double](repeating: 0, count: points.value.count)
        for model in aggregation.axisModels(aggregation.axisWeights) {
            axes[model.axis] = MeritTable.estimates(model, points)
        }
        merits = MeritTable.merits(points, aggregation, axes)
        for model in aggregation.axisModels(aggregation.axisWeights) {
            let share = model.axis == 0 ? aggregation.attractivenessWeight : 1 - aggregation.attractivenessWeight
            addParts(model, points, share)
        }
        if aggregation.method == .weightedSum {
            for place in parts.indices { parts[place] = aggregation.weights[place % width] * points.value[place] }
        }
        settle()
    }

    /// The score of an account in words and figures.
    func score(
        of account: Int, _ card: ScoreCard, _ criteria: [ScoringPolicy.Criterion], completeness: Double,
        failedGates: [Reason]
    ) -> AccountScore {
        let contributions = criteria.indices.map { j in
            let evidence = card.evidence[account * width + j]
            return AccountScore.Contribution(
                criterion: criteria[j].key, value: evidence?.value, source: evidence?.source.rawValue,
                points: parts[account * width + j])
        }
        return AccountScore(
            attractiveness: axes[0][account], strength: axes[1][account], merit: merits[account],
            completeness: completeness, contributions: contributions, failedGates: failedGates)
    }

    /// The scores on an axis; as every method rises with each point, the least and greatest points give the interval.
    private static func estimates(_ model: AxisModel, _ points: PointsTable) -> [Estimate] {
        let value = model.scores(points.value, width: points.criteria, against: points.value)
        let low = model.scores(points.low, width: points.criteria, against: points.high)
        let high = model.scores(points.high, width: points.criteria, against: points.low)
        return value.indices.map { account in
            // The last bit of a root may round against the rise.
            Estimate(
                low: min(low[account], value[account]), value: value[account],
                high: max(high[account], value[account]))
        }
    }

    private static func merits(
        _ points: PointsTable, _ aggregation: Aggregation, _ axes: [[Estimate]]
    ) -> [Estimate] {
        let share = aggregation.attractivenessWeight
        if aggregation.method == .weightedSum {
            let weights = aggregation.weights
            return (0..<points.accounts).map { account in
                // Term by term in the order of the criteria, so that equal terms give equal sums to the last bit.
                var (low, value, high) = (0.0, 0.0, 0.0)
                for j in weights.indices {
                    let place = account * weights.count + j
                    low += weights[j] * points.low[place]
                    value += weights[j] * points.value[place]
                    high += weights[j] * points.high[place]
                }
                return Estimate(low: low, value: value, high: high)
            }
        }
        return zip(axes[0], axes[1]).map { first, second in
            Estimate(
                low: share * first.low + (1 - share) * second.low,
                value: share * first.value + (1 - share) * second.value,
                high: share * first.high + (1 - share) * second.high)
        }
    }

    private mutating func addParts(_ model: AxisModel, _ points: PointsTable, _ share: Double) {
        switch model.method {
        case .weightedSum: return
        case .prometheeII:
            for (k, column) in model.columns.enumerated() {
                let flows = PrometheeFlows(model.preference).net(
                    column: column, of: points.value, width: width, against: points.value)
                for (account, flow) in flows.enumerated() {
                    parts[account * width + column] = share * model.weights[k] * 50 * (1 + flow)
                }
            }
        case .weightedProduct, .topsis, .vikor:
            var shapley = ShapleyShares(model)
            for account in 0..<points.accounts {
                let shares = shapley.shares(points.value, at: account * width)
                for (k, column) in model.columns.enumerated() { parts[account * width + column] = share * shares[k] }
            }
        }
    }

    /// Gives what rounding leaves between the sum of the parts and the merit to the greatest part.
    private mutating func settle() {
        for account in merits.indices {
            let range = account * width..<(account + 1) * width
            for _ in 0..<4 {
                let rest = merits[account].value - parts[range].reduce(0, +)
                if rest == 0 { break }
                guard let greatest = range.max(by: { abs(parts[$0]) < abs(parts[$1]) }) else { break }
                parts[greatest] += rest
            }
        }
    }
}
