/// Passes over tables of numbers, row by row, at the speed of memory.
///
/// The inner loops go by pointer (docs/decisions/0012 has what that gains); all bounds follow from one precondition on
/// the lengths.
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
                for start in stride(from: 0, to: table.count, by: width) {
                    let row = unsafe first + start
                    for j in 0..<width {
                        let x = unsafe row[j]
                        unsafe figures[j] = x < figures[j] ? x : figures[j]
                        unsafe figures[width + j] = x > figures[width + j] ? x : figures[width + j]
                        unsafe figures[2 * width + j] += x
                        unsafe figures[3 * width + j] += x * x
                    }
                }
            }
        }
        return Columns(
            least: Array(scratch[0..<width]), greatest: Array(scratch[width..<2 * width]),
            sums: Array(scratch[2 * width..<3 * width]), squares: Array(scratch[3 * width..<4 * width]))
    }

    /// Σ *factor* (*x* + *shift*) of each row.
    static func sums(_ values: [Double], factors: [Double], offset: Double) -> [Double] {
        let width = factors.count
        precondition(width > 0 && values.count.isMultiple(of: width), "\(values.count) numbers in rows of \(width)")
        let rows = values.count / width
        return unsafe [Double](unsafeUninitializedCapacity: rows) { result, count in
            unsafe values.withUnsafeBufferPointer { table in
                unsafe factors.withUnsafeBufferPointer { factors in
                    for row in 0..<rows {
                        let start = row * width
                        var sum = offset
                        for j in 0..<width { unsafe sum += table[start + j] * factors[j] }
                        unsafe result.initializeElement(at: row, to: sum)
                    }
                }
            }
            count = rows
        }
    }

    /// *b* ÷ (*a* + *b*) of each row, with *a* = √Σ *f*(*x* − *u*)² and *b* = √Σ *f*(*x* − *v*)²; 0 where both are 0.
    static func closeness(_ values: [Double], factors: [Double], ideal: [Double], opposite: [Double]) -> [Double] {
        let width = factors.count
        precondition(width > 0 && values.count.isMultiple(of: width), "\(values.count) numbers in rows of \(width)")
        precondition(ideal.count == width && opposite.count == width)
        let rows = values.count / width
        // The three constants of a column side by side.
        var plan: [Double] = []
        for j in 0..<width { plan += [factors[j], ideal[j], opposite[j]] }
        return unsafe [Double](unsafeUninitializedCapacity: rows) { result, count in
            unsafe values.withUnsafeBufferPointer { table in
                unsafe plan.withUnsafeBufferPointer { plan in
                    for row in 0..<rows {
                        let start = row * width
                        // To the ideal and from its opposite at once, in the two lanes of a register.
                        var both = SIMD2<Double>.zero
                        for j in 0..<width {
                            let x = unsafe table[start + j]
                            let way = unsafe SIMD2(x - plan[3 * j + 1], x - plan[3 * j + 2])
                            unsafe both += way * way * plan[3 * j]
                        }
                        let roots = both.squareRoot()
                        unsafe result.initializeElement(at: row, to: AxisState.share(roots.x, roots.y))
                    }
                }
            }
            count = rows
        }
    }
}
