/// Weights by spread and conflict: a criterion counts that tells alternatives apart and does not repeat the others.
///
/// With *σ* the standard deviation of a criterion's values between worst and best, and *r* its correlations with the
/// others: *C* = *σ* Σ (1 − *r*), and the weight is *C* as a share of the sum.
///
/// - Complexity: O(*alternatives* × *criteria*²).
/// - Source: Diakoulaki, Mavrotas & Papayannakis, *Computers & Operations Research* 22, 1995.
public enum CriticWeights {
    /// The weights, with sum 1; alike where nothing is told apart.
    public static func weights(of matrix: DecisionMatrix) -> [Double] {
        let columns = (0..<matrix.criteria).map { j in
            matrix.column(j).map { value -> Double? in
                let (best, worst) = (matrix.best(j), matrix.worst(j))
                return best == worst ? 0 : (value - worst) / (best - worst)
            }
        }
        return weights(of: columns)
    }

    /// The weights of columns on a common scale, of which some values are not known; each figure is of what is known.
    static func weights(of columns: [[Double?]]) -> [Double] {
        // A single criterion has nothing to differ from.
        guard columns.count > 1 else { return columns.map { _ in 1 } }
        let spreads = columns.map { column in
            moments(zip(column, column))?.first.squareRoot() ?? 0
        }
        return EntropyWeights.shares(
            columns.indices.map { j in
                var conflict = 0.0
                for other in columns.indices where other != j {
                    conflict += 1 - correlation(columns[j], columns[other])
                }
                return spreads[j] * conflict
            })
    }

    /// The correlation over the rows where both are known; 0 where one does not vary.
    private static func correlation(_ first: [Double?], _ second: [Double?]) -> Double {
        guard let moments = moments(zip(first, second)), moments.first > 0, moments.second > 0 else { return 0 }
        return min(1, max(-1, moments.both / (moments.first.squareRoot() * moments.second.squareRoot())))
    }

    /// The variances and the covariance over the rows where both are known; nothing of fewer than two.
    private static func moments(
        _ rows: Zip2Sequence<[Double?], [Double?]>
    ) -> (first: Double, second: Double, both: Double)? {
        var (count, x, y) = (0.0, 0.0, 0.0)
        for case (let first?, let second?) in rows {
            count += 1
            x += first
            y += second
        }
        guard count > 1 else { return nil }
        (x, y) = (x / count, y / count)
        var (xx, yy, xy) = (0.0, 0.0, 0.0)
        for case (let first?, let second?) in rows {
            xx += (first - x) * (first - x)
            yy += (second - y) * (second - y)
            xy += (first - x) * (second - y)
        }
        return (xx / (count - 1), yy / (count - 1), xy / (count - 1))
    }
}
