/// The closeness to an ideal alternative, as a share of the way from its opposite.
///
/// With weighted normalised values *v*, ideal *v*⁺ and opposite *v*⁻: *d*⁻ ÷ (*d*⁺ + *d*⁻), the Euclidean distances. Where
/// the normalisation is a straight line, distances are taken between the values themselves, so that the table is read
/// once for validation and once for the scores.
///
/// - Complexity: O(*alternatives* × *criteria*).
/// - Source: Hwang & Yoon, *Multiple Attribute Decision Making*, 1981.
public enum TOPSIS {
    /// The closeness of each alternative to the best values of all, 0…1; 0 where all alternatives are alike.
    ///
    /// - Throws: `DecisionError.notPositive` from the normalisation.
    public static func scores(
        of matrix: DecisionMatrix, normalization: Normalization = .vector
    ) throws(DecisionError) -> [Double] {
        try normalization.check(matrix)
        if let lines = normalization.lines(matrix) {
            let factors = zip(lines, matrix.weights).map { AxisState.square($0.factor * $1) }
            return DenseRows.closeness(
                matrix.values, factors: factors, ideal: (0..<matrix.criteria).map(matrix.best),
                opposite: (0..<matrix.criteria).map(matrix.worst))
        }
        let values = try normalization.values(of: matrix)
        let columns = DenseRows.columns(values, width: matrix.criteria)
        return DenseRows.closeness(
            values, factors: matrix.weights.map(AxisState.square), ideal: columns.greatest, opposite: columns.least)
    }

    /// The closeness of each alternative to a fixed ideal, so that one alternative more changes no other's score.
    ///
    /// Each criterion is measured in shares of the way from the opposite to the ideal; values beyond them count as they
    /// stand.
    ///
    /// - Throws: `DecisionError.ideal` where an ideal is no better than its opposite.
    public static func scores(
        of matrix: DecisionMatrix, ideal: [Double], opposite: [Double]
    ) throws(DecisionError) -> [Double] {
        guard ideal.count == matrix.criteria, opposite.count == matrix.criteria else {
            throw .parameter("\(ideal.count) ideals and \(opposite.count) opposites for \(matrix.criteria) criteria")
        }
        for j in 0..<matrix.criteria {
            let way = (ideal[j] - opposite[j]) * Double(matrix.directions[j].rawValue)
            guard way > 0, way.isFinite else { throw .ideal(criterion: j, ideal[j], opposite: opposite[j]) }
        }
        let factors = (0..<matrix.criteria).map { AxisState.square(matrix.weights[$0] / (ideal[$0] - opposite[$0])) }
        return DenseRows.closeness(matrix.values, factors: factors, ideal: ideal, opposite: opposite)
    }
}
