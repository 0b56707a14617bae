/// The compromise ranking: the mean regret against the best values, the greatest one, and a mix of both.
///
/// *S* = Σ *w*(*f*⁺ − *f*) ÷ (*f*⁺ − *f*⁻), *R* the greatest of these terms, and
/// *Q* = *v*(*S* − *S*⁺) ÷ (*S*⁻ − *S*⁺) + (1 − *v*)(*R* − *R*⁺) ÷ (*R*⁻ − *R*⁺); less is better in all three.
///
/// - Complexity: O(*alternatives* × *criteria* + *alternatives* log *alternatives*).
/// - Source: Opricovic & Tzeng, *European Journal of Operational Research* 156, 2004.
public struct VIKOR: Hashable, Sendable {
    /// The mean regret *S* of each alternative.
    public let meanRegret: [Double]
    /// The greatest regret *R* of each alternative.
    public let greatestRegret: [Double]
    /// The compromise *Q* of each alternative, 0…1.
    public let compromise: [Double]
    /// Whether the first is ahead of the second by at least 1 ÷ (*alternatives* − 1) in *Q*.
    public let hasAdvantage: Bool
    /// Whether the first by *Q* is also the first by *S* or by *R*.
    public let isStable: Bool
    /// The alternatives that make the compromise, best first: one where it has advantage and is stable, the first two
    /// where only stability fails, else all that are closer to the first than the advantage.
    public let compromiseSet: [Int]

    /// Ranks alternatives.
    ///
    /// - Parameters:
    ///   - matrix: The alternatives.
    ///   - strategy: The weight *v* of the mean regret, 0…1.
    /// - Throws: `DecisionError.parameter` for a strategy outside 0…1.
    public init(_ matrix: DecisionMatrix, strategy: Double = 0.5) throws(DecisionError) {
        guard (0...1).contains(strategy) else { throw .parameter("the strategy is \(strategy), not within 0 and 1") }
        var mean = [Double](repeating: 0, count: matrix.alternatives)
        var greatest = mean
        for j in 0..<matrix.criteria {
            let (best, worst) = (matrix.best(j), matrix.worst(j))
            guard best != worst else { continue }
            for row in 0..<matrix.alternatives {
                let regret = matrix.weights[j] * (best - matrix.values[row * matrix.criteria + j]) / (best - worst)
                mean[row] += regret
                greatest[row] = max(greatest[row], regret)
            }
        }
        let (first, second) = (VIKOR.spread(mean), VIKOR.spread(greatest))
        let mixed = zip(first, second).map { strategy * $0 + (1 - strategy) * $1 }
        meanRegret = mean
        greatestRegret = greatest
        compromise = mixed
        let order = mixed.indices.sorted { (mixed[$0], $0) < (mixed[$1], $1) }
        let best = order[0]
        let advantage = matrix.alternatives > 1 ? 1 / Double(matrix.alternatives - 1) : 0
        isStable = mean[best] == mean.min() || greatest[best] == greatest.min()
        hasAdvantage = order.count == 1 || mixed[order[1]] - mixed[best] >= advantage
        if !hasAdvantage {
            compromiseSet = order.filter { mixed[$0] - mixed[best] < advantage }
        } else {
            compromiseSet = isStable ? [best] : Array(order.prefix(2))
        }
    }

    /// Values as shares of the way from the least to the greatest; 0 where all are alike.
    private static func spread(_ values: [Double]) -> [Double] {
        let least = values.min() ?? 0
        let width = (values.max() ?? 0) - least
        return values.map { width > 0 ? ($0 - least) / width : 0 }
    }
}
