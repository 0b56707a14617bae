internal import func Glibc.log

/// Weights by what the values tell apart: a criterion by which all alternatives are alike has none.
///
/// With the shares *p* = *x* ÷ Σ*x* of a criterion among *m* alternatives: *e* = −Σ *p* ln *p* ÷ ln *m*, and the weight is
/// 1 − *e* as a share of the sum of these over all criteria.
///
/// - Complexity: O(*alternatives* × *criteria*).
/// - Source: Shannon, *Bell System Technical Journal* 27, 1948; Zeleny, *Multiple Criteria Decision Making*, 1982.
public enum EntropyWeights {
    /// The weights, with sum 1; alike where nothing is told apart.
    ///
    /// - Throws: `DecisionError.notPositive` where a value is below 0.
    public static func weights(of matrix: DecisionMatrix) throws(DecisionError) -> [Double] {
        for j in 0..<matrix.criteria where matrix.columns.least[j] < 0 {
            let row = matrix.column(j).firstIndex { $0 < 0 } ?? 0
            throw .notPositive(alternative: row, criterion: j, matrix.columns.least[j])
        }
        return shares((0..<matrix.criteria).map { divergence(matrix.column($0)) })
    }

    /// 1 − *e* of the values of one criterion, 0…1; 0 of fewer than two, or when all are 0.
    static func divergence(_ values: [Double]) -> Double {
        let total = values.reduce(0, +)
        guard values.count > 1, total > 0 else { return 0 }
        var entropy = 0.0
        for value in values where value > 0 { entropy -= value / total * log(value / total) }
        return min(1, max(0, 1 - entropy / log(Double(values.count))))
    }

    /// Numbers as shares of their sum; alike where it is 0.
    static func shares(_ numbers: [Double]) -> [Double] {
        let total = numbers.reduce(0, +)
        return numbers.map { total > 0 ? $0 / total : 1 / Double(numbers.count) }
    }
}
