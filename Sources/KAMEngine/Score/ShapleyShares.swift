internal import KAMModel

/// What each criterion adds to a score that is no sum: its exact Shapley value against an account of 50 points.
///
/// A score *f* of *k* criteria is held against the same account with 50 points in everything, whose score is 50 by every
/// method here. The Shapley value of a criterion is what its own points in place of the 50 change, averaged over all
/// orders in which the criteria may be put in place; the 50 points themselves are split by weight. Hence the parts sum to
/// the score, a criterion at 50 has just its weight's half, and for the weighted sum the parts are its terms.
///
/// - Complexity: O(2ᵏ) an account; at most `ShapleyShares.greatest` criteria.
/// - Source: Shapley, "A value for *n*-person games", *Annals of Mathematics Studies* 28, 1953.
struct ShapleyShares {
    /// The greatest number of criteria of weight on an axis.
    static let greatest = 12
    /// The points of the account that scores are held against.
    static let reference = 50.0

    private let model: AxisModel
    private let count: Int
    /// By set of criteria: the share of the orders in which just the set comes before a criterion that is not in it.
    private let before: [Double]
    /// By set: that share, and that of the orders in which one of its criteria comes last.
    private let both: [Double]
    /// By set of criteria: what they sum to at the reference, and the greatest of their regrets there.
    private let referenceSums: [Double]
    private let referenceRegrets: [Double]
    private var first: [Double]
    private var second: [Double]

    init(_ model: AxisModel) {
        count = model.columns.count
        precondition(count <= ShapleyShares.greatest, "\(count) criteria on an axis are too many")
        self.model = model
        let orders = ShapleyShares.orders(count)
        before = (0..<1 << count).map { $0.nonzeroBitCount < orders.count ? orders[$0.nonzeroBitCount] : 0 }
        both = before.enumerated().map { set, share in share + (set > 0 ? orders[set.nonzeroBitCount - 1] : 0) }
        first = [Double](repeating: 0, count: 1 << count)
        second = first
        var (sums, regrets) = (first, first)
        let terms = model.weights.map { ShapleyShares.referenceTerm(model.method, $0) }
        for set in sums.indices.dropFirst() {
            let (k, before) = (set.trailingZeroBitCount, set & (set - 1))
            sums[set] = sums[before] + terms[k]
            regrets[set] = max(regrets[before], model.weights[k] * (100 - ShapleyShares.reference))
        }
        referenceSums = sums
        referenceRegrets = regrets
    }

    /// The parts of the score of the account whose points start at a place, one for each criterion of the axis.
    ///
    /// A criterion's value is the sum over the sets that hold it, weighted by `both`, less that over all sets, weighted by
    /// `before`. Folding the sets on the last criterion gives its sum and leaves the sets of the others.
    mutating func shares(_ points: [Double], at start: Int) -> [Double] {
        fill(points, at: start)
        var shares = model.weights.map { $0 * ShapleyShares.reference }
        var all = 0.0
        for set in first.indices {
            all += first[set] * before[set]
            first[set] *= both[set]
        }
        for k in stride(from: count - 1, through: 0, by: -1) {
            let half = 1 << k
            var holding = 0.0
            for set in 0..<half {
                holding += first[half + set]
                first[set] += first[half + set]
            }
            shares[k] += holding - all
        }
        return shares
    }

    /// The score of each set of criteria with their own points and the others at the reference, into `first`.
    private mutating func fill(_ points: [Double], at start: Int) {
        switch model.method {
        case .weightedSum, .prometheeII: preconditionFailure("the parts of \(model.method.rawValue) are its terms")
        case .weightedProduct: fillProducts(points, start)
        case .topsis: fillCloseness(points, start)
        case .vikor: fillCompromises(points, start)
        }
    }

    private mutating func fillProducts(_ points: [Double], _ start: Int) {
        let all = first.count - 1
        first[0] = 0
        for set in first.indices.dropFirst() {
            let k = set.trailingZeroBitCount
            first[set] = first[set & (set - 1)] + model.weights[k] * AxisState.log(points[start + model.columns[k]])
        }
        for set in first.indices { first[set] = AxisState.product(first[set] + referenceSums[all ^ set]) }
    }

    private mutating func fillCloseness(_ points: [Double], _ start: Int) {
        let all = first.count - 1
        (first[0], second[0]) = (0, 0)
        for set in first.indices.dropFirst() {
            let (k, before) = (set.trailingZeroBitCount, set & (set - 1))
            let (weight, own) = (model.weights[k], points[start + model.columns[k]])
            first[set] = first[before] + AxisState.square(weight * (100 - own))
            second[set] = second[before] + AxisState.square(weight * own)
        }
        for set in first.indices {
            // The reference is as far from 0 as from 100.
            let others = referenceSums[all ^ set]
            first[set] = AxisState.closeness(first[set] + others, second[set] + others)
        }
    }

    private mutating func fillCompromises(_ points: [Double], _ start: Int) {
        let all = first.count - 1
        let greatest = model.greatestWeight
        (first[0], second[0]) = (0, 0)
        for set in first.indices.dropFirst() {
            let (k, before) = (set.trailingZeroBitCount, set & (set - 1))
            let regret = model.weights[k] * (100 - points[start + model.columns[k]])
            first[set] = first[before] + regret
            second[set] = max(second[before], regret)
        }
        for set in first.indices {
            let worst = max(second[set], referenceRegrets[all ^ set])
            first[set] = AxisState.compromise(first[set] + referenceSums[all ^ set], worst / greatest)
        }
    }

    /// What a criterion adds to the sum of the method at the reference.
    private static func referenceTerm(_ method: ScoringPolicy.Method, _ weight: Double) -> Double {
        switch method {
        case .weightedProduct: weight * AxisState.log(reference)
        case .topsis: AxisState.square(weight * reference)
        case .weightedSum, .prometheeII, .vikor: weight * (100 - reference)
        }
    }

    /// *s*!(*k* − *s* − 1)! ÷ *k*! for each size *s*.
    private static func orders(_ count: Int) -> [Double] {
        var orders: [Double] = []
        var share = 1 / Double(count)
        for size in 0..<count {
            orders.append(share)
            share *= Double(size + 1) / Double(max(1, count - size - 1))
        }
        return orders
    }
}
