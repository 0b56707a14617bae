internal import KAMModel

/// One axis: its criteria of weight, their weights, and the method that makes a score of points.
///
/// The scores are 0…100, 0 at no points in anything and 100 at 100 in everything, against fixed anchors: with the weights
/// *w* (sum 1) and the points *p*, as shares of 100,
/// - weighted sum: Σ *w p*;
/// - weighted product: Π *p*^*w*;
/// - TOPSIS: *d⁻* ÷ (*d⁺* + *d⁻*), *d⁻* = √Σ (*w p*)², *d⁺* = √Σ (*w*(1 − *p*))²;
/// - VIKOR: 1 − ½ (Σ *w*(1 − *p*) + max *w*(1 − *p*) ÷ max *w*);
/// - PROMETHEE II: ½ (1 + Σ *w φ*), with the net flow *φ* of each criterion among the accounts.
///
/// All but PROMETHEE II depend on the account alone, so one more account reorders no others.
struct AxisModel {
    let axis: Int
    /// The places of its criteria in the policy.
    let columns: [Int]
    /// The weights of these, with sum 1.
    let weights: [Double]
    /// The sum of the weights given.
    let total: Double
    let method: ScoringPolicy.Method
    let preference: ScoringPolicy.Preference

    init(
        axis: Int, columns: [Int], weights: [Double], method: ScoringPolicy.Method,
        preference: ScoringPolicy.Preference
    ) {
        let total = weights.reduce(0, +)
        self.axis = axis
        self.columns = columns
        self.weights = weights.map { $0 / total }
        self.total = total
        self.method = method
        self.preference = preference
    }

    /// The score of every account on the axis.
    ///
    /// - Parameters:
    ///   - points: Account-major.
    ///   - width: How many points an account has.
    ///   - opponents: The points of those it is compared with in PROMETHEE II, which are the accounts themselves; an
    ///     account is not compared with its own.
    /// - Returns: The scores, 0…100, by account.
    func scores(_ points: [Double], width: Int, against opponents: [Double]) -> [Double] {
        if method == .prometheeII { return flowScores(points, width: width, against: opponents) }
        return stride(from: 0, to: points.count, by: width).map { score(points, at: $0) }
    }

    /// The score of the account whose points start at a place.
    private func score(_ points: [Double], at start: Int) -> Double {
        switch method {
        case .weightedSum, .prometheeII:
            var sum = 0.0
            for (k, column) in columns.enumerated() { sum += weights[k] * points[start + column] }
            return sum
        case .weightedProduct:
            var sum = 0.0
            for (k, column) in columns.enumerated() { sum += weights[k] * AxisState.log(points[start + column]) }
            return AxisState.product(sum)
        case .topsis:
            var (near, far) = (0.0, 0.0)
            for (k, column) in columns.enumerated() {
                near += AxisState.square(weights[k] * (100 - points[start + column]))
                far += AxisState.square(weights[k] * points[start + column])
            }
            return AxisState.closeness(near, far)
        case .vikor:
            var (sum, worst) = (0.0, 0.0)
            for (k, column) in columns.enumerated() {
                let regret = weights[k] * (100 - points[start + column])
                sum += regret
                worst = max(worst, regret)
            }
            return AxisState.compromise(sum, worst / greatestWeight)
        }
    }

    /// The greatest weight.
    var greatestWeight: Double { weights.reduce(0, max) }

    private func flowScores(_ points: [Double], width: Int, against opponents: [Double]) -> [Double] {
        var scores = [Double](repeating: 0, count: points.count / width)
        for (k, column) in columns.enumerated() {
            let flows = PrometheeFlows(preference).net(
                column: column, of: points, width: width, against: opponents)
            for (account, flow) in flows.enumerated() { scores[account] += weights[k] * 50 * (1 + flow) }
        }
        return scores
    }
}
