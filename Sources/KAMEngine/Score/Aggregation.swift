public import KAMModel

/// How points become merits: the method and the weights of a policy.
///
/// Each axis is aggregated by the method with the weights of its own criteria, and the merit is the share of
/// attractiveness times the one axis plus the rest times the other.
public struct Aggregation: Hashable, Sendable {
    /// The weight of each criterion as a share of the merit, in the policy's order; they sum to 1.
    public let weights: [Double]
    /// The method.
    public let method: ScoringPolicy.Method
    /// The weight of attractiveness in the merit, 0…1.
    public let attractivenessWeight: Double

    /// The axis of each criterion: 0 attractiveness, 1 strength.
    let axes: [Int]
    /// The weight of each criterion as a share of its axis.
    let axisWeights: [Double]
    let preference: ScoringPolicy.Preference

    /// Takes the method and the weights of a policy.
    ///
    /// - Parameters:
    ///   - policy: The policy.
    ///   - points: The points that weights by entropy and CRITIC are taken from; without them these are as given.
    /// - Precondition: Each axis has a criterion with weight, and judgements that are asked for can be used.
    public init(_ policy: ScoringPolicy, points: PointsTable? = nil) {
        let found = CriterionWeights(policy, points: points)
        self.init(policy, weights: found.weights, attractivenessWeight: found.attractivenessWeight)
    }

    /// Takes the method of a policy with other weights, of which those of an axis count against each other.
    init(_ policy: ScoringPolicy, weights: [Double], attractivenessWeight: Double) {
        let axes = policy.criteria.map { $0.axis == .attractiveness ? 0 : 1 }
        let shares = Aggregation.shares(weights, axes)
        self.weights = zip(shares, axes).map { $0 * ($1 == 0 ? attractivenessWeight : 1 - attractivenessWeight) }
        self.axes = axes
        self.attractivenessWeight = attractivenessWeight
        axisWeights = shares
        method = policy.method
        preference = policy.preference
    }

    /// The merit of every account.
    ///
    /// - Parameters:
    ///   - points: The points, 0…100, account-major, one for each criterion.
    ///   - weights: The weight of each criterion as a share of the merit, 0 or more, with a sum above 0; any other sum
    ///     than 1 is divided out.
    /// - Returns: The merits, 0…100, by account.
    /// - Complexity: O(*accounts* × *criteria*); PROMETHEE II sorts each criterion.
    public func merits(points: [Double], weights: [Double]) -> [Double] {
        let width = axes.count
        precondition(
            weights.count == width && width > 0 && points.count.isMultiple(of: width),
            "\(weights.count) weights and \(points.count) points for \(width) criteria")
        let total = weights.reduce(0, +)
        if method == .weightedSum { return sums(points, weights.map { $0 / total }) }
        var merits = [Double](repeating: 0, count: points.count / width)
        for axis in axisModels(weights) {
            let share = axis.total / total
            for (account, score) in axis.scores(points, width: width, against: points).enumerated() {
                merits[account] += share * score
            }
        }
        return merits
    }

    /// The share of the criteria's weight that is known.
    func completeness(of account: Int, _ points: PointsTable) -> Double {
        var known = 0.0
        for (j, weight) in weights.enumerated() where points.isExact(account, j) { known += weight }
        return min(1, known)
    }

    /// The two axes with their criteria of weight; an axis without any is left out.
    func axisModels(_ weights: [Double]) -> [AxisModel] {
        (0...1).compactMap { axis in
            let columns = axes.indices.filter { axes[$0] == axis && weights[$0] > 0 }
            return columns.isEmpty
                ? nil
                : AxisModel(
                    axis: axis, columns: columns, weights: columns.map { weights[$0] }, method: method,
                    preference: preference)
        }
    }

    private func sums(_ points: [Double], _ shares: [Double]) -> [Double] {
        let width = shares.count
        return (0..<points.count / width).map { account in
            var merit = 0.0
            for j in 0..<width { merit += shares[j] * points[account * width + j] }
            return merit
        }
    }

    /// The weight of each criterion as a share of its axis.
    private static func shares(_ weights: [Double], _ axes: [Int]) -> [Double] {
        var totals = [0.0, 0.0]
        for (weight, axis) in zip(weights, axes) { totals[axis] += weight }
        return zip(weights, axes).map { totals[$1] > 0 ? $0 / totals[$1] : 0 }
    }
}
