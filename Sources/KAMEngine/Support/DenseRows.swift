/// Passes over tables of numbers, row by row, at the speed of memory.
///
/// Only the pass that validates goes by pointer, for there alone it gains (docs/decisions/0012); its bounds follow from one
/// precondition on the length.
enum DenseRows {
    /// What is in each column.
    struct Columns: Hashable, Sendable {
        var least: [Double]
        var greatest: [Double]
        var sums: [Double]
        var squares: [Double]

        /// Whether every number is finite, and small enough for its square to be.
        var isFinite: Bool { squares.allSatisfy(\.isFinite) }
    }

    /// The least, the greatest, the sum and the sum of squares of each column; what is not finite shows in the squares.
    static func columns(_ values: [Double], width: Int) -> Columns {
        precondition(width > 0 && values.count.isMultiple(of: width), "\(values.count) numbers in rows of \(width)")
        // One scratch for the four figures of a column, so that a row touches one line of the cache or a few.
        var scratch = [Double](repeating: 0, count: 4 * width)
        for column in 0..<width {
            scratch[column] = .infinity
            scratch[width + column] = -.infinity
        }
        unsafe values.withUnsafeBufferPointer { table in
            unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                guard let first = table.baseAddress, let figures = scratch.baseAddress else { return }
                let rows = table.count / width
                for four in 0..<rows / 4 { unsafe scanFour(first + four * 4 * width, figures, width) }
                for row in rows / 4 * 4..<rows { unsafe scan(first + row * width, figures, width) }
            }
        }
        return Columns(
            least: Array(scratch[0..<width]), greatest: Array(scratch[width..<2 * width]),
            sums: Array(scratch[2 * width..<3 * width]), squares: Array(scratch[3 * width..<4 * width]))
    }

    /// One row into the figures: least, greatest, sum, sum of squares, each `width` long.
    private static func scan(_ row: UnsafePointer<Double>, _ figures: UnsafeMutablePointer<Double>, _ width: Int) {
        for j in 0..<width {
            let x = unsafe row[j]
            unsafe figures[j] = x < figures[j] ? x : figures[j]
            unsafe figures[width + j] = x > figures[width + j] ? x : figures[width + j]
            unsafe figures[2 * width + j] += x
            unsafe figures[3 * width + j] += x * x
        }
    }

    /// Four rows at once, so that the figures of a column are read and written once for four numbers.
    private static func scanFour(_ row: UnsafePointer<Double>, _ figures: UnsafeMutablePointer<Double>, _ width: Int) {
        for j in 0..<width {
            let (a, b) = unsafe (row[j], row[width + j])
            let (c, d) = unsafe (row[2 * width + j], row[3 * width + j])
            let (low, high) = (a < b ? a : b, a > b ? a : b)
            let (lower, higher) = (c < d ? c : d, c > d ? c : d)
            let (least, greatest) = (low < lower ? low : lower, high > higher ? high : higher)
            unsafe figures[j] = least < figures[j] ? least : figures[j]
            unsafe figures[width + j] = greatest > figures[width + j] ? greatest : figures[width + j]
            unsafe figures[2 * width + j] += (a + b) + (c + d)
            unsafe figures[3 * width + j] += (a * a + b * b) + (c * c + d * d)
        }
    }

    /// *offset* + Σ *factor* *x* of each row.
    static func sums(_ values: [Double], factors: [Double], offset: Double) -> [Double] {
        let width = factors.count
        precondition(width > 0 && values.count.isMultiple(of: width), "\(values.count) numbers in rows of \(width)")
        return (0..<values.count / width).map { row in
            var sum = offset
            for j in 0..<width { sum += values[row * width + j] * factors[j] }
            return sum
        }
    }

    /// *b* ÷ (*a* + *b*) of each row, with *a* = √Σ *f*(*x* − *u*)² and *b* = √Σ *f*(*x* − *v*)²; 0 where both are 0.
    static func closeness(_ values: [Double], factors: [Double], ideal: [Double], opposite: [Double]) -> [Double] {
        let width = factors.count
        precondition(width > 0 && values.count.isMultiple(of: width), "\(values.count) numbers in rows of \(width)")
        precondition(ideal.count == width && opposite.count == width)
        return (0..<values.count / width).map { row in
            var (near, far) = (0.0, 0.0)
            for j in 0..<width {
                let x = values[row * width + j]
                near += factors[j] * AxisState.square(x - ideal[j])
                far += factors[j] * AxisState.square(x - opposite[j])
            }
            return AxisState.share(near.squareRoot(), far.squareRoot())
        }
    }
}
