/// How the values of a criterion are brought to a common scale, more being better on all of them.
///
/// - Source: Hwang & Yoon, *Multiple Attribute Decision Making*, 1981.
public enum Normalization: Hashable, Sendable, CaseIterable {
    /// *x* ÷ √Σ*x*²; for costs 1 less that.
    case vector
    /// (*x* − worst) ÷ (best − worst); 0 where all are alike.
    case minMax
    /// *x* ÷ Σ*x*; for costs (1 ÷ *x*) ÷ Σ(1 ÷ *x*). Values must be above 0.
    case sum
    /// *x* ÷ greatest; for costs least ÷ *x*. Values must be above 0.
    case max

    /// The normalised values, row-major.
    ///
    /// - Throws: `DecisionError.notPositive`.
    public func values(of matrix: DecisionMatrix) throws(DecisionError) -> [Double] {
        try check(matrix)
        var values = matrix.values
        for j in 0..<matrix.criteria {
            if let line = line(matrix, j) {
                for place in stride(from: j, to: values.count, by: matrix.criteria) {
                    values[place] = line.factor * values[place] + line.offset
                }
                continue
            }
            var total = 1 / matrix.columns.least[j]
            if self == .sum {
                total = 0
                for place in stride(from: j, to: values.count, by: matrix.criteria) { total += 1 / values[place] }
            }
            for place in stride(from: j, to: values.count, by: matrix.criteria) {
                values[place] = 1 / values[place] / total
            }
        }
        return values
    }

    /// Refuses values that the scale cannot have.
    func check(_ matrix: DecisionMatrix) throws(DecisionError) {
        guard self == .sum || self == .max else { return }
        for j in 0..<matrix.criteria where !(matrix.columns.least[j] > 0) {
            // A benefit of 0 is a share of 0; only a sum or a greatest of 0 divides by it.
            if matrix.directions[j] == .benefit, matrix.columns.least[j] == 0, matrix.columns.greatest[j] > 0 {
                continue
            }
            let row = matrix.column(j).firstIndex { !($0 > 0) } ?? 0
            throw .notPositive(alternative: row, criterion: j, matrix.columns.least[j])
        }
    }

    /// The straight line that brings a criterion to the scale; nothing where it is no straight line.
    func line(_ matrix: DecisionMatrix, _ criterion: Int) -> (factor: Double, offset: Double)? {
        let columns = matrix.columns
        let isBenefit = matrix.directions[criterion] == .benefit
        switch self {
        case .vector:
            let norm = columns.squares[criterion].squareRoot()
            let factor = norm > 0 ? 1 / norm : 0
            return isBenefit ? (factor, 0) : (-factor, 1)
        case .minMax:
            let (best, worst) = (matrix.best(criterion), matrix.worst(criterion))
            return best == worst ? (0, 0) : (1 / (best - worst), -worst / (best - worst))
        case .sum: return isBenefit ? (1 / columns.sums[criterion], 0) : nil
        case .max: return isBenefit ? (1 / columns.greatest[criterion], 0) : nil
        }
    }

    /// The straight lines of all criteria; nothing where one is none.
    func lines(_ matrix: DecisionMatrix) -> [(factor: Double, offset: Double)]? {
        var lines: [(factor: Double, offset: Double)] = []
        for j in 0..<matrix.criteria {
            guard let line = line(matrix, j) else { return nil }
            lines.append(line)
        }
        return lines
    }
}
