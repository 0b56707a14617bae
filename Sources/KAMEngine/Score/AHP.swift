internal import func Glibc.exp
internal import func Glibc.log

extension PairwiseMatrix {
    static func exponential(_ value: Double) -> Double { exp(value) }
}

/// Weights from pairwise judgements, and how consistent these are: the analytic hierarchy process.
///
/// Whole judgements give the principal eigenvector (power iteration). Incomplete ones give the weights whose logarithms
/// fit the judged pairs best by least squares; their consistency is that of the matrix with the gaps filled by the ratios
/// of these weights, held against a random index that is lower for the gaps. Fewer loops among the judgements contradict
/// each other less, and none at all cannot.
///
/// - Complexity: O(*n*²) a step of the iteration, O(*n*³) for least squares and triads.
/// - Source: Saaty, *The Analytic Hierarchy Process*, 1980; for gaps Bozóki, Fülöp & Rónyai, *Mathematical and Computer
///   Modelling* 52, 2010, and Ágoston & Csató, *Omega* 108, 2022.
public struct AHP: Hashable, Sendable {
    /// Three things whose judgements fit worst: first over second times second over third is not first over third.
    public struct Triad: Hashable, Sendable {
        /// The first.
        public let first: Int
        /// The second.
        public let second: Int
        /// The third.
        public let third: Int
        /// The judged ratio of the first over the third.
        public let judged: Double
        /// The ratio that the other two judgements give.
        public let implied: Double
    }

    /// A judgement that fits the weights worst.
    public struct Misfit: Hashable, Sendable {
        /// The first.
        public let first: Int
        /// The second.
        public let second: Int
        /// The judged ratio.
        public let judged: Double
        /// The ratio of the weights.
        public let fitted: Double
    }

    /// The weights, with sum 1.
    public let weights: [Double]
    /// The principal eigenvalue λ.
    public let eigenvalue: Double
    /// The consistency index, (λ − *n*) ÷ (*n* − 1).
    public let consistencyIndex: Double
    /// The consistency ratio, the index over that of random judgements; nothing for more than 15 things.
    public let consistencyRatio: Double?
    /// The three things whose judgements contradict each other most; nothing where no three were judged among each other.
    public let worstTriad: Triad?
    /// The judgement that fits the weights worst; nothing for a single thing.
    public let worstJudgement: Misfit?

    /// The mean consistency index of random judgements, by the number of things from 0.
    ///
    /// - Source: Saaty 1980; for 12 things 1.54, as 1.48 there lies below the value for 11.
    public static let randomIndex = [
        0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.54, 1.56, 1.57, 1.59,
    ]

    /// Takes weights from judgements.
    public init(_ matrix: PairwiseMatrix) {
        let n = matrix.count
        let fitted = matrix.isComplete ? nil : AHP.leastSquares(matrix)
        let filled = fitted.map { AHP.filled(matrix, $0) } ?? matrix.values
        let principal = AHP.principal(filled, n)
        let weights = fitted ?? principal.vector
        self.weights = weights
        eigenvalue = max(principal.value, Double(n))
        consistencyIndex = n > 1 ? (eigenvalue - Double(n)) / Double(n - 1) : 0
        consistencyRatio = AHP.ratio(consistencyIndex, n, missing: matrix.missingPairs)
        worstTriad = AHP.worstTriad(matrix)
        worstJudgement = AHP.worstJudgement(matrix, weights)
    }

    /// The mean of the normalised columns, the approximation by hand, with its own consistency index.
    ///
    /// - Returns: The weights, and (mean of (*A w*)ᵢ ÷ *w*ᵢ − *n*) ÷ (*n* − 1).
    /// - Precondition: Every pair was judged.
    public static func columnAverages(_ matrix: PairwiseMatrix) -> (weights: [Double], consistencyIndex: Double) {
        precondition(matrix.isComplete, "column averages need every pair")
        let n = matrix.count
        var weights = [Double](repeating: 0, count: n)
        for j in 0..<n {
            let total = (0..<n).reduce(0) { $0 + matrix.values[$1 * n + j] }
            for i in 0..<n { weights[i] += matrix.values[i * n + j] / total / Double(n) }
        }
        let product = multiplied(matrix.values, weights)
        let eigenvalue = zip(product, weights).reduce(0) { $0 + $1.0 / $1.1 } / Double(n)
        return (weights, n > 1 ? (eigenvalue - Double(n)) / Double(n - 1) : 0)
    }

    /// The index over the random index, which falls evenly to 0 as gaps leave no loop among the judgements.
    private static func ratio(_ index: Double, _ n: Int, missing: Int) -> Double? {
        guard n < randomIndex.count else { return nil }
        guard n > 2 else { return 0 }
        let loops = Double((n - 1) * (n - 2))
        let random = randomIndex[n] * (1 - 2 * Double(missing) / loops)
        return random > 1e-12 ? index / random : 0
    }

    // The eigenvector --------------------------------------------------------------------------------------------------

    private static func principal(_ values: [Double], _ n: Int) -> (vector: [Double], value: Double) {
        var vector = [Double](repeating: 1 / Double(n), count: n)
        var value = Double(n)
        for _ in 0..<10_000 {
            let product = multiplied(values, vector)
            value = product.reduce(0, +)
            let next = product.map { $0 / value }
            let change = zip(next, vector).reduce(0) { max($0, abs($1.0 - $1.1) / $1.0) }
            vector = next
            if change < 1e-13 { break }
        }
        return (vector, value)
    }

    private static func multiplied(_ values: [Double], _ vector: [Double]) -> [Double] {
        let n = vector.count
        return (0..<n).map { i in (0..<n).reduce(0) { $0 + values[i * n + $1] * vector[$1] } }
    }

    // Gaps -------------------------------------------------------------------------------------------------------------

    /// The weights whose logarithms fit the judged pairs: the graph's Laplacian, with the first logarithm held at 0.
    private static func leastSquares(_ matrix: PairwiseMatrix) -> [Double] {
        let n = matrix.count
        guard n > 1 else { return [1] }
        let m = n - 1
        var system = [Double](repeating: 0, count: m * m)
        var right = [Double](repeating: 0, count: m)
        for i in 1..<n {
            for j in 0..<n where j != i && matrix.values[i * n + j] > 0 {
                system[(i - 1) * m + i - 1] += 1
                if j > 0 { system[(i - 1) * m + j - 1] -= 1 }
                right[i - 1] += log(matrix.values[i * n + j])
            }
        }
        let logs = [0] + solved(&system, right)
        let greatest = logs.reduce(0, max)
        let raw = logs.map { exp($0 - greatest) }
        let total = raw.reduce(0, +)
        return raw.map { $0 / total }
    }

    /// Gauss's elimination of a positive definite system, which needs no exchange of rows.
    private static func solved(_ system: inout [Double], _ right: [Double]) -> [Double] {
        var right = right
        let m = right.count
        for pivot in 0..<m {
            for row in pivot + 1..<max(m, pivot + 1) {
                let factor = system[row * m + pivot] / system[pivot * m + pivot]
                if factor == 0 { continue }
                for column in pivot..<m { system[row * m + column] -= factor * system[pivot * m + column] }
                right[row] -= factor * right[pivot]
            }
        }
        for row in stride(from: m - 1, through: 0, by: -1) {
            for column in row + 1..<max(m, row + 1) { right[row] -= system[row * m + column] * right[column] }
            right[row] /= system[row * m + row]
        }
        return right
    }

    private static func filled(_ matrix: PairwiseMatrix, _ weights: [Double]) -> [Double] {
        let n = matrix.count
        return matrix.values.indices.map { place in
            matrix.values[place] > 0 ? matrix.values[place] : weights[place / n] / weights[place % n]
        }
    }

    // What fits worst --------------------------------------------------------------------------------------------------

    private static func worstTriad(_ matrix: PairwiseMatrix) -> Triad? {
        let n = matrix.count
        func judged(_ i: Int, _ j: Int) -> Double { matrix.values[i * n + j] }
        var (worst, misfit): (Triad?, Double) = (nil, -1)
        for i in 0..<n {
            for j in i + 1..<max(n, i + 1) where judged(i, j) > 0 {
                for k in j + 1..<max(n, j + 1) where judged(j, k) > 0 && judged(i, k) > 0 {
                    let implied = judged(i, j) * judged(j, k)
                    let distance = abs(log(implied / judged(i, k)))
                    if distance > misfit {
                        misfit = distance
                        worst = Triad(first: i, second: j, third: k, judged: judged(i, k), implied: implied)
                    }
                }
            }
        }
        return worst
    }

    private static func worstJudgement(_ matrix: PairwiseMatrix, _ weights: [Double]) -> Misfit? {
        let n = matrix.count
        var (worst, misfit): (Misfit?, Double) = (nil, -1)
        for i in 0..<n {
            for j in i + 1..<max(n, i + 1) where matrix.values[i * n + j] > 0 {
                let (judged, fitted) = (matrix.values[i * n + j], weights[i] / weights[j])
                let distance = abs(log(judged / fitted))
                if distance > misfit {
                    misfit = distance
                    worst = Misfit(first: i, second: j, judged: judged, fitted: fitted)
                }
            }
        }
        return worst
    }
}

/// A tree of judgements: criteria, criteria below them, and at the leaves the alternatives.
///
/// - Source: Saaty, *The Analytic Hierarchy Process*, 1980.
public struct JudgementTree: Hashable, Sendable {
    /// The weights of the branches, or of the alternatives at a leaf.
    public let judgements: AHP
    /// The branches; none at a leaf.
    public let branches: [JudgementTree]

    /// Makes a leaf: alternatives judged by one criterion.
    public init(alternatives: PairwiseMatrix) {
        judgements = AHP(alternatives)
        branches = []
    }

    /// Makes an inner node: criteria judged against each other.
    ///
    /// - Precondition: There are as many branches as criteria, and all lead to the same number of alternatives.
    public init(criteria: PairwiseMatrix, branches: [JudgementTree]) {
        precondition(branches.count == criteria.count, "\(branches.count) branches for \(criteria.count) criteria")
        precondition(
            Set(branches.map(\.priorities.count)).count == 1, "branches lead to different numbers of alternatives")
        judgements = AHP(criteria)
        self.branches = branches
    }

    /// The priorities of the alternatives, with sum 1.
    public var priorities: [Double] {
        guard !branches.isEmpty else { return judgements.weights }
        var sums = [Double](repeating: 0, count: branches[0].priorities.count)
        for (weight, branch) in zip(judgements.weights, branches) {
            for (place, share) in branch.priorities.enumerated() { sums[place] += weight * share }
        }
        return sums
    }
}
