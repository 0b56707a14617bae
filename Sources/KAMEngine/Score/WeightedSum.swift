/// The weighted sum of normalised values.
///
/// - Complexity: O(*alternatives* × *criteria*).
/// - Source: Fishburn, "Additive utilities with incomplete product set", *Operations Research* 15, 1967.
public enum WeightedSum {
    /// The score of each alternative, more being better.
    ///
    /// - Throws: `DecisionError.notPositive` from the normalisation.
    public static func scores(
        of matrix: DecisionMatrix, normalization: Normalization = .sum
    ) throws(DecisionError) -> [Double] {
        try normalization.check(matrix)
        guard let lines = normalization.lines(matrix) else {
            return DenseRows.sums(try normalization.values(of: matrix), factors: matrix.weights, offset: 0)
        }
        var offset = 0.0
        for (line, weight) in zip(lines, matrix.weights) { offset += weight * line.offset }
        return DenseRows.sums(
            matrix.values, factors: zip(lines, matrix.weights).map { $0.factor * $1 }, offset: offset)
    }
}
