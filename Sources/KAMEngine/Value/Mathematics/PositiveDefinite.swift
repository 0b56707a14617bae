/// A symmetric matrix that is positive definite, as a triangular factor L with L·Lᵀ.
struct PositiveDefinite {
    /// The number of rows.
    let count: Int
    /// The factor, row-major, zero above the diagonal.
    let factor: [Double]

    /// Factors a matrix, row-major.
    ///
    /// - Returns: Nothing when the matrix is not positive definite beyond rounding.
    /// - Source: Golub & Van Loan, *Matrix Computations*, 4.2 (Cholesky).
    init?(_ matrix: [Double], count: Int) {
        var factor = [Double](repeating: 0, count: count * count)
        for row in 0..<count {
            for column in 0...row {
                var sum = matrix[row * count + column]
                for index in 0..<column { sum -= factor[row * count + index] * factor[column * count + index] }
                if row == column {
                    guard sum.isFinite, sum > 1e-12 * abs(matrix[row * count + row]) else { return nil }
                    factor[row * count + row] = sum.squareRoot()
                } else {
                    factor[row * count + column] = sum / factor[column * count + column]
                }
            }
        }
        self.count = count
        self.factor = factor
    }

    /// The inverse of the matrix, row-major.
    var inverse: [Double] {
        var result = [Double](repeating: 0, count: count * count)
        for column in 0..<count {
            var solved = (0..<count).map { $0 == column ? 1.0 : 0 }
            for row in 0..<count {
                for index in 0..<row { solved[row] -= factor[row * count + index] * solved[index] }
                solved[row] /= factor[row * count + row]
            }
            for row in stride(from: count - 1, through: 0, by: -1) {
                for index in row + 1..<count { solved[row] -= factor[index * count + row] * solved[index] }
                solved[row] /= factor[row * count + row]
            }
            for row in 0..<count { result[row * count + column] = solved[row] }
        }
        return result
    }
}
