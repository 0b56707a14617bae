internal import func Glibc.exp
internal import func Glibc.log

/// The weighted product of normalised values.
///
/// - Complexity: O(*alternatives* × *criteria*).
/// - Source: Bridgman, *Dimensional Analysis*, 1922; Miller & Starr, *Executive Decisions and Operations Research*, 1969.
public enum WeightedProduct {
    /// The score of each alternative, more being better; 0 where a criterion of weight has 0.
    ///
    /// - Throws: `DecisionError.notPositive` where a normalised value is below 0, or from the normalisation.
    public static func scores(
        of matrix: DecisionMatrix, normalization: Normalization = .sum
    ) throws(DecisionError) -> [Double] {
        try logarithms(of: matrix, normalization: normalization).map { exp($0) }
    }

    /// The natural logarithm of each score, which neither overflows nor vanishes; −∞ for a score of 0.
    ///
    /// - Throws: `DecisionError.notPositive` where a normalised value is below 0, or from the normalisation.
    public static func logarithms(
        of matrix: DecisionMatrix, normalization: Normalization = .sum
    ) throws(DecisionError) -> [Double] {
        let values = try normalization.values(of: matrix)
        if let place = values.firstIndex(where: { $0 < 0 }) {
            throw .notPositive(
                alternative: place / matrix.criteria, criterion: place % matrix.criteria, matrix.values[place])
        }
        return (0..<matrix.alternatives).map { row in
            var sum = 0.0
            for j in 0..<matrix.criteria where matrix.weights[j] > 0 {
                sum += matrix.weights[j] * log(values[row * matrix.criteria + j])
            }
            return sum
        }
    }
}
